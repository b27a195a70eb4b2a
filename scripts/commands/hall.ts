import { Compile } from 'typebox/compile'
import { skdBlueprint } from '../../server/demo/samples.ts'
import { lotteryRecord } from '../../server/desk/lottery-store.ts'
import { findBank } from '../../server/item-bank/bank-store.ts'
import { BlueprintBody } from '../../server/protocol/http.ts'
import { createSitting, findSitting, issuePins, listSittings, seatsOf } from '../../server/scheduling/sitting-store.ts'
import { createTest, findTest, listTests } from '../../server/scheduling/test-store.ts'
import { type Command, Stop, text } from './command.ts'
import { readFiles } from './given-files.ts'
import { ACTOR, must } from './workplace.ts'

const checkBlueprint = Compile(BlueprintBody)
const wib = (at: number) =>
  `${new Intl.DateTimeFormat('id-ID', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Jakarta' }).format(at)} WIB`

function readBlueprint(file: string) {
  const [only] = readFiles([file])
  let body: unknown
  try {
    body = JSON.parse(Buffer.from(only?.bytes ?? []).toString('utf8'))
  } catch (error) {
    throw new Stop(`kisi-kisi "${file}" bukan JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (!checkBlueprint.Check(body)) {
    const [first] = checkBlueprint.Errors(body)
    throw new Stop(
      `kisi-kisi "${file}" tidak lengkap${first ? ` di ${first.instancePath || '/'}: ${first.message}` : ''}`,
    )
  }
  return body
}

export const hallCommands: Record<string, Command> = {
  'test create': {
    usage:
      'test create NAMA --bank BANK [--rules skd-cpns-2024] [--blueprint BERKAS.json] [--minutes N] [--show-threshold]',
    what: 'Setujui ujian dari kisi-kisi (bawaan: SKD CPNS 30/35/45, 100 menit); bank yang kurang ditolak dengan yang kurang.',
    names: { least: 1, most: 1 },
    flags: {
      bank: { type: 'string' },
      rules: { type: 'string' },
      blueprint: { type: 'string' },
      minutes: { type: 'string' },
      'show-threshold': { type: 'boolean' },
    },
    check({ flags }) {
      if (!text(flags, 'bank')) throw new Stop('sebut banknya: --bank BANK')
      const minutes = text(flags, 'minutes')
      if (minutes !== undefined && !/^[1-9]\d{0,2}$/.test(minutes))
        throw new Stop(`--minutes "${minutes}" bukan bilangan 1 sampai 999`)
    },
    async run({ names, flags, workplace, json, print }) {
      const bank = await findBank(workplace.services, text(flags, 'bank') as string)
      if (!bank) throw new Stop(`bank "${text(flags, 'bank')}" tidak ada`)
      const file = text(flags, 'blueprint')
      const base =
        file === undefined
          ? {
              ...skdBlueprint(names[0] as string),
              sections: skdBlueprint('').sections.map((section) => ({ ...section, topics: [] })),
            }
          : readBlueprint(file)
      const minutes = text(flags, 'minutes')
      const blueprint = minutes === undefined ? base : { ...base, minutes: Number(minutes) }
      const test = must(
        await createTest(workplace.services, ACTOR, {
          name: names[0] as string,
          bank: bank.id,
          ruleSet: text(flags, 'rules') ?? 'skd-cpns-2024',
          showThreshold: flags['show-threshold'] === true,
          blueprint,
        }),
      )
      print(
        json
          ? JSON.stringify(test, null, 1)
          : `${test.name}: ${test.items} soal, ${test.minutes} menit, sidik ${test.digest}`,
      )
    },
  },
  'test list': {
    usage: 'test list',
    what: 'Ujian yang disetujui.',
    names: { least: 0, most: 0 },
    async run({ workplace, json, print }) {
      const rows = await listTests(workplace.services)
      print(
        json
          ? JSON.stringify(rows, null, 1)
          : rows
              .map(
                (row) =>
                  `${row.name}: ${row.items} soal, ${row.minutes} menit, bank ${row.bankName}, aturan ${row.ruleSetTitle}`,
              )
              .join('\n') || 'belum ada ujian',
      )
    },
  },
  'sitting create': {
    usage: 'sitting create NAMA --test UJIAN --starts 2026-12-01T08:00+07:00 [--venue TEMPAT] [--session SESI]',
    what: 'Jadwalkan sesi dan dudukkan peserta yang belum punya sesi (semua, atau yang lembarnya menyebut SESI).',
    names: { least: 1, most: 1 },
    flags: {
      test: { type: 'string' },
      starts: { type: 'string' },
      venue: { type: 'string' },
      session: { type: 'string' },
    },
    check({ flags }) {
      if (!text(flags, 'test')) throw new Stop('sebut ujiannya: --test UJIAN')
      const starts = text(flags, 'starts')
      if (starts === undefined || Number.isNaN(Date.parse(starts)))
        throw new Stop('sebut waktu mulai, misalnya --starts 2026-12-01T08:00+07:00')
    },
    async run({ names, flags, workplace, json, print }) {
      const test = await findTest(workplace.services, text(flags, 'test') as string)
      if (!test) throw new Stop(`ujian "${text(flags, 'test')}" tidak ada`)
      const sitting = must(
        await createSitting(workplace.services, ACTOR, {
          name: names[0] as string,
          test: test.id,
          startsAt: Date.parse(text(flags, 'starts') as string),
          venue: text(flags, 'venue') ?? '',
          candidates: { session: text(flags, 'session') ?? null },
        }),
      )
      print(
        json
          ? JSON.stringify(sitting, null, 1)
          : `${sitting.name}: ${sitting.seats} peserta, mulai ${wib(sitting.startsAt)}`,
      )
    },
  },
  'sitting list': {
    usage: 'sitting list',
    what: 'Sesi, keadaan dan jumlah pesertanya.',
    names: { least: 0, most: 0 },
    async run({ workplace, json, print }) {
      const rows = await listSittings(workplace.services)
      print(
        json
          ? JSON.stringify(rows, null, 1)
          : rows.map((row) => `${row.name}: ${row.state}, ${row.seats} peserta, ${wib(row.startsAt)}`).join('\n') ||
              'belum ada sesi',
      )
    },
  },
  'sitting pins': {
    usage: 'sitting pins SESI',
    what: 'Terbitkan PIN baru untuk semua peserta yang belum memulai; PIN lama tidak berlaku lagi.',
    names: { least: 1, most: 1 },
    async run({ names, workplace, json, print }) {
      const sitting = await findSitting(workplace.services, names[0] as string)
      if (!sitting) throw new Stop(`sesi "${names[0]}" tidak ada`)
      if (sitting.state === 'closed') throw new Stop(`sesi "${sitting.name}" sudah ditutup`)
      const pins = must(await issuePins(workplace.services, ACTOR, sitting.id, []))
      print(
        json
          ? JSON.stringify(pins, null, 1)
          : pins
              .map((one) => `${one.number}  ${one.pin}  ruang ${one.room} meja ${one.station}  ${one.name}`)
              .join('\n') || 'semua peserta sudah memulai',
      )
    },
  },
  'sitting lottery': {
    usage: 'sitting lottery SESI',
    what: 'Hitung ulang undian tempat duduk: siapa mendapat urutan ke berapa, dan siapa yang tidak duduk di tempat undiannya.',
    names: { least: 1, most: 1 },
    async run({ names, workplace, json, print }) {
      const { services } = workplace
      const sitting = await findSitting(services, names[0] as string)
      if (!sitting) throw new Stop(`sesi "${names[0]}" tidak ada`)
      const record = await lotteryRecord(services, sitting.id)
      if (!record) throw new Stop(`sesi "${sitting.name}" belum mengundi tempat duduk`)
      const people = new Map<string, string>()
      for (const one of await seatsOf(services, { sitting: sitting.id })) people.set(one.candidate, one.number)
      const numberOf = (candidate: string) => people.get(candidate) ?? candidate
      // Before the sitting is closed the seed would tell whoever is still at the door which seat comes next.
      const seed = sitting.state === 'closed' ? record.seed : null
      const seats = seed === null ? null : record.plan
      const draws = record.draws
        .sort((a, b) => a.number - b.number)
        .map(({ candidate, number }) => ({ draw: number + 1, number: numberOf(candidate) }))
      const faults = record.faults.map(numberOf)
      if (json) print(JSON.stringify({ commitment: record.commitment, seed, seats, draws, faults }, null, 1))
      else
        print(
          [
            `sidik benih (SHA-256): ${record.commitment}`,
            `benih: ${seed ?? 'dibuka setelah sesi ditutup'}`,
            ...draws.map(({ draw, number }) => `${draw}. ${number}`),
            faults.length === 0
              ? `${draws.length} undian dihitung ulang: semua duduk di tempat undiannya`
              : `tidak di tempat undiannya (dipindahkan perintah pengawas, atau diubah di luar sistem): ${faults.join(', ')}`,
          ].join('\n'),
        )
    },
  },
}
