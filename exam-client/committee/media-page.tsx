import type { MediaView, Shared } from '../../server/protocol/announcements.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { MediaScreen, SharedParts, VacancyMediaScreen } from './screens/media.tsx'

/** What is made of the open vacancies; of the one that the address names, or of all. */
export function MediaPage() {
  const code = useAddress().address['code']
  return code ? <VacancyPart key={code} code={code} /> : <WholePart />
}

function WholePart() {
  const title = useText(committeeText).screens.publications
  const { loaded, reload } = useLoad<MediaView>('/api/announcements/media')
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(view) => <MediaScreen view={view} />}
    </Shown>
  )
}

function VacancyPart({ code }: { code: string }) {
  const { loaded, reload } = useLoad<Shared>(`/api/announcements/media/${encodeURIComponent(code)}`)
  return (
    <VacancyMediaScreen code={code}>
      <Shown of={loaded} retry={reload}>
        {(shared) => <SharedParts shared={shared} />}
      </Shown>
    </VacancyMediaScreen>
  )
}
