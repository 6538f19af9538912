/** Opens the console: which branch it shows, the threads that work for it, and the one object its hosts hold. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Area, type Changes } from '../../shared/contract/live.ts'
import type { Dataset } from '../../shared/contract/session.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import type { Actor } from '../../shared/model/access.ts'
import type { ConsoleStatus } from '../../shared/model/settings.ts'
import type { TrapTally } from '../../shared/model/trap.ts'
import { openProblem, storePhrase } from '../store/problem.ts'
import { folderProblem } from '../store/sqlite.ts'
import { openBranch, type Branch } from './branch.ts'
import { quiet } from './changes.ts'
import { branchFolder, demoFolder, MIBS_FOLDER, PROFILES_FOLDER, readChoice, writeChoice, type Choice } from './choice.ts'
import type { Console, ConsoleOptions, OpenConsole } from './console.ts'
import { hostCalls, type Choose } from './host-calls.ts'
import { placeOf } from './place.ts'
import type { CoreBatch } from './protocol.ts'
import { scraping, type ScrapeQuestion } from './scraping.ts'

const DEFAULT_SEED = 1
const EMPTY: Pick<ConsoleStatus, 'poll' | 'store' | 'isolated'> = {
  poll: { devices: 0, answering: 0, missed: 0, inFlight: 0, lastReadingAt: null },
  store: { operations: 'ok', history: 'ok', detail: null, room: 'ok' },
  isolated: false,
}
const NO_TALLY: TrapTally = { matched: 0, unknown: 0, stranger: 0 }
/** Lists whose change the reader must know of. */
const INVENTORY = new Set(['stations', 'devices', 'places'])

export const openConsole: OpenConsole = (options) => openSupervisor(options)

/** The console with a handle on its threads, for tests of what happens when one dies. */
export async function openSupervisor(options: ConsoleOptions): Promise<Supervisor> {
  const console = new Supervisor(options)
  await console.begin()
  return console
}

export class Supervisor implements Console {
  private readonly options: ConsoleOptions
  private readonly version = versionOf()
  private readonly listeners = new Set<(changes: Changes) => void>()
  private readonly hosted: ReturnType<typeof hostCalls>
  private readonly scraped: ReturnType<typeof scraping>
  private choice: Choice
  private branch: Branch | null = null
  private shown: Dataset
  private known = EMPTY
  private trapTally = NO_TALLY
  /** The root folder itself could not be written. */
  private rootNotice: Phrase | null = null
  /** What the branch's store cannot keep just now. */
  private storeNotice: Phrase | null = null
  /** What should be known of the backups. */
  private archiveNotice: Phrase | null = null
  private opened: Choice | null = null
  private changing: Promise<unknown> = Promise.resolve()
  private closed = false

  constructor(options: ConsoleOptions) {
    this.options = options
    this.choice = readChoice(options.folder)
    this.shown = { kind: 'none', folder: options.folder, branchName: '' }
    this.scraped = scraping({
      ask: async (name, input, actor) => this.branch?.core.call(name, input, actor) ?? refuse('UNAVAILABLE', 'access.noDataset'),
      status: () => this.status(),
      version: versionOf(),
    })
    this.hosted = hostCalls({
      version: this.version,
      dataset: () => this.dataset(),
      status: () => this.status(),
      notice: () => this.notice(),
      simulation: () => this.branch?.simulation ?? null,
      traps: () => this.branch?.traps.status(this.trapTally) ?? null,
      choose: (wish) => this.choose(wish),
      told: () => this.emit({ ...quiet(Date.now(), this.status()), stale: ['demo'] }),
    })
  }

  async begin(): Promise<void> {
    // Nothing may be written before the first question is answered: said now, not after it.
    const problem = folderProblem(this.options.folder)
    this.rootNotice = problem && storePhrase(problem)
    const { demo, seed } = this.options
    if (demo !== undefined) {
      const wanted = { stations: demo, seed: seed ?? DEFAULT_SEED }
      // Asked for by this start only: a branch of one's own stays the choice for the next one.
      if (this.choice.kind !== 'branch') this.keep({ ...this.choice, kind: 'demo', demo: wanted })
      await this.show({ ...this.choice, kind: 'demo', demo: wanted }, null)
    } else await this.show(this.choice, null)
  }

  async call(path: readonly string[], input: unknown, actor: Actor, signal?: AbortSignal): Promise<unknown> {
    const place = placeOf(path)
    const name = path.join('.')
    if (place === 'host') return this.hosted(name, input, actor)
    const { branch } = this
    if (this.closed || !branch) return refuse('UNAVAILABLE', this.closed ? 'access.restarting' : 'access.noDataset')
    return branch[place].call(name, input, actor, signal)
  }

  subscribe(listener: (changes: Changes) => void): () => void {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  dataset(): Dataset {
    const name = this.branch?.name()
    return name ? { ...this.shown, branchName: name } : this.shown
  }

  status(): ConsoleStatus {
    const { branch } = this
    const notice = branch?.notice()
    const failed = notice && {
      operations: 'failed' as const,
      history: 'failed' as const,
      detail: String(notice.params?.['detail'] ?? ''),
      room: 'ok' as const,
    }
    return {
      workers: branch?.workers() ?? { core: 'stopped', reader: 'stopped', archive: 'stopped', simulator: null, traps: null, sender: null },
      restarts: branch?.restarts() ?? {},
      ...this.known,
      store: failed ?? this.known.store,
    }
  }

  async token(secret: string): Promise<Actor | null> {
    const found = await this.branch?.core.call('token.find', { secret }, { name: 'web', role: 'viewer' })
    return found !== null && typeof found === 'object' && 'role' in found ? (found as Actor) : null
  }

  scrape(secret: string, question: ScrapeQuestion): ReturnType<Console['scrape']> {
    return this.scraped(secret, question)
  }

  async close(): Promise<void> {
    this.closed = true
    await this.changing
    await this.leave()
    this.listeners.clear()
  }

  /** For tests: a worker of this branch dies as by a defect. */
  async kill(worker: 'core' | 'reader' | 'archive' | 'simulator' | 'traps' | 'sender'): Promise<void> {
    await (worker === 'simulator' ? this.branch?.simulation : this.branch?.[worker])?.kill()
  }

  /** One change of branch at a time. */
  private choose(wish: Choose): Promise<Dataset | Refusal> {
    const work = async (): Promise<Dataset | Refusal> => {
      if (this.closed) return refuse('UNAVAILABLE', 'access.restarting')
      const next = this.wished(wish)
      this.keep(next)
      await this.leave()
      await this.show(next, wish.kind === 'branch' ? wish.branchName : null)
      this.emit({ ...quiet(Date.now(), this.status()), stale: ['dataset', 'stations', 'devices', 'alarms', 'settings', 'places', 'demo'] })
      return this.dataset()
    }
    const result = this.changing.then(work)
    this.changing = result.catch(() => {})
    return result
  }

  /** The branch's files are replaced while nothing of it is open: its core does that when it opens them again. Screens and sessions stay. */
  private reopen(): Promise<void> {
    const work = async (): Promise<void> => {
      const { opened } = this
      if (this.closed || !opened) return
      await this.leave()
      await this.show(opened, null)
      this.emit({ ...quiet(Date.now(), this.status()), stale: [...Area.options] })
    }
    const result = this.changing.then(work)
    this.changing = result.catch(() => {})
    return result
  }

  private wished(wish: Choose): Choice {
    if (wish.kind === 'branch') return { ...this.choice, kind: 'branch', branchName: wish.branchName }
    if (wish.kind === 'demo')
      return { ...this.choice, kind: 'demo', demo: { stations: wish.stations, seed: this.options.seed ?? DEFAULT_SEED } }
    // Out of the demo: to the own branch where there is one, else back to the first question.
    return { ...this.choice, kind: this.choice.branchName === null ? 'none' : 'branch' }
  }

  private keep(choice: Choice): void {
    this.choice = choice
    try {
      writeChoice(this.options.folder, choice)
      this.rootNotice = null
    } catch (error) {
      const problem = openProblem(this.options.folder, error)
      this.rootNotice = storePhrase(problem)
      this.options.log({ level: 'error', message: 'the choice could not be kept', detail: problem.detail, phrases: [this.rootNotice] })
    }
  }

  private async show(choice: Choice, branchName: string | null): Promise<void> {
    const { folder: root, log, scenario } = this.options
    this.opened = choice
    const demo = choice.kind === 'demo' ? choice.demo : null
    if (choice.kind === 'none' || (choice.kind === 'demo' && !demo)) {
      this.shown = { kind: 'none', folder: root, branchName: '' }
      return
    }
    const folder = demo ? demoFolder(root, demo) : branchFolder(root)
    this.shown = { kind: demo ? 'demo' : 'branch', folder, branchName: choice.branchName ?? '' }
    this.branch = await openBranch({
      folder,
      branchName,
      profileFolders: [join(root, PROFILES_FOLDER)],
      mibFolder: join(root, MIBS_FOLDER),
      log,
      demo: demo && { ...demo, scenario },
      version: this.version,
      onBatch: (batch) => this.onBatch(batch),
      onState: () => this.branch && this.emit({ ...quiet(Date.now(), this.status()), stale: [] }),
      onArchiveNotice: (phrase) => {
        this.archiveNotice = phrase
        this.emit({ ...quiet(Date.now(), this.status()), stale: ['settings'] })
      },
      onRestored: () => void this.reopen(),
      onStale: (areas) => this.emit({ ...quiet(Date.now(), this.status()), stale: [...areas] }),
    })
  }

  private async leave(): Promise<void> {
    const leaving = this.branch
    this.branch = null
    this.known = EMPTY
    this.trapTally = NO_TALLY
    this.storeNotice = null
    this.archiveNotice = null
    await leaving?.close()
  }

  private onBatch(batch: CoreBatch): void {
    const { stations, alarms, alarmsGone, incidents, notices, polled, storeNotice, traps, ...known } = batch
    this.trapTally = traps
    const stale = this.heard(storeNotice) ? [...batch.stale, 'settings' as const] : batch.stale
    this.known = { poll: known.poll, store: known.store, isolated: known.isolated }
    if (stale.some((area) => INVENTORY.has(area))) this.branch?.reader.tell('inventoryChanged', null)
    if (stale.includes('mibs')) this.branch?.reader.tell('mibsChanged', null)
    this.emit({ at: Date.now(), status: this.status(), stations, alarms, alarmsGone, incidents, notices, polled, stale })
  }

  /** True where it is news: then it is in the log once, and screens read their notice again. */
  private heard(notice: Phrase | null): boolean {
    if (JSON.stringify(notice) === JSON.stringify(this.storeNotice)) return false
    this.storeNotice = notice
    if (notice) this.options.log({ level: 'warn', message: `the store: ${notice.key}`, detail: notice.params, phrases: [notice] })
    return true
  }

  /** What the person should know of the data, the gravest first. */
  private notice(): Phrase | null {
    if (this.rootNotice && !this.branch?.notice()) {
      const problem = folderProblem(this.options.folder)
      this.rootNotice = problem && storePhrase(problem)
    }
    return this.branch?.notice() ?? this.rootNotice ?? this.storeNotice ?? this.archiveNotice
  }

  private emit(changes: Changes): void {
    for (const listener of this.listeners) listener(changes)
  }
}

/** The package's version: its file lies two folders up, from the source and from the build alike. */
function versionOf(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  return version
}
