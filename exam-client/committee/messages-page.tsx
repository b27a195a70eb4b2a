import { useState } from 'react'
import type { Outbox, OutboxMessage, OutboxRow } from '../../server/protocol/applications.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { MessageDialog, MessagesScreen } from './screens/messages.tsx'

/** The outbox, a page at a time; what is in a message is asked for with a purpose. */
export function MessagesPage() {
  const title = useText(committeeText).screens.messages
  const { address } = useAddress()
  const state = address['state'] ?? 'waiting'
  const query = new URLSearchParams({ page: address['page'] ?? '1', ...(state === 'all' ? {} : { state }) })
  const { loaded, reload } = useLoad<Outbox>(`/api/outbox?${query}`)
  const [row, setRow] = useState<OutboxRow | null>(null)
  const reading = useDoing<OutboxMessage>()
  const changing = useDoing<OutboxRow>()
  const close = () => {
    setRow(null)
    reading.reset()
    changing.reset()
  }
  const change = async (what: 'handed' | 'again') => {
    if (!row || !(await changing.run('POST', `/api/outbox/${encodeURIComponent(row.id)}/${what}`))) return
    close()
    reload()
  }
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(outbox) => (
        <>
          <MessagesScreen outbox={outbox} state={state} onOpen={setRow} />
          {row ? (
            <MessageDialog
              row={row}
              smtp={outbox.smtp}
              reading={reading.doing}
              changing={changing.doing}
              onRead={(purpose) =>
                void reading.run('POST', `/api/outbox/${encodeURIComponent(row.id)}/reading`, { purpose })
              }
              onChange={(what) => void change(what)}
              onClose={close}
            />
          ) : null}
        </>
      )}
    </Shown>
  )
}
