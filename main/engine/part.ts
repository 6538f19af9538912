/** A part of the engine that lives beside alarms and verdicts: incidents, windows, power, notifications. Each keeps its own state and is written in the engine's transaction. */
import type { DevicePoll } from '../../shared/model/poll.ts'
import type { Moment } from '../domain/alarm/track.ts'
import type { Operations } from '../store/store.ts'
import type { AlarmBook } from './alarm-book.ts'
import type { Fleet } from './fleet.ts'
import type { LedgerBook } from './ledger-book.ts'
import type { DeviceState, Watch } from './state.ts'

/** What a part may look at. */
export type PartView = {
  readonly operations: Operations
  readonly fleet: Fleet
  readonly book: AlarmBook
  readonly ledger: LedgerBook
  readonly isolated: () => boolean
}

/** All are optional but writing; called in the order in which the parts stand. */
export type EnginePart = {
  /** Inventory, rules or settings were read anew; stations are judged right after. */
  reload?(now: Moment): void
  /** A poll has been taken in; cheap, for it comes hundreds of times a second. */
  onPoll?(device: DeviceState, poll: DevicePoll, now: Moment): void
  /** Once a second, before holds run out and stations are judged. */
  before?(now: Moment): void
  /** Once a second, after stations were judged. `moved`: alarms whose row changed since the last time. */
  after?(now: Moment, moved: ReadonlySet<Watch>): void
  readonly needsWriting: boolean
  /** Inside the transaction, before alarms are written; what it answers is called after the commit. A failed transaction is tried again: forget nothing before. */
  write(now: Moment): () => void
}
