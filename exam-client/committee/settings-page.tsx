import { useState } from 'react'
import type { NewStaff, StaffRow } from '../../server/protocol/http.ts'
import { useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { SettingsScreen, type StaffTask } from './screens/settings.tsx'

const id = encodeURIComponent

/** The staff's accounts. */
export function SettingsPage() {
  const title = useText(committeeText).screens.settings
  const { loaded, reload } = useLoad<StaffRow[]>('/api/staff')
  const adding = useDoing<StaffRow>()
  const changing = useDoing<StaffRow>()
  const [task, setTask] = useState<StaffTask | null>(null)
  const add = async (staff: NewStaff) => {
    const made = await adding.run('POST', '/api/staff', staff)
    if (made) reload()
    return made !== null
  }
  const change = async (staff: string, what: { password?: string; disabled?: boolean }) => {
    if (!(await changing.run('PATCH', `/api/staff/${id(staff)}`, what))) return
    setTask(null)
    reload()
  }
  const start = (next: StaffTask | null) => {
    changing.reset()
    setTask(next)
  }
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(staff) => (
        <SettingsScreen
          staff={staff}
          adding={adding.doing}
          changing={changing.doing}
          task={task}
          onTask={start}
          onAdd={add}
          onChange={(one, what) => void change(one, what)}
        />
      )}
    </Shown>
  )
}
