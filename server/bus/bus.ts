import type { RoomEventRow } from '../protocol/room-log.ts'
import type { HoldKind } from '../protocol/time.ts'

export interface Moved {
  candidate: string
  answered: number
  flagged: number
}

/** What travels forward between features. Losing one loses a picture, never a record: state is in the store. */
export type BusMessage =
  | {
      kind: 'attempt'
      sitting: string
      attempt: string
      candidate: string
      status: 'confirmed' | 'working' | 'finished'
      how: string | null
      answered: number
      flagged: number
      items: number
      deadline: number | null
      heldFrom: number | null
      hold: HoldKind | null
      locked: boolean
      /** More than a response or a flag: start, hold, finish, another station. The others come as `progress`. */
      changed: boolean
      station: { room: string; station: string } | null
    }
  /** Answers and flags of so many attempts, as each now stands: nothing else of them moved. */
  | { kind: 'progress'; sitting: string; moved: readonly Moved[] }
  | {
      kind: 'presence'
      sitting: string
      candidate: string
      connected: boolean
      focused: boolean
      unsaved: number
      /** The sealed paper lies at the station. */
      paper: boolean
      lastSeen: number
      place: { room: string; station: string } | null
    }
  /** Written to the room's log. */
  | { kind: 'room-event'; sitting: string; event: RoomEventRow }
  /** Orders of a candidate's station changed, or a command or a proposal of the room did. */
  | {
      kind: 'command'
      sitting: string
      command: string | null
      candidates: string[]
      /** Their stations should look at once: nothing else tells them. */
      look: boolean
    }
  /** The desk went on with somebody. */
  | { kind: 'check-in'; sitting: string; candidate: string; state: 'arrived' | 'admitted' | 'refused' }
  /** Names, limits or plan of the sitting changed. */
  | { kind: 'policy'; sitting: string }
  | { kind: 'sitting'; sitting: string; state: 'scheduled' | 'open' | 'running' | 'closed' }
  /** Its scores are others: a key was mended. */
  | { kind: 'rescored'; sitting: string }
  | { kind: 'publication'; publication: string }

/** One topic for each sitting, one for publications. */
export type Topic = `sitting:${string}` | 'publications'

/** Named for our needs. Redis holds no only copy: emptied in mid-exam, the live picture blinks and nothing else. */
export interface Bus {
  publish(topic: Topic, message: BusMessage): void
  /** Returns the way to stop listening. `'*'` hears every topic. */
  subscribe(topic: Topic | '*', listen: (message: BusMessage) => void): () => void
  /** Runs `work` if the lease was ours; false if another process has it. Prevents double work only, never double records. */
  lease(name: string, ttlMs: number, work: () => Promise<void>): Promise<boolean>
  /** False once `key` was used more than `times` in `perMs` milliseconds. */
  allow(key: string, limit: { times: number; perMs: number }): Promise<boolean>
  close(): Promise<void>
}
