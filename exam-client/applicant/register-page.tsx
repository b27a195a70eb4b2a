import { useState } from 'react'
import type { ApplicantMe, CodeSent, NewAccount } from '../../server/protocol/applications.ts'
import { useLanguage } from '../shared/language.tsx'
import { useDoing } from '../shared/load.ts'
import { CodeScreen } from './screens/code.tsx'
import { EMPTY_ACCOUNT, RegisterScreen, type TypedAccount } from './screens/register.tsx'

/** What is typed stays in this page's memory while it is open, also when the code has to be asked for again. */
export function RegisterPage({
  today,
  vacancy,
  onDone,
}: {
  today: string
  vacancy: string | null
  onDone: () => void
}) {
  const { language } = useLanguage()
  const [typed, setTyped] = useState<TypedAccount>(EMPTY_ACCOUNT)
  const [sent, setSent] = useState<CodeSent | null>(null)
  const ask = useDoing<CodeSent>()
  const confirm = useDoing<ApplicantMe>()
  const send = async () => {
    confirm.reset()
    const wanted: NewAccount = { ...typed, gender: typed.gender || null, language }
    const reply = await ask.run('POST', '/api/applicant/registration', wanted)
    if (reply) setSent(reply)
  }
  if (sent)
    return (
      <CodeScreen
        key={sent.code}
        sent={sent}
        doing={confirm.doing}
        asking={ask.doing}
        onConfirm={(digits) =>
          void confirm
            .run('POST', '/api/applicant/registration/confirmation', { code: sent.code, digits })
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
    <RegisterScreen
      typed={typed}
      today={today}
      vacancy={vacancy}
      doing={ask.doing}
      onType={(change) => setTyped((now) => ({ ...now, ...change }))}
      onSend={() => void send()}
    />
  )
}
