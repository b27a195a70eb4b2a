/** What a test file left open or on the disk: put away when it is through, by `each-file.ts`. */
const works: (() => void | Promise<void>)[] = []

/** Registers for every file that follows in this process, for modules are loaded once for many of them. */
export const afterEachFile = (work: () => void | Promise<void>): void => void works.push(work)

export async function cleanUp(): Promise<void> {
  // The last first: sockets before the server that they speak to.
  for (const work of [...works].reverse()) await work()
}
