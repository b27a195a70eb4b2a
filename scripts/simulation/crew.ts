import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Catch, hunt } from './bug-hunt.ts'
import { buildHall, type Hall } from './hall.ts'
import type { Bug } from './planted-bugs.ts'
import { isSound, simulate } from './sitting.ts'
import { record, table } from './table.ts'

export interface Size {
  stations: number
  minutes: number
}

/** What one sitting came to, as it crosses from one process to the other. */
export interface Report {
  seed: number
  sound: boolean
  digest: string
  events: number
  faults: string[]
  text: string
  json: unknown
}

type Task = { kind: 'seed'; seed: number } | { kind: 'bug'; bug: Bug; first: number; most: number }

const MEMBER = 'simulation-member'
const MEMBERS_MAX = 8
/** Most of what a sitting makes dies young: with a large nursery it is swept away instead of carried about. */
const NURSERY_MB = 128

const replayOf = (seed: number, { stations, minutes }: Size) =>
  `npm run simulate -- --seed ${seed} --stations ${stations} --minutes ${minutes}`

/** Lives through these sittings on all cores; `done` hears of each as it ends, in any order. */
export function simulateAll(size: Size, seeds: readonly number[], done: (report: Report) => void): Promise<void> {
  return crew(
    size,
    seeds.map((seed) => ({ kind: 'seed', seed })),
    (result) => done(result as Report),
  )
}

/** Hunts these bugs on all cores. */
export function huntAll(
  size: Size,
  bugs: readonly Bug[],
  range: { first: number; most: number },
  done: (caught: Catch) => void,
): Promise<void> {
  return crew(
    size,
    bugs.map((bug) => ({ kind: 'bug', bug, ...range })),
    (result) => done(result as Catch),
  )
}

async function crew(size: Size, tasks: Task[], done: (result: unknown) => void): Promise<void> {
  const left = [...tasks]
  const count = Math.min(MEMBERS_MAX, availableParallelism(), tasks.length)
  await Promise.all(Array.from({ length: count }, () => work(size, left, done)))
}

/** A process of its own, since a nursery of that size cannot be had in a thread. */
function work(size: Size, left: Task[], done: (result: unknown) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const member = fork(fileURLToPath(import.meta.url), [MEMBER, JSON.stringify(size)], {
      execArgv: [...process.execArgv, `--max-semi-space-size=${NURSERY_MB}`],
    })
    const orphan = () => member.kill()
    process.once('exit', orphan)
    const next = () => {
      const task = left.shift()
      if (task) member.send(task)
      else member.disconnect()
    }
    member.on('message', (result: unknown) => {
      if (result !== 'ready') done(result)
      next()
    })
    member.on('error', reject)
    member.on('exit', (code) => {
      process.off('exit', orphan)
      if (code === 0) resolve()
      else reject(new Error(`a part of the simulation ended with ${code}; its reason stands above`))
    })
  })
}

const answer = (message: unknown) => void process.send?.(message)

async function perform(task: Task, size: Size, hall: Hall): Promise<unknown> {
  if (task.kind === 'bug') return await hunt(hall, task.bug, task)
  const outcome = await simulate({ seed: task.seed, hall })
  const replay = replayOf(task.seed, size)
  const report: Report = {
    seed: task.seed,
    sound: isSound(outcome),
    digest: outcome.digest,
    events: outcome.figures.events,
    faults: outcome.faults,
    text: table(outcome, replay),
    json: record(outcome, replay),
  }
  return report
}

if (process.argv[2] === MEMBER && process.send) {
  const size = JSON.parse(process.argv[3] ?? '') as Size
  const hall = buildHall(size.stations, size.minutes)
  process.on('message', (task: Task) => void perform(task, size, hall).then(answer))
  answer('ready')
}
