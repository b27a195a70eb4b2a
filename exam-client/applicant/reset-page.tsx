import { useState } from 'react'
import type { ApplicantMe, CodeSent } from '../../server/protocol/applications.ts'
import { useLanguage } from '../shared/language.tsx'
import { useDoing } from '../shared/load.ts'
import { CodeScreen } from './screens/code.tsx'
import { ResetScreen } from './screens/reset.tsx'

export function ResetPage({ vacancy, onDone }: { vacancy: string | null; onDone: () => void }) {
  const { language } = useLanguage()
  const [address, setAddress] = useState('')
  const [sent, setSent] = useState<CodeSent | null>(null)
  const ask = useDoing<CodeSent>()
  const confirm = useDoing<ApplicantMe>()
  const send = async () => {
    confirm.reset()
    const reply = await ask.run('POST', '/api/applicant/password', { address, language })
    if (reply) setSent(reply)
  }
  if (sent)
    return (
      <CodeScreen
        key={sent.code}
        sent={sent}
        password
        doing={confirm.doing}
        asking={ask.doing}
        onConfirm={(digits, password) =>
          void confirm
            .run('POST', '/api/applicant/password/confirmation', { code: sent.code, digits, password })
            .then((me) => (me ? onDone() : undefined))
        }
        onAgain={() => void send()}
        onBack={() => {
          ask.reset()
          setSent(null)
        }}
      />
    )
  return (
    <ResetScreen vacancy={vacancy} address={address} doing={ask.doing} onType={setAddress} onSend={() => void send()} />
  )
}
