import type { CommandKind } from '../protocol/proctor.ts'
import { type Refusal, sentence } from '../protocol/refusals.ts'
import { capital, clockOf, joined, listed, placeOf, reasonWords, say, type Words } from './words.ts'

/** One command with what came of it for each of those it was for. */
export interface CommandFact {
  id: string
  kind: CommandKind
  at: number
  by: string
  approvedBy: string | null
  reason: { category: string; text: string }
  text: string | null
  minutes: number | null
  cause: 'added' | 'credited' | null
  to: { room: string; station: string } | null
  /** As it was given; empty = all of the sitting. */
  candidates: string[]
  state: 'waiting' | 'done' | 'refused'
  /** Why it was refused as a whole. */
  whole: Refusal | null
  targets: CommandTarget[]
}
export interface CommandTarget {
  candidate: string
  /** Why it was refused for this one, or null where it was done. */
  refused: Refusal | null
  at: number
  reachedAt: number | null
  readAt: number | null
}

/**
 * A command as a sentence (MN1): what, for whom, why, who approved, and what became of it. `whom` is null where the
 * line already stands under one person's name.
 */
export function commandSentence(command: CommandFact, whom: Words | null, told: CommandTarget[]): Words {
  const parts = [whom === null ? deed(command) : joined([deed(command), say(' ', ' '), whom])]
  const reason = reasonWords(command.reason)
  if (reason) parts.push(joined([say('alasan ', 'reason '), reason]))
  if (command.approvedBy) parts.push(say(`disetujui ${command.approvedBy}`, `approved by ${command.approvedBy}`))
  parts.push(...outcome(command, told))
  return capital(joined(parts, '; '))
}

/** 'untuk seluruh peserta', 'untuk 12 peserta (P-0001, …)' or 'untuk P-0001'. */
export function whomWords(numbers: string[], all: boolean): Words {
  if (all) return say('untuk seluruh peserta', 'for all candidates')
  const names = listed(numbers)
  if (numbers.length === 1) return joined([say('untuk ', 'for '), names])
  return joined([say(`untuk ${numbers.length} peserta (`, `for ${numbers.length} candidates (`), names, say(')', ')')])
}

/** What the command does, as a few words. */
export function deed({
  kind,
  text,
  minutes,
  cause,
  to,
}: Pick<CommandFact, 'kind' | 'text' | 'minutes' | 'cause' | 'to'>): Words {
  const quoted = text?.trim() ? `: "${text.trim()}"` : ''
  const time = minutes ?? 0
  switch (kind) {
    case 'open':
      return say('sesi dibuka', 'the sitting was opened')
    case 'start':
      return say('ujian dimulai', 'the exam was started')
    case 'close':
      return say('sesi ditutup', 'the sitting was closed')
    case 'pause':
      return say('waktu dihentikan', 'the time was paused')
    case 'resume':
      return say('waktu dilanjutkan', 'the time was resumed')
    case 'message':
      return say(`pesan dikirim${quoted}`, `a message was sent${quoted}`)
    case 'move': {
      const place = to && placeOf(to.room, to.station)
      return place
        ? joined([say('boleh melanjutkan di ', 'may go on at '), place])
        : say('boleh melanjutkan di komputer mana pun', 'may go on at any computer')
    }
    case 'reset-sign-in':
      return say('masuk diatur ulang', 'the sign-in was reset')
    case 'lock':
      return say(`layar dikunci${quoted}`, `the screen was locked${quoted}`)
    case 'unlock':
      return say('kunci layar dibuka', 'the screen was unlocked')
    case 'end':
      return say('ujian diakhiri', 'the exam was ended')
    case 'add-time':
      return cause === 'credited'
        ? say(`waktu diganti ${time} menit`, `${time} minutes were credited`)
        : say(`waktu ditambah ${time} menit`, `${time} minutes were added`)
    case 'reopen':
      return say(
        `ujian dibuka kembali dengan tambahan ${time} menit`,
        `the exam was opened again with ${time} minutes more`,
      )
  }
}

function outcome({ state, whole }: CommandFact, told: CommandTarget[]): Words[] {
  if (whole) return [refusedWords(whole)]
  if (state === 'waiting') return [say('belum dijalankan', 'not done yet')]
  const [only, ...others] = told
  if (!only || others.length > 0) {
    const refused = told.filter((one) => one.refused !== null).length
    return refused === 0
      ? []
      : [say(`ditolak untuk ${refused} dari ${told.length}`, `refused for ${refused} of ${told.length}`)]
  }
  if (only.refused) return [refusedWords(only.refused)]
  return [
    ...(only.reachedAt === null ? [] : [joined([say('sampai ', 'reached '), clockOf(only.reachedAt)])]),
    ...(only.readAt === null ? [] : [joined([say('dibaca ', 'read '), clockOf(only.readAt)])]),
  ]
}

const refusedWords = (refusal: Refusal): Words =>
  say(`ditolak (${sentence(refusal, 'id')})`, `refused (${sentence(refusal, 'en')})`)
