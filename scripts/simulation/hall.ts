import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Blueprint, feeds } from '../../question-bank/blueprint.ts'
import { type Form, formMaker } from '../../question-bank/form.ts'
import { readBankFile } from '../../question-bank/import/read.ts'
import type { BankItem, ItemId } from '../../question-bank/item.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import { skdCpns2024 } from '../../scoring/rule-sets/skd-cpns-2024.ts'
import { canonical, sha256 } from '../../server/canonical.ts'
import { type PaperWriter, paperWriter } from '../../server/delivery/paper.ts'
import { skdBlueprint } from '../../server/demo/samples.ts'
import type { CandidateId, SittingId } from '../../server/protocol/ids.ts'
import type { SeatRow } from '../../server/scheduling/sitting-store.ts'

/** 24 November 2026, 08:00 in Jakarta: a label only. */
export const MORNING = 1_795_482_000_000
export const GRACE_MS = 3000
const ROOM_SEATS_MAX = 20
const SAMPLES = join(import.meta.dirname, '../../question-bank/samples')

/** What does not depend on the seed: a bank, a test and seated candidates, all in memory. */
export interface Hall {
  sitting: SittingId
  minutes: number
  blueprint: Blueprint
  pool: BankItem[]
  keys: Map<ItemId, ItemKey>
  ruleSet: RuleSet
  /** Of blueprint and items, as a test's. */
  digest: string
  seats: SeatRow[]
  draw: (seed: string) => Form
  write: PaperWriter
}

/** A hall of so many seats, in at least two rooms where there are six; SKD shortened with its time. */
export function buildHall(stations: number, minutes: number): Hall {
  const { pool, keys } = readSamples()
  const blueprint = skdOf(minutes)
  const sitting = sha256('seleksi simulation sitting').slice(0, 32) as SittingId
  const perRoom = Math.max(3, Math.min(ROOM_SEATS_MAX, Math.ceil(stations / 2)))
  return {
    sitting,
    minutes,
    blueprint,
    pool,
    keys,
    ruleSet: skdCpns2024,
    digest: sha256(canonical({ blueprint, items: pool.map((one) => one.item.id) })),
    seats: Array.from({ length: stations }, (_, index) => seatOf(sitting, index, perRoom, blueprint)),
    draw: formMaker(blueprint, pool),
    write: paperWriter(new Map(pool.map((one) => [one.item.id as string, one]))),
  }
}

function readSamples(): { pool: BankItem[]; keys: Map<ItemId, ItemKey> } {
  const keys = new Map<ItemId, ItemKey>()
  const files = readdirSync(SAMPLES)
    .filter((name) => name.endsWith('.json'))
    .sort()
  const pool = files.flatMap((name) =>
    readBankFile(name, readFileSync(join(SAMPLES, name)), { stimuli: new Map() }).items.map(({ imported }) => {
      const { bankItem, key } = imported
      const id = sha256(`seleksi simulation item ${bankItem.source}`).slice(0, 32) as ItemId
      keys.set(id, { ...key, item: id, version: 1 })
      return { ...bankItem, item: { ...bankItem.item, id } }
    }),
  )
  return { pool, keys }
}

function seatOf(sitting: SittingId, index: number, perRoom: number, blueprint: Blueprint): SeatRow {
  // Some have more time, so that deadlines differ.
  const accommodation = index % 10 === 9 ? 'netra' : null
  return {
    sitting,
    stage: 'skd',
    candidate: sha256(`seleksi simulation candidate ${index}`).slice(0, 32) as CandidateId,
    number: `2611500${String(index + 1).padStart(4, '0')}`,
    name: `Peserta Simulasi ${index + 1}`,
    venue: 'Simulasi',
    room: `R${Math.floor(index / perRoom) + 1}`,
    station: String((index % perRoom) + 1).padStart(2, '0'),
    minutes: accommodation === null ? blueprint.minutes : (blueprint.accommodationMinutes[accommodation] ?? 0),
    accommodation,
    vacancyId: 'simulasi',
    position: 'Penata',
    unit: 'Simulasi',
    needType: 'umum',
    pinHash: null,
  }
}

/** SKD, shortened with its time: an hour and more has all 110 items. */
function skdOf(minutes: number): Blueprint {
  const skd = skdBlueprint('Simulasi')
  return {
    ...skd,
    minutes,
    accommodationMinutes: { netra: Math.ceil(minutes * 1.3) },
    graceMs: GRACE_MS,
    sections: skd.sections.map((section) => ({
      ...section,
      count: Math.max(2, Math.round(section.count * Math.min(1, minutes / 60))),
      topics: minutes >= 60 ? section.topics : [],
    })),
  }
}

/** Ids of the items that may stand in a section, in a fixed order. */
export function blueprintPool({ blueprint, pool }: Hall, id: string): string[] {
  const section = blueprint.sections.find((one) => one.id === id)
  return section
    ? pool
        .filter((one) => feeds(section, one))
        .map((one) => one.item.id as string)
        .sort()
    : []
}
