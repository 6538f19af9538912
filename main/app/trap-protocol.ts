/** What the core, the host thread and the receiver's thread say to each other about traps. */
import type { Secret } from '../../shared/model/device.ts'
import type { TrapCounters, TrapSettings, TrapStatus } from '../../shared/model/trap.ts'
import type { TrapSender } from '../store/store.ts'

/** How the receiver is to work. Communities and keys go from thread to thread and nowhere else: never into a log. */
export type TrapSetup = {
  readonly settings: TrapSettings
  readonly communities: readonly string[]
  readonly users: readonly Extract<Secret, { version: '3' }>[]
  /** Addresses of devices, in their short form. */
  readonly known: readonly string[]
}
/** What a receiver begins with; its engine's boots are one more each time. */
export type TrapBoot = {
  readonly setup: TrapSetup
  readonly engineId: string
  readonly boots: number
  readonly senders: readonly TrapSender[]
}
/** About once a second, where something changed. */
export type TrapState = Pick<TrapStatus, 'state' | 'port' | 'wanted' | 'families' | 'problem'> & { readonly counters: TrapCounters }
