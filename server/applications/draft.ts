import type { DraftChange, Missing } from '../protocol/applications.ts'
import {
  type ApplicationDraft,
  type DocumentRule,
  EDUCATION_LEVELS,
  type OtherRequirement,
  type Requirements,
} from '../protocol/recruitment.ts'
import { findProgramme, OTHER_PROGRAMME } from '../recruitment/education.ts'
import { gpaOf } from '../recruitment/eligibility.ts'

/** The draft as it is typed, and what it lacks. Pure; rules AP4 and AP5. */

/** The draft with these fields changed; null empties one. Fields that are not among the changes stay as they are. */
export function withChanges(draft: ApplicationDraft, changes: DraftChange['changes']): ApplicationDraft {
  const next: Record<string, unknown> = { ...draft }
  for (const [field, value] of Object.entries(changes)) {
    // "No disability" is an answer; every other null is an emptied field.
    if (value === null && field !== 'disability') delete next[field]
    else next[field] = value
  }
  return next as ApplicationDraft
}

/** Needed kinds of documents: those of the period, and those that show a needed requirement that was declared. */
export function neededKinds(rules: DocumentRule[], others: OtherRequirement[], declared: string[]): Set<string> {
  const kinds = new Set(rules.filter(({ needed }) => needed).map(({ kind }) => kind))
  for (const { code, document } of others)
    if (document !== null && declared.includes(code) && rules.some(({ kind }) => kind === document)) kinds.add(document)
  return kinds
}

/** Everything that keeps the draft from being sent besides unmet requirements, in the order of the steps (AP5). */
export function missingOf(
  draft: ApplicationDraft,
  facts: {
    requirements: Requirements | null
    rules: DocumentRule[]
    /** Kinds that were uploaded. */
    documents: string[]
    /** Year in WIB. */
    year: number
    regionKnown: boolean
  },
): Missing[] {
  if (!facts.requirements)
    return [{ step: 'vacancy', field: 'vacancy', id: 'Formasi belum dipilih.', en: 'No vacancy is chosen.' }]
  const others = facts.requirements.others ?? []
  return [
    ...identityMissing(draft, facts.regionKnown),
    ...educationMissing(draft, facts.year),
    ...documentsMissing(facts.rules, neededKinds(facts.rules, others, draft.declared ?? []), facts.documents),
    ...(draft.truthful
      ? []
      : [
          {
            step: 'check' as const,
            field: 'truthful',
            id: 'Pernyataan kebenaran data belum dicentang.',
            en: 'The statement that all is true is not ticked.',
          },
        ]),
  ]
}

function identityMissing({ birthPlace, address, region }: ApplicationDraft, regionKnown: boolean): Missing[] {
  const missing: Missing[] = []
  const lacks = (field: string, id: string, en: string) => missing.push({ step: 'identity', field, id, en })
  if (!birthPlace?.trim()) lacks('birthPlace', 'Tempat lahir belum diisi.', 'The place of birth is missing.')
  if ((address ?? '').trim().length < 5)
    lacks('address', 'Alamat tempat tinggal belum diisi atau terlalu pendek.', 'The address is missing or too short.')
  if (!region) lacks('region', 'Kecamatan tempat tinggal belum dipilih.', 'The district is not chosen.')
  else if (!regionKnown)
    lacks(
      'region',
      'Kecamatan ini tidak ada dalam daftar. Pilih dari daftar.',
      'This district is not in the list. Choose one of it.',
    )
  return missing
}

function educationMissing({ education }: ApplicationDraft, year: number): Missing[] {
  const missing: Missing[] = []
  const lacks = (field: string, id: string, en: string) => missing.push({ step: 'education', field, id, en })
  if (!education || !EDUCATION_LEVELS.includes(education.level)) {
    lacks('level', 'Jenjang pendidikan belum dipilih.', 'The level of education is not chosen.')
    return missing
  }
  const programme = findProgramme(education.programme)
  if (education.programme !== OTHER_PROGRAMME && !programme?.levels.includes(education.level))
    lacks(
      'programme',
      'Program studi belum dipilih, atau tidak ada pada jenjang ini.',
      'The programme is not chosen, or is not taught at this level.',
    )
  if (education.institution.trim().length < 3)
    lacks(
      'institution',
      'Nama sekolah atau perguruan tinggi belum diisi.',
      'The name of the school or university is missing.',
    )
  if (education.year < 1950 || education.year > year)
    lacks(
      'year',
      `Tahun lulus harus antara 1950 dan ${year}.`,
      `The year of graduation must be between 1950 and ${year}.`,
    )
  if (education.gpa !== null && education.gpa.trim() !== '' && gpaOf(education.gpa) === null)
    lacks(
      'gpa',
      'IPK ditulis sebagai angka 0 sampai 4, misalnya 3,25.',
      'The grade point average is a number of 0 to 4, such as 3.25.',
    )
  return missing
}

const documentsMissing = (rules: DocumentRule[], needed: Set<string>, uploaded: string[]): Missing[] =>
  rules
    .filter(({ kind }) => needed.has(kind) && !uploaded.includes(kind))
    .map(({ kind, id, en }) => ({
      step: 'documents',
      field: kind,
      id: `${id} belum diunggah.`,
      en: `${en}: not uploaded yet.`,
    }))
