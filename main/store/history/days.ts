/**
 * The day step: the hours of a finished day (at +07) become one row of raw samples and its roll-ups, device by device.
 *
 * Late samples come the same way, as hours of a day that was finished before:
 *   raw row there     they are merged into it (of two samples at one moment the later written stands) and its roll-ups are made anew;
 *   raw row gone      they are added to the roll-ups that are still kept;
 *   nothing is kept   they are dropped, and counted;
 *   raw row harmed    the row stays for who may mend it, and the hours stay beside it, readable, until the row's time is over.
 * A harmed hour is lost alone, and counted. All of a device's rows and the going of its hours are one transaction, of a few devices together:
 * after a crash the same is done again, with the same result.
 */
import { dayBegin, dayOf, hourOf, monthOf } from './keys.ts'
import { decodeChunk, encodeChunk, type Chunk } from './codec.ts'
import { joined } from './merge.ts'
import type { Horizon } from './retention.ts'
import { coarser, replaced, rollupOf, STEPS, withLate, type Rollup } from './rollup.ts'
import { decodeRollup, encodeRollup } from './rollup-codec.ts'
import { samplesIn } from './sample.ts'
import { hoursOf, type Tables } from './tables.ts'
import type { Tally } from './tally.ts'

/** Late polls, and the last hour's own step, have this long after midnight. */
const GRACE_MS = 10 * 60_000
/** So many devices, or bytes, go into one transaction. */
const DEVICES_AT_ONCE = 24
const BYTES_AT_ONCE = 512 * 1024
