import type { CheckInStep, SittingPolicy } from '../protocol/policy.ts'

export interface PolicyProblem {
  id: string
  en: string
}

/**
 * What contradicts itself in the settings of a sitting; empty = they can be kept. Pure; rule SD8. The order of body
 * check and PIN is free, since the sources disagree on it; a PIN needs documents and face first (domain notes A.3).
 */
export function policyProblems(policy: SittingPolicy): PolicyProblem[] {
  const problems: PolicyProblem[] = []
  const say = (id: string, en: string) => problems.push({ id, en })
  const { steps, documents, photo } = policy.checkIn
  const place = (step: CheckInStep) => steps.indexOf(step)
  const has = (step: CheckInStep) => place(step) >= 0

  if (policy.pins.from === 'desk' && !has('pin'))
    say(
      'PIN diterbitkan di meja registrasi, tetapi langkah PIN tidak ada; tidak seorang pun akan mendapat PIN.',
      'PINs are issued at the desk, but the step for it is missing; nobody would get one.',
    )
  for (const [step, id, en] of [
    ['documents', 'pemeriksaan dokumen', 'the check of documents'],
    ['photo', 'foto', 'the photo'],
  ] as const)
    if (has('pin') && has(step) && place(step) > place('pin'))
      say(`Langkah ${id} harus mendahului PIN.`, `${upper(en)} must come before the PIN.`)
  if (has('pin') && !has('documents'))
    say('PIN tidak diterbitkan tanpa pemeriksaan dokumen.', 'No PIN is issued without a check of documents.')
  if (photo === 'required' && !has('photo'))
    say('Foto wajib, tetapi langkah foto tidak ada.', 'The photo is required, but the step for it is missing.')
  if (policy.seating === 'lottery' && !has('seat'))
    say(
      'Tempat duduk diundi, tetapi langkah tempat duduk tidak ada.',
      'Seats are drawn by lot, but the step that draws them is missing.',
    )
  if (has('documents') && !documents.some((one) => one.needed))
    say(
      'Pemeriksaan dokumen memerlukan paling sedikit satu dokumen wajib.',
      'The check of documents needs at least one required document.',
    )
  const ids = documents.map((one) => one.id.trim())
  if (documents.some((one) => one.id.trim() === '' || one.label.trim() === ''))
    say('Ada dokumen tanpa nama.', 'A document has no name.')
  for (const id of new Set(ids.filter((one, at) => one !== '' && ids.indexOf(one) !== at)))
    say(`Dokumen "${id}" ada dua kali.`, `The document "${id}" is there twice.`)
  return problems
}

const upper = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
