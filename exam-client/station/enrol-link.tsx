import { useText, type Words } from '../shared/language.tsx'

/** Apart from the words of the technician's screen, which the exam page never loads. */
const words: Words<string> = { id: 'Daftarkan komputer ini', en: 'Enrol this computer' }

/** For the technician, where this computer has no place yet. */
export function EnrolLink() {
  const text = useText(words)
  return (
    <p>
      <a href="/station/?enrol">{text}</a>
    </p>
  )
}
