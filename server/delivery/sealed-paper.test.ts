import { describe, expect, it } from 'vitest'
import { bank } from '../../question-bank/build.ts'
import { isRefusal } from '../protocol/refusals.ts'
import { openPaper } from '../testing/open-paper.ts'
import { sitting } from '../testing/sitting.ts'
import { must } from '../testing/test-app.ts'
import { paperWriter } from './paper.ts'
import { paperKey, sealPaper } from './sealed-paper.ts'

const secret = Buffer.alloc(32, 7)
const nonce = Buffer.alloc(12, 3)

describe('[A21] the sealed paper', () => {
  it('waits at the station, and its key comes with the start', async () => {
    const hall = await sitting().withBank(bank().section('TIU', 5)).opened()
    const station = await hall.seated(1)
    const waiting = must(await station.view())
    expect(waiting).toMatchObject({ phase: { at: 'waiting' }, paper: { key: null } })
    const sealed = await station.sealed()
    must(await hall.command('start'))
    const working = must(await station.view())
    expect(working.paper?.address).toBe(waiting.paper?.address)
    if (!working.paper) throw new Error('no paper')
    const paper = openPaper(sealed, working.paper)
    expect(paper.items.map(({ section }) => section).sort()).toEqual([
      'TIU',
      'TIU',
      'TIU',
      'TIU',
      'TIU',
      'TKP',
      'TKP',
      'TWK',
      'TWK',
    ])
    // Fetched once more it is sealed anew, and opens to the same words.
    expect(openPaper(await station.sealed(), working.paper)).toEqual(paper)
    must(await station.finish())
    expect(must(await station.view()).paper).toBeNull()
    await expect(station.sealed(working.paper.address)).rejects.toThrow('not-found')
  })

  it('is given to nobody else, and her key opens no other', async () => {
    const hall = await sitting().withCandidates(2).running()
    const [first, second] = [await hall.seated(1), await hall.seated(2)]
    const address = must(await first.view()).paper?.address ?? ''
    await expect(second.sealed(address)).rejects.toThrow('not-found')
    await expect(second.sealed('../../view')).rejects.toThrow()
    const hers = must(await second.view()).paper
    if (!hers) throw new Error('no paper')
    const sealed = await first.sealed()
    expect(() => openPaper(sealed, hers)).toThrow()
    expect(() => openPaper(sealed, { address, key: hers.key })).toThrow()
    expect(isRefusal(await hall.station(1).view())).toBe(true)
  })

  it('does not open once a bit of it has turned', () => {
    const key = paperKey(secret, 'a', 'test')
    const bytes = sealPaper(key, '{"items":[]}', nonce)
    const ticket = { address: key.address, key: key.key.toString('base64url') }
    expect(openPaper(bytes, ticket)).toEqual({ items: [] })
    for (let at = 0; at < bytes.length; at += 1) {
      const turned = Buffer.from(bytes)
      turned[at] = (turned[at] ?? 0) ^ 1
      expect(() => openPaper(turned, ticket)).toThrow()
    }
  })

  it('has another address and key for another test, attempt or sitting, and always these for the same', () => {
    const keys = [
      paperKey(secret, 'a', 'x'),
      paperKey(secret, 'a', 'y'),
      paperKey(secret, 'b', 'x'),
      paperKey(Buffer.alloc(32, 8), 'a', 'x'),
    ]
    expect(new Set(keys.flatMap(({ address, key }) => [address, key.toString('hex')])).size).toBe(8)
    expect(paperKey(secret, 'a', 'x')).toEqual(keys[0])
  })

  it('holds the words of the form in its order, as plain JSON would', () => {
    const { items } = bank().section('TIU', 3).build()
    const pool = new Map(items.map((one) => [one.item.id as string, one]))
    const slots = items.map(({ item }) => ({
      item: item.id,
      section: 'T"IU',
      options: item.options.map(({ id }) => id).reverse(),
    }))
    expect(JSON.parse(paperWriter(pool)({ slots }))).toEqual({
      items: items.map(({ item }) => ({
        section: 'T"IU',
        stimulus: item.stimulus?.html ?? null,
        stem: item.stem,
        options: item.options.map(({ html }) => ({ html })).reverse(),
      })),
    })
  })
})
