import { beforeAll, describe, expect, it } from 'vitest'
import { type Hall, sitting } from '../testing/sitting.ts'
import { readLog } from './attempt-store.ts'
import { storyOf } from './story.ts'

describe('the story of an attempt', () => {
  let hall: Hall
  beforeAll(async () => {
    hall = await sitting().withCandidates(2).running()
  })

  it('tells every event in both languages, with the letters of the screen', async () => {
    const station = await hall.seated(1)
    await station.answer(0, 1)
    await station.answer(0, null)
    await station.flag(1, true)
    await station.flag(1, false)
    await station.finish()
    const lines = storyOf(await readLog(hall.app.services, hall.attemptOf(1)))
    expect(lines.map(({ id }) => id).slice(0, 2)).toEqual([
      'paket 6 soal ditarik, waktu 100 menit',
      'dikerjakan di komputer tanpa nomor meja',
    ])
    expect(lines.map(({ id }) => id).slice(-5)).toEqual([
      'soal 1 dijawab B',
      'soal 1 dikosongkan',
      'soal 2 ditandai ragu-ragu',
      'soal 2 tidak lagi ragu-ragu',
      'selesai oleh peserta',
    ])
    expect(lines.map(({ en }) => en).slice(-5)).toEqual([
      'item 1 answered B',
      'item 1 cleared',
      'item 2 flagged',
      'item 2 no longer flagged',
      'finished by the candidate',
    ])
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, at) => at + 1))
  })

  it('says who ended an attempt and why', async () => {
    await hall.seated(2)
    await hall.command('end', { candidates: [hall.candidateOf(2)], reason: { category: 'health', text: 'sakit' } })
    const last = storyOf(await readLog(hall.app.services, hall.attemptOf(2))).at(-1)
    expect(last).toMatchObject({ id: 'diakhiri oleh proctor: health: sakit', en: 'ended by proctor: health: sakit' })
  })
})
