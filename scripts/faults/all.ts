import { backupAndRestore } from './backup.ts'
import { clockJumps } from './clock.ts'
import { diskFull, diskFullAtEnd, syncFails, syncIsSlow } from './disk.ts'
import type { Fault } from './fault.ts'
import { firstStart } from './first-start.ts'
import { freeze } from './freeze.ts'
import { herds } from './herd.ts'
import { sigkill } from './kill.ts'
import { networkFaults } from './network.ts'
import { powerCut } from './power.ts'
import { proxyFaults } from './proxy-faults.ts'
import { rotInDatabase, rotInWal } from './rot.ts'
import { submitAgainstExpiry, twoSignIns, twoTabs } from './seats.ts'
import { tornSweep, tornTail } from './wal.ts'

/** In the order of the table. */
export const FAULTS: readonly Fault[] = [
  ...[sigkill, powerCut, firstStart, syncFails, syncIsSlow, diskFull, diskFullAtEnd],
  ...[tornTail, tornSweep, rotInDatabase, rotInWal, clockJumps, freeze],
  ...networkFaults,
  ...proxyFaults,
  ...[twoTabs, twoSignIns, submitAgainstExpiry, backupAndRestore],
  ...herds,
]

/** Faults that no program on one machine can make, and what stands in for each. */
export const NOT_MADE: readonly { fault: string; why: string }[] = [
  {
    fault: 'A disk that says it has flushed and has not',
    why: 'the ioctl drops only what was never flushed; a cache without a battery needs a real plug pulled on the hall’s own disk',
  },
  {
    fault: 'Torn sectors inside one synced page',
    why: 'the file system under a loop device writes whole pages; the unsynced tail is torn byte by byte instead (`wal-torn-tail`)',
  },
  {
    fault: 'Failing memory, processor or controller',
    why: 'not to be made by software; flipped bytes on the disk stand for what reaches it (`bit-rot-*`)',
  },
  {
    fault: 'The whole machine suspended by its host',
    why: 'a guest cannot suspend itself; SIGSTOP of the server stands for it (`server-sigstop`)',
  },
  {
    fault: 'Latency and reordering of packets in the kernel',
    why: '`tc netem` is missing in many kernels (also in the one these figures come from); our proxy does it to the stream and to whole messages, nftables drops packets',
  },
  {
    fault: 'Radio interference, a switch that forwards to the wrong port, ARP spoofing',
    why: 'needs the hardware of a hall; for the protocol it is loss, delay or a cut cable',
  },
  {
    fault: 'Redis or PostgreSQL that dies or fails over',
    why: 'this version runs on its own SQLite file and uses neither',
  },
  {
    fault: 'A browser that crashes, and a tab that is closed',
    why: 'made in `scripts/browser/` with a real Chromium, not here: these stations are programs',
  },
]
