import { type ChangeEvent, useId, useState } from 'react'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Notice } from '../../shared/parts/kit-basics.tsx'
import { commandText } from '../../shared/text/proctor-commands.ts'

export interface Carried {
  taken: number
  left: number
}
/** Far above what a station can hold back: 110 answers are a few kilobytes. */
export const CARRY_BYTES_MAX = 1024 * 1024

/** Takes the file of unsent responses that was saved at the old computer. */
export function CarryFile({ doing, onFile }: { doing: Doing<Carried>; onFile: (base64: string) => void }) {
  const text = useText(commandText)
  const { language } = useLanguage()
  const id = useId()
  const [wrong, setWrong] = useState<'too-big' | 'empty' | null>(null)
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? []
    const input = event.target
    if (!file) return
    const found = file.size > CARRY_BYTES_MAX ? 'too-big' : file.size === 0 ? 'empty' : null
    setWrong(found)
    if (found === null) onFile(base64(new Uint8Array(await file.arrayBuffer())))
    input.value = '' // the same file may be chosen again after a refusal
  }
  return (
    <div className="k-stack-small">
      <label className="k-field" htmlFor={id}>
        <span>{text.carryGo}</span>
        <input
          id={id}
          type="file"
          className="k-input"
          disabled={doing.at === 'sending'}
          onChange={(event) => void take(event)}
        />
        <small>{text.carryHint}</small>
      </label>
      {wrong ? (
        <Notice tone="danger" live>
          {wrong === 'too-big' ? text.carryTooBig('1 MB') : text.carryEmpty}
        </Notice>
      ) : (
        <DoingNotice
          doing={doing}
          done={(reply) => text.carried(count(reply.taken, language), count(reply.left, language))}
        />
      )}
    </div>
  )
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
