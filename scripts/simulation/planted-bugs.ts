import type { Invariant } from '../../server/delivery/invariants.ts'

/**
 * Mistakes that we might have made, to see that the checker would have told us. Each lives in the simulation's own layer
 * around the product (disk, clock, rim, wire, station) and never in it: nothing that is shipped can turn one on.
 */
export const BUGS = {
  // Disk and acknowledgement.
  'acknowledged-before-sync': {
    says: 'the acknowledgement goes out before the disk has the answer',
    breaks: ['I1', 'I11'],
  },
  'normal-sync': { says: 'the disk is asked to sync at checkpoints only', breaks: ['I1', 'I11'] },
  'sync-error-ignored': { says: 'a failed sync is taken for a success', breaks: ['I1', 'I2'] },
  'full-disk-ignored': { says: 'a full disk is taken for a success', breaks: ['I1', 'I2'] },
  'retry-acknowledged-early': {
    says: 'a repeat is acknowledged while the original is still on its way to the disk',
    breaks: ['I1', 'I11'],
  },
  'acknowledged-when-refused': { says: 'the disk refused, and the station is told that it is stored', breaks: ['I1'] },
  // One log, one writer.
  'fence-missing': { says: 'a replaced station may still write', breaks: ['I5'] },
  'fenced-comes-back': { says: 'a replaced station takes the attempt back by asking', breaks: ['I5'] },
  'two-writers': {
    says: 'the old process goes on beside the new one, and nobody notices the same place in the log',
    breaks: ['I9'],
  },
  'chain-not-continued': { says: 'after a restart the chain begins anew', breaks: ['I9'] },
  'retry-key-forgotten': { says: 'an entry sent again is taken as a new one', breaks: ['I2', 'I1'] },
  'gap-taken': { says: 'the first of a batch is left out and the rest, beyond a gap, is taken', breaks: ['I2'] },
  'batch-reversed': { says: 'a batch is taken last first', breaks: ['I1', 'I2'] },
  'cleared-forgotten': { says: 'clearing an answer is acknowledged and not stored as such', breaks: ['I1'] },
  'option-of-the-bank': { says: 'the choice is counted in the order of the bank, not of the form', breaks: ['I1'] },
  'summary-without-log': { says: 'a summary is written whose events the disk refused', breaks: ['A13'] },
  'log-without-summary': { says: 'a summary is now and then not written along', breaks: ['A13'] },
  // Time.
  'wall-clock-deadline': { says: 'deadlines follow the wall clock', breaks: ['I4', 'I3'] },
  'clock-runs-on': { says: 'the exam clock runs while the server is down', breaks: ['I4'] },
  'clock-not-kept': {
    says: 'the exam clock is not written along, and a restart begins where it began before',
    breaks: ['I4'],
  },
  'stall-counts': { says: 'the time of a stopped process counts as working time', breaks: ['I4'] },
  'grace-forgotten': { says: 'nothing counts after the deadline, grace or not', breaks: ['I3'] },
  'grace-ignored': { says: 'answers are taken long after the deadline', breaks: ['I3'] },
  'late-untold': { says: 'a late answer is put aside without a word to the station', breaks: ['I3'] },
  'nobody-sweeps': { says: 'nobody closes what the clock has closed', breaks: ['A11'] },
  'held-attempts-expire': { says: 'the sweep finishes an attempt whose time is held', breaks: ['I4', 'I3'] },
  'outage-not-credited': { says: 'after an outage nobody is held until her item is shown again', breaks: ['I4'] },
  'outage-credited-twice': { says: 'after an outage the time is given once more by hand', breaks: ['I12', 'I4'] },
  'accommodation-forgotten': { says: 'everybody has the time of the test', breaks: ['I4'] },
  'late-comer-shortened': { says: 'who begins late has the deadline of the others', breaks: ['I4'] },
  'room-outage-not-seen': { says: 'a whole room falls silent and nobody is held', breaks: ['I4'] },
  'room-outage-from-now': {
    says: 'a room is held from the decision and not from the last sign of life',
    breaks: ['I4'],
  },
  'room-pause-for-one-cable': { says: 'one silent station holds its whole room', breaks: ['I4'] },
  // Commands.
  'pause-not-ending': { says: 'a resume is reported and does not release', breaks: ['I12', 'A11'] },
  'pause-without-effect': { says: 'a pause is reported and holds nobody', breaks: ['I12'] },
  'command-told-before-disk': { says: 'a command is reported as done before it is on disk', breaks: ['I12'] },
  'command-done-twice': { says: 'a command that a crash cut short is done again under another key', breaks: ['I12'] },
  'started-twice': { says: 'a look at a running attempt starts it again', breaks: ['I4'] },
  'start-lost': { says: 'who confirms in the second of the start is never started', breaks: ['A11'] },
  'finished-twice': { says: 'submit and expiry both finish', breaks: ['I3'] },
  // Scores and screens.
  'late-scored': { says: 'late answers are scored', breaks: ['I6'] },
  'score-left-behind': { says: 'a score that a crash cut short is never made', breaks: ['I6'] },
  'score-of-before': { says: 'the score is computed from what the process saw first', breaks: ['I6'] },
  'receipt-of-the-head': { says: 'the receipt shows the newest event, not the one that finished', breaks: ['I9'] },
  'resume-shows-stale': { says: 'a look shows the responses of half a minute ago', breaks: ['I14'] },
  'through-too-far': { says: 'a look says that one entry more is on disk than is', breaks: ['I1'] },
  // Papers.
  'key-before-start': { says: 'the key of a paper goes out while people wait', breaks: ['I8'] },
  'one-key-for-all': { says: 'one key opens every paper', breaks: ['I8'] },
  'paper-drawn-anew': { says: 'after a restart another form is drawn', breaks: ['I10'] },
  'modulo-bias': { says: 'forms are drawn with a remainder that prefers the first', breaks: ['I10'] },
  'rooms-of-two-builds': { says: 'one room runs another build', breaks: ['I10'] },
  // Stations.
  'queue-dropped': { says: 'a reload forgets what was not acknowledged', breaks: ['I14'] },
  'numbered-from-one': { says: 'after a reload the station numbers from 1 again', breaks: ['I1', 'I14'] },
  'acknowledgement-overread': {
    says: 'the station takes an acknowledgement for all that it has sent since',
    breaks: ['I1', 'I14'],
  },
  'sent-before-kept': {
    says: 'an entry is sent before its own disk has it, and its number is given again after a power cut',
    breaks: ['I1', 'I2'],
  },
  'moved-station-writes': {
    says: 'a station whose candidate moved sends under the name of the new one',
    breaks: ['I1', 'I2'],
  },
  'two-pages': { says: 'two pages of one browser both write', breaks: ['I1', 'I2'] },
  'never-again': { says: 'a batch that got no reply is not sent again', breaks: ['I14', 'I13'] },
} as const satisfies Record<string, { says: string; breaks: readonly Invariant[] }>
export type Bug = keyof typeof BUGS
export const BUG_NAMES = Object.keys(BUGS) as Bug[]
