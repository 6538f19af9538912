/** What the host thread and its core, reader and archive workers say to each other. */
import type { Actor } from '../../shared/model/access.ts'
import type { Area } from '../../shared/contract/live.ts'
import type { ConsoleStatus } from '../../shared/model/settings.ts'
import type { AlarmRow } from '../../shared/model/alarm.ts'
import type { Incident } from '../../shared/model/incident.ts'
import type { ScreenNotice } from '../../shared/model/notification.ts'
import type { StationRow } from '../../shared/model/station.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import type { TrapTally } from '../../shared/model/trap.ts'
import type { ProfileIssue } from '../profiles/parse.ts'
import type { OpenProblem } from '../store/store.ts'

export type ToWorker =
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly input: unknown; readonly actor: Actor }
  /** Nobody waits for the answer of this call any more; only queries are cancelled. */
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'tell'; readonly name: string; readonly value: unknown }
  | { readonly type: 'ping' }
  | { readonly type: 'close' }

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  /** The handler threw: a defect. Its text is for the log only. */
  | { readonly type: 'defect'; readonly id: number; readonly name: string; readonly message: string }
  | { readonly type: 'event'; readonly name: string; readonly value: unknown }
  | { readonly type: 'pong' }
  | { readonly type: 'closed' }

/** Once a second from the core. */
export type CoreBatch = {
  readonly stations: StationRow[]
  readonly alarms: AlarmRow[]
  readonly alarmsGone: number[]
  readonly incidents: Incident[]
  readonly notices: ScreenNotice[]
  readonly polled: number[]
  readonly stale: Area[]
  readonly poll: ConsoleStatus['poll']
  readonly store: ConsoleStatus['store']
  /** What of the data cannot be kept just now, or was set aside, as a sentence. */
  readonly storeNotice: Phrase | null
  readonly isolated: boolean
  /** What became of the traps it was handed, since it started. */
  readonly traps: TrapTally
}
/** After opening and after a change of settings; `problem` is why the data folder could not be opened. */
export type CoreOpened = { readonly branchName: string; readonly problem: OpenProblem | null }
/** Once after opening, where a profile of the person's own could not be read. */
export type CoreProfileIssues = readonly ProfileIssue[]

export type CoreData = {
  readonly folder: string
  /** The demo that this folder is for; the province is written into it where it is still empty. */
  readonly demo: { readonly seed: number; readonly stations: number } | null
  readonly simulatorPort: number | null
  /** Given when the branch was named just now. */
  readonly branchName: string | null
  /** Where the person's own device profiles lie; a profile there replaces the shipped one of the same id. */
  readonly profileFolders: readonly string[]
  /** Where the person's MIB files lie. */
  readonly mibFolder: string
}
export type ReaderData = { readonly folder: string; readonly mibFolder: string }
/** `version` is the program's. */
export type ArchiveData = {
  readonly folder: string
  readonly version: string
  /** The demo that this folder is for. */
  readonly demo: { readonly seed: number; readonly stations: number } | null
}
/** What the archive asks the core to write into the audit: it has no writing connection itself. */
export type ArchiveNote = { readonly action: string; readonly subject: string; readonly after: unknown; readonly actor: Actor }
