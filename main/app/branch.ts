/** One opened branch: its core, its reader, its archive and, in the demo, its simulator, started one after another and ended together. */
import type { Area } from '../../shared/contract/live.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import type { ConsoleStatus } from '../../shared/model/settings.ts'
import { askArchive, type CareQuestion } from './care-line.ts'
import type { ConsoleOptions, LogLine } from './console.ts'
import { openLine, type Line } from './line.ts'
import { issueSentences } from './profile-issues.ts'
import type { ArchiveData, ArchiveNote, CoreBatch, CoreData, CoreOpened, CoreProfileIssues, ReaderData } from './protocol.ts'
import { startSimulation, type Simulation } from './simulation.ts'
import { openNotifyLine, type NotifyLine } from './notify-line.ts'
import type { Delivery } from './notify-protocol.ts'
import { openTrapLine, type TrapLine } from './trap-line.ts'
import type { TrapSetup } from './trap-protocol.ts'
import { readDemo, writeDemo } from './choice.ts'
import { openProblem, storePhrase } from '../store/problem.ts'

export type BranchOptions = {
  readonly folder: string
  readonly demo: { readonly seed: number; readonly stations: number; readonly scenario?: string } | null
  /** Set when the branch was named just now. */
  readonly branchName: string | null
  readonly profileFolders: readonly string[]
  readonly mibFolder: string
  readonly onBatch: (batch: CoreBatch) => void
  readonly onState: () => void
  /** Lists of the archive that open screens should read again. */
  readonly onStale: (areas: readonly Area[]) => void
  /** What a person should know of the backups. */
  readonly onArchiveNotice: (phrase: Phrase | null) => void
  /** A restore is ready: the data is to be closed and opened again. */
  readonly onRestored: () => void
  /** The program's. */
  readonly version: string
  readonly log: ConsoleOptions['log']
}

export type Branch = {
  readonly core: Line
  readonly reader: Line
  readonly archive: Line
  readonly simulation: Simulation | null
  readonly traps: TrapLine
  readonly sender: NotifyLine
  name(): string
  /** Why the folder could not be opened. */
  notice(): Phrase | null
  workers(): ConsoleStatus['workers']
  restarts(): ConsoleStatus['restarts']
  close(): Promise<void>
}

/** The core polls: it must not pause for long. */
const YOUNG_MB = 12
/** Long work in small steps: what is young in it is cleared often, and it stays small while it waits. */
const ARCHIVE_YOUNG_MB = 4
const SIMULATOR_START_MS = 20_000
const CORE_START_MS = 120_000
const READER_START_MS = 20_000
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

/** The threads load native code, so each waits for the one before. */
export async function openBranch(options: BranchOptions): Promise<Branch> {
  const { folder, demo, log, onState, profileFolders, mibFolder } = options
  let branchName = options.branchName
  let opened: CoreOpened = { branchName: branchName ?? '', problem: null }

  let core: Line | null = null
  /** The core's questions to the archive, which starts after it. */
  const asked: CareQuestion[] = []
  let ask = (question: CareQuestion): void => void asked.push(question)
  const readers: Line[] = []
  let traps: TrapLine | null = null
  let sender: NotifyLine | null = null
  const simulation = demo && openSimulation(folder, demo, (port) => core?.tell('simulatorPort', port), onState, log)
  await simulation?.whenRunning(SIMULATOR_START_MS)

  core = openLine({
    name: 'core',
    url: new URL(`./core-worker.${extension}`, import.meta.url),
    youngMb: YOUNG_MB,
    data: (): CoreData => ({ folder, demo, simulatorPort: simulation?.port() ?? null, branchName, profileFolders, mibFolder }),
    onEvent: (name, value) => {
      if (name === 'batch') return options.onBatch(value as CoreBatch)
      if (name === 'profileIssues') return tellProfiles(value as CoreProfileIssues, log)
      if (name === 'deliver') return sender?.deliver(value as Delivery[])
      if (name === 'trapSetup') return traps?.setup(value as TrapSetup)
      if (name === 'care') return ask(value as CareQuestion)
      if (name !== 'opened') return
      opened = value as CoreOpened
      // Named once: a restart must not take back a later change of the settings.
      if (!opened.problem) branchName = null
      if (!opened.problem) traps?.coreOpened()
      if (!opened.problem) sender?.coreOpened()
      // Another file may stand under the name now.
      for (const line of readers) line.tell('reopen', null)
      onState()
    },
    onState,
    log,
  })
  await core.whenRunning(CORE_START_MS)

  const reader = openLine({
    name: 'reader',
    url: new URL(`./reader-worker.${extension}`, import.meta.url),
    data: (): ReaderData => ({ folder, mibFolder }),
    onEvent: (name, value) => name === 'damaged' && core?.tell('damaged', value),
    onState,
    log,
  })
  await reader.whenRunning(READER_START_MS)

  // No native code in the receiver, and in the archive none before its first job: nobody waits for them, and a console without them polls.
  const running = core
  const archive = openLine({
    name: 'archive',
    url: new URL(`./archive-worker.${extension}`, import.meta.url),
    youngMb: ARCHIVE_YOUNG_MB,
    data: (): ArchiveData => ({ folder, version: options.version, demo: demo && { seed: demo.seed, stations: demo.stations } }),
    onEvent: (name, value) => {
      if (name === 'stale') options.onStale(value as Area[])
      else if (name === 'log') log(value as LogLine)
      else if (name === 'notice') options.onArchiveNotice(value as Phrase | null)
      else if (name === 'restored') options.onRestored()
      else if (name === 'note') void noteIn(running, value as ArchiveNote)
    },
    onState,
    log,
  })
  readers.push(reader, archive)
  ask = (question) => void askArchive(archive, running, question)
  for (const question of asked) ask(question)
  const receiver = openTrapLine({ core, onState, onStatus: ({ port }) => simulation?.sendTraps(port), log })
  traps = receiver
  const notify = openNotifyLine({ core, onState, log })
  sender = notify
  return {
    core: running,
    reader,
    archive,
    simulation,
    traps: receiver,
    sender: notify,
    name: () => opened.branchName,
    notice: () => {
      if (!opened.problem) return null
      return storePhrase(opened.problem)
    },
    workers: () => ({
      core: running.state(),
      reader: reader.state(),
      archive: archive.state(),
      simulator: simulation?.state() ?? null,
      traps: receiver.state(),
      sender: notify.state(),
    }),
    restarts: () => ({
      core: running.restarts(),
      reader: reader.restarts(),
      archive: archive.restarts(),
      traps: receiver.restarts(),
      sender: notify.restarts(),
      ...(simulation ? { simulator: simulation.restarts() } : {}),
    }),
    async close() {
      await receiver.close()
      await notify.close()
      await archive.close()
      await reader.close()
      await running.close()
      await simulation?.close()
    },
  }
}

/** The archive's audit rows are written by the core. */
async function noteIn(core: Line, { actor, ...entry }: ArchiveNote): Promise<void> {
  await core.call('archive.note', entry, actor).catch(() => {})
}

/** A profile that cannot be read is left out: which file, which line, what to mend. */
function tellProfiles(issues: CoreProfileIssues, log: ConsoleOptions['log']): void {
  for (const issue of issues) {
    const { file, line, message } = issue
    log({ level: 'warn', message: `profile ${file} line ${line}: ${message}`, phrases: issueSentences(issue) })
  }
}

function openSimulation(
  folder: string,
  demo: NonNullable<BranchOptions['demo']>,
  onPort: (port: number) => void,
  onState: () => void,
  log: ConsoleOptions['log'],
): Simulation {
  const { seed, stations, scenario } = demo
  return startSimulation({
    seed,
    stations,
    scenario,
    log,
    onState,
    port: readDemo(folder)?.port ?? 0,
    onPort: (port) => {
      try {
        writeDemo(folder, { seed, stations, port })
      } catch (error) {
        const phrases = [storePhrase(openProblem(folder, error))]
        log({ level: 'warn', message: 'the port of the simulator could not be kept', detail: String(error), phrases })
      }
      onPort(port)
    },
  })
}
