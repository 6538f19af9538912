/** The console as its hosts see it: one object to call, to listen to, and to close. */
import type { Refusal } from '../../shared/model/refusal.ts'
import type { ScrapeQuestion } from './scraping.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import type { Actor } from '../../shared/model/access.ts'
import type { ConsoleStatus } from '../../shared/model/settings.ts'
import type { Changes } from '../../shared/contract/live.ts'
import type { Dataset } from '../../shared/contract/session.ts'

/** What happened, for the log; `phrases` say the same to a person, one sentence after another. */
export type LogLine = {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly detail?: unknown
  readonly phrases?: readonly Phrase[]
}

export type ConsoleOptions = {
  /** Root data folder. The choice of the first start lives in it; the demo and the own branch each have a folder of their own below it. */
  readonly folder: string
  /** Opens the demo with so many stations without asking; undefined takes the choice made earlier, if any. */
  readonly demo?: number
  readonly seed?: number
  readonly scenario?: string
  readonly log: (line: LogLine) => void
}

/** What a host (window or HTTP) holds. All work is done in workers; these calls only pass messages. */
export type Console = {
  /** Calls a procedure by its contract path, e.g. ['alarms', 'acknowledge']; the input must already fit the contract's schema and the actor be authorised. An expected failure answers a Refusal. A query whose `signal` aborts is answered at once, and its work ends. */
  call(path: readonly string[], input: unknown, actor: Actor, signal?: AbortSignal): Promise<unknown>
  /** Batched changes, about once a second. */
  subscribe(listener: (changes: Changes) => void): () => void
  dataset(): Dataset
  status(): ConsoleStatus
  /** Finds a personal access token; null when unknown or revoked. */
  token(secret: string): Promise<Actor | null>
  /** What a scraper is told: parts of a text, one after the other. `shut`: the door is not open; `wrong`: not with this secret. */
  scrape(secret: string, question: ScrapeQuestion): Promise<'shut' | 'wrong' | Refusal | AsyncIterable<string>>
  /** Ends workers, closes sockets, checkpoints the WAL. */
  close(): Promise<void>
}

export type OpenConsole = (options: ConsoleOptions) => Promise<Console>
