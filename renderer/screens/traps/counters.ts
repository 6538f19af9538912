/** Sums of the receiver's counters. */
import type { TrapCounters } from '../../../shared/model/trap.ts'

export const dropped = (counters: TrapCounters): number =>
  counters.droppedSource + counters.droppedTotal + counters.droppedStranger + counters.droppedOverflow

export const v3Refused = ({ v3 }: TrapCounters): number => Object.values(v3).reduce((sum, n) => sum + n, 0)

export const refused = (counters: TrapCounters): number => counters.malformed + counters.community + v3Refused(counters)
