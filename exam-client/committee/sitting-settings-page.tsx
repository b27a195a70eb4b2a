import type { SittingPolicy } from '../../server/protocol/policy.ts'
import type { SittingSummary } from '../../server/protocol/proctor.ts'
import { useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { settingsText } from '../shared/text/sitting-settings.ts'
import type { NewStart } from './screens/reschedule-dialog.tsx'
import { SittingSettings, type StoredPolicy } from './screens/sitting-settings.tsx'

/** The settings of one sitting and its start time. */
export function SittingSettingsPage({ sitting, onMoved }: { sitting: SittingSummary; onMoved: () => void }) {
  const text = useText(settingsText)
  const path = `/api/sittings/${encodeURIComponent(sitting.id)}`
  const { loaded, reload } = useLoad<StoredPolicy>(`${path}/policy`)
  const saving = useDoing<StoredPolicy>()
  const moving = useDoing<{ startsAt: number }>()
  const save = async (policy: SittingPolicy) => {
    if (await saving.run('PUT', `${path}/policy`, policy)) reload()
  }
  const move = async (start: NewStart) => {
    const moved = await moving.run('POST', `${path}/start-time`, start)
    if (moved) onMoved()
    return moved !== null
  }
  return (
    <Shown title={`${text.title} · ${sitting.name}`} of={loaded} retry={reload}>
      {(stored) => (
        <SittingSettings
          sitting={sitting}
          stored={stored}
          now={Date.now()}
          saving={saving.doing}
          moving={moving.doing}
          onSave={(policy) => void save(policy)}
          onMove={move}
          onReset={() => {
            saving.reset()
            moving.reset()
          }}
        />
      )}
    </Shown>
  )
}
