import { canonical } from '../../server/canonical.ts'
import type { Command } from '../../server/delivery/attempt.ts'
import { isRefusal, type Refusal, refuse } from '../../server/protocol/refusals.ts'
import type { HoldKind } from '../../server/protocol/time.ts'
import type { Desk } from './simulated-desk.ts'
import type { ServerProcess } from './simulated-server.ts'
import type { World } from './world.ts'

/** A proctor's word, as far as it is tried here; `candidates` empty: of everybody. */
export interface Wanted {
  id: string
  kind: 'open' | 'start' | 'close' | 'pause' | 'resume' | 'end' | 'lock' | 'unlock' | 'add-time'
  candidates: string[]
  minutes?: number
}

/** Attempts for which it was done. */
export type Done = { done: string[] } | Refusal

interface Kept {
  wanted: Wanted
  actor: string
  reply: Done | null
}

/** A station that is silent when its candidate is resumed has so long to show the item again (P9). */
const SHOW_AGAIN_MS = 10 * 60_000

/** As `proctor-commands.ts`: on disk before it is done, done once for its id, the same reply to a repeat (P1). */
export async function takeCommand(
  world: World,
  life: ServerProcess,
  desk: Desk,
  actor: string,
  wanted: Wanted,
): Promise<Done> {
  const name = `command/${wanted.id}`
  const before = world.disk.table.get(name)
  if (before !== undefined) {
    const kept = JSON.parse(before) as Kept
    return kept.reply ?? (await settle(life, desk, world, kept, `command:${wanted.id}`))
  }
  const known = desk.underWay.get(wanted.id)
  if (known) return await known
  const kept: Kept = { wanted, actor, reply: null }
  const work = (async () => {
    const put = life.put([[name, canonical(kept)]])
    if (desk.bug('command-told-before-disk') && wanted.kind === 'pause') {
      put.then(() => settle(life, desk, world, kept, `command:${wanted.id}`)).catch(() => {})
      return { done: wanted.candidates.map((candidate) => world.attemptOf(candidate)) }
    }
    await put
    return await settle(life, desk, world, kept, `command:${wanted.id}`)
  })()
  desk.underWay.set(wanted.id, work)
  return await work.finally(() => desk.underWay.delete(wanted.id))
}

/** At the start of the server: what was accepted before a crash is done now. */
export async function doWaiting(world: World, life: ServerProcess, desk: Desk): Promise<void> {
  for (const [name, text] of [...world.disk.table]) {
    if (!name.startsWith('command/')) continue
    const kept = JSON.parse(text) as Kept
    const again = desk.bug('command-done-twice')
      ? `command:${kept.wanted.id}/${life.generation}`
      : `command:${kept.wanted.id}`
    if (kept.reply === null) await settle(life, desk, world, kept, again)
  }
}

async function settle(life: ServerProcess, desk: Desk, world: World, kept: Kept, key: string): Promise<Done> {
  const reply = await perform(desk, world, life, kept, key)
  await life.put([[`command/${kept.wanted.id}`, canonical({ ...kept, reply })]])
  return reply
}

async function perform(
  desk: Desk,
  world: World,
  life: ServerProcess,
  { wanted, actor }: Kept,
  key: string,
): Promise<Done> {
  const by = { by: actor, reason: 'simulasi' }
  switch (wanted.kind) {
    case 'open':
      return await turn(life, desk, 'scheduled', 'open')
    case 'close':
      for (const row of world.disk.summaries.values())
        if (row.status === 'working') return refuse('still-working', { count: '1' })
      return await turn(life, desk, 'running', 'closed')
    case 'start': {
      const refused = await turn(life, desk, 'open', 'running')
      if (isRefusal(refused)) return refused
      const waiting = [...world.disk.summaries.values()].filter((row) => row.status === 'confirmed')
      const started = await Promise.all(waiting.map(({ id }) => desk.start(id, actor)))
      return { done: waiting.flatMap(({ id }, index) => (isRefusal(started[index] as object) ? [] : [id])) }
    }
    case 'pause': {
      const from = life.clock.exam()
      if (desk.bug('pause-without-effect')) return { done: those(world, wanted, ['working']) }
      return await toEach(desk, those(world, wanted, ['working']), () => [
        { kind: 'hold', key, hold: 'paused', from, untilShown: false, lastsUntil: null, ...by },
      ])
    }
    case 'resume':
      return await resume(desk, world, life, wanted, key, by)
    case 'end':
      return await toEach(desk, those(world, wanted, ['confirmed', 'working']), () => [{ kind: 'end', key, ...by }])
    case 'lock':
    case 'unlock':
      return await toEach(desk, those(world, wanted, ['confirmed', 'working']), () => [
        { kind: 'lock', key, on: wanted.kind === 'lock', ...by },
      ])
    case 'add-time': {
      const ms = (wanted.minutes ?? 1) * 60_000
      return await toEach(desk, those(world, wanted, ['working']), () => [
        { kind: 'credit', key, ms, cause: 'added', approvedBy: 'panitia', ...by },
      ])
    }
  }
}

/** The time of those who are there runs on; whose station is silent gets it back when the item is shown (P9). */
async function resume(
  desk: Desk,
  world: World,
  life: ServerProcess,
  wanted: Wanted,
  key: string,
  by: { by: string; reason: string },
): Promise<Done> {
  const now = life.clock.exam()
  const release = (holds: HoldKind[] | 'all'): Command => ({ kind: 'release', key, holds, ...by })
  const untilShown = (name: string): Command => ({
    ...{
      kind: 'hold',
      key: name,
      hold: 'outage-room',
      from: now,
      untilShown: true,
      lastsUntil: now + SHOW_AGAIN_MS,
      ...by,
    },
  })
  const deeds = new Map<string, Command[]>()
  for (const id of those(world, wanted, ['working'])) {
    const attempt = (await desk.peek(id))?.attempt
    const holds = attempt?.ledger.holds ?? []
    if (!attempt || (holds.length === 0 && wanted.candidates.length === 0)) continue
    const paused = holds.some(({ kind }) => kind === 'paused')
    const waits = holds.some((hold) => hold.untilShown)
    const outage = waits || holds.some(({ kind }) => kind === 'outage-room')
    if (!outage || !desk.isSilent(attempt.candidate)) deeds.set(id, [release('all')])
    else if (paused || waits) deeds.set(id, [release(['paused']), ...(waits ? [] : [untilShown(`${key}/shown`)])])
    else deeds.set(id, [untilShown(key)])
  }
  if (desk.bug('pause-not-ending')) return { done: [...deeds.keys()] }
  const done = await toEach(desk, [...deeds.keys()], (id) => deeds.get(id) ?? [])
  await desk.rooms.resumed()
  return done
}

function those(world: World, wanted: Wanted, states: string[]): string[] {
  if (wanted.candidates.length > 0) return wanted.candidates.map((candidate) => world.attemptOf(candidate))
  return [...world.disk.summaries.values()].filter((row) => states.includes(row.status)).map(({ id }) => id)
}

async function toEach(desk: Desk, attempts: string[], deedOf: (id: string) => Command[]): Promise<Done> {
  const results = await Promise.all(attempts.map((id) => desk.submit(id, deedOf(id))))
  return { done: attempts.filter((_, index) => !isRefusal(results[index] as object)) }
}

async function turn(life: ServerProcess, desk: Desk, from: string, to: string): Promise<Done> {
  if (desk.state !== from) return refuse('wrong-state', { state: desk.state })
  await life.put([['sitting', to]])
  desk.hint()
  return { done: [] }
}
