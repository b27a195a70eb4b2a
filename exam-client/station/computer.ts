import { machineApi } from './enrol.ts'
import { browserMachineStore } from './machine-store.ts'

/** What this computer says of itself, loaded after the page that a candidate waits for. */
export { sendCheck } from './check.ts'

export const recognise = () => machineApi(browserMachineStore).recognise()
