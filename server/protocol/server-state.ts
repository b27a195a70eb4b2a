/** How the server itself is doing, for those who answer for the room. No schema here: browsers read it. */
export interface ServerState {
  /** Ready to serve, and if not, why, in both languages. */
  ready: boolean
  reasons: { id: string; en: string }[]
  /** How late the event loop runs (nine of ten turns less than this), and commands that wait for the disk. */
  delayMs: number
  depth: number
  stations: number
  /** Candidates who wait to sign in, and how many are let in for each second. */
  waiting: number
  perSecond: number
  disk: {
    state: 'ample' | 'low' | 'full'
    /** Bytes; 0 of 0 where nobody watches the disk. */
    free: number
    total: number
    /** The reserve for responses that lies there, and that should. */
    held: number
    wanted: number
  }
}
