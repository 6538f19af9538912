/** What the core worker holds: the writing connection, the engine and the poller, joined to one whole. */
import { join } from 'node:path'
import type { Area } from '../../shared/contract/live.ts'
import { isRefusal, type Refusal } from '../../shared/model/refusal.ts'
import type { Clock } from '../../shared/model/poll.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import type { Actor } from '../../shared/model/access.ts'
import type { Engine } from '../engine/engine.ts'
import { createEngine } from '../engine/create.ts'
import { createPoller } from '../poll/create.ts'
import type { Poller } from '../poll/poller.ts'
import { UplinkWatch } from '../poll/uplink.ts'
import { openShelf } from '../profiles/shelf.ts'
import type { ProfileBook } from '../profiles/load.ts'
import type { Profile } from '../profiles/schema.ts'
import { restoredNote } from '../store/backup/restore.ts'
import { acquireFolder, type Acquired } from '../store/folder.ts'
import { OPERATIONS_FILE } from '../store/operations.ts'
import { noticeBook, type NoticeBook } from '../store/notices.ts'
import { isOpenProblem, openProblem, PROBLEM_KINDS, storeRefusal } from '../store/problem.ts'
import type { HistoryWriter, OpenProblem, Operations } from '../store/store.ts'
import { seedDemo } from './demo-branch.ts'
import { Discovery } from './discovery.ts'
import { inventoryView, type InventoryView } from './inventory-view.ts'
import type { CoreBatch, CoreData } from './protocol.ts'
import { notifyDesk, type NotifyDesk } from './notify-desk.ts'
import { openOperations, type Suspicion } from './open-operations.ts'
import { openRecordings, type Recordings } from './recordings.ts'
import { storageDesk, type StorageDesk } from './storage-desk.ts'
import { targetsOf } from './targets.ts'
import { trapDesk, type TrapDesk } from './trap-desk.ts'

export type Core = {
  readonly operations: Operations
  readonly engine: Engine
  readonly poller: Poller
  readonly discovery: Discovery
  readonly recordings: Recordings
  readonly profiles: ReadonlyMap<string, Profile>
  /** The same with where each comes from, and what could not be read. A new object whenever files changed. */
  readonly profileBook: ProfileBook
  /** Where the person's own profiles are; null where there is no such place. */
  readonly profileFolder: string | null
  /** Reads the person's own profiles again; what changed is polled with at once. */
  reloadProfiles(): void
  readonly clock: Clock
  readonly inventory: InventoryView
  readonly traps: TrapDesk
  readonly notify: NotifyDesk
  readonly storage: StorageDesk
  /** The branch's data folder. */
  readonly folder: string
  /** Where the person's MIB files lie. */
  readonly mibFolder: string
  /** The simulator's port of today, null outside the demo. */
  simulatorPort(): number | null
  moveSimulator(port: number): void
  /** Lists that open screens should read again. */
  stale(...areas: Area[]): void
  /** After inventory, credentials or settings were written: engine and poller take the new state, and screens are told. */
  changed(...areas: Area[]): void
  /** What was met of damage in operations.db since it was opened; null while nothing was. */
  damage(): string | null
  /** A call was refused for this. */
  refused(refusal: Refusal): void
  /** One second's work; answers what to tell. */
  beat(): CoreBatch
  close(): Promise<void>
}

/** The name under which the program itself writes the audit. */
const PROGRAM: Actor = { name: 'branchwatch', role: 'admin' }
/** This thread must beat: another program's hold on the file is waited for no longer than this. */
const BUSY_MS = 1000
/** A changed profile is taken up this soon. */
const LOOK_AT_PROFILES_MS = 5000

export async function openCore(data: CoreData, clock: Clock, suspicion: Suspicion | null = null): Promise<Core | OpenProblem> {
  const lock = acquireFolder(data.folder)
  if ('problem' in lock) return lock.problem
  if ('holder' in lock) return { kind: 'locked', file: data.folder, detail: `pid ${lock.holder.pid ?? '?'}` }
  const notices = noticeBook(data.folder)
  const operations = openOperations({ folder: data.folder, busyMs: BUSY_MS, now: clock.now(), suspicion, notices })
  if (isOpenProblem(operations)) {
    lock.release()
    return operations
  }
  const giveUp = (problem: OpenProblem): OpenProblem => {
    operations.close()
    lock.release()
    return problem
  }
  try {
    const refused = prepare(operations, data, clock)
    return refused ? giveUp(asProblem(refused, data.folder)) : await assemble(data, clock, operations, lock, notices)
  } catch (error) {
    // What the check at the opening did not find: the folder is tried again like any other that cannot be opened.
    if (!storeRefusal(error)) throw error
    return giveUp(openProblem(join(data.folder, OPERATIONS_FILE), error))
  }
}

async function assemble(data: CoreData, clock: Clock, operations: Operations, lock: Acquired, notices: NoticeBook): Promise<Core> {
  let stale = new Set<Area>()
  const storage = storageDesk({
    folder: data.folder,
    clock,
    operations,
    notices,
    busyMs: BUSY_MS,
    changed: () => void stale.add('storage'),
  })
  const { history } = storage
  const engine = createEngine({ operations, history, clock })
  const inventory = inventoryView(operations)
  const found = new Map<number, string>()
  let lastReadingAt: number | null = null
  const shelf = openShelf(data.profileFolders)
  const poller = await createPoller({
    clock,
    profiles: shelf.book.profiles,
    events: {
      onPoll(poll) {
        if (poll.outcome === 'ok') lastReadingAt = poll.at
        engine.onPoll(poll)
      },
      onIdentified: ({ deviceId, profile }) => void found.set(deviceId, profile),
      onIdentity: ({ deviceId, identity }) => discovery.look(deviceId, identity),
      onGap: (gap) => engine.onGap(gap),
    },
  })

  const uplink = new UplinkWatch(clock)
  let simulatorPort = data.simulatorPort
  let problem: Refusal | null = null
  let damage: string | null = null
  const discovery = new Discovery({
    operations,
    poller,
    profiles: () => shelf.book.profiles,
    inventory,
    clock,
    stale: (...areas) => core.stale(...areas),
  })
  const aim = (): void => poller.set(targetsOf(operations, inventory.all(), simulatorPort))
  aim()
  uplink.set(operations.settings.get().uplinkProbes)

  let lookAt = clock.mono() + LOOK_AT_PROFILES_MS
  const lookAtProfiles = (anyway: boolean): void => {
    lookAt = clock.mono() + LOOK_AT_PROFILES_MS
    if (!shelf.refresh(anyway)) return
    poller.useProfiles(shelf.book.profiles)
    core.stale('devices')
  }

  const recordings = openRecordings({ folder: data.folder, poller, clock, changed: () => core.stale('recordings') })
  const traps = trapDesk({ operations, inventory, engine, poller, profileOf: (id) => core.profiles.get(id), mono: () => clock.mono() })
  const core: Core = {
    operations,
    engine,
    poller,
    discovery,
    recordings,
    get profiles() {
      return shelf.book.profiles
    },
    get profileBook() {
      return shelf.book
    },
    profileFolder: data.profileFolders.at(-1) ?? null,
    reloadProfiles: () => lookAtProfiles(true),
    clock,
    inventory,
    traps,
    notify: notifyDesk(operations, engine),
    storage,
    folder: data.folder,
    mibFolder: data.mibFolder,
    simulatorPort: () => simulatorPort,
    moveSimulator(port) {
      if (port === simulatorPort) return
      simulatorPort = port
      aim()
    },
    stale(...areas) {
      for (const area of areas) stale.add(area)
    },
    changed(...areas) {
      inventory.forget()
      engine.reload()
      aim()
      uplink.set(operations.settings.get().uplinkProbes)
      traps.changed()
      core.stale(...areas)
    },
    damage: () => damage,
    refused: (refusal) => {
      damage ??= damageIn(refusal)
    },
    beat() {
      if (clock.mono() >= lookAt) lookAtProfiles(false)
      problem = unlessDefect(() => {
        uplink.beat()
        engine.uplink(uplink.lostMono)
        engine.tick()
        for (const deviceId of engine.takeSecondLooks()) poller.pollNow(deviceId)
        if (noteFound(operations, inventory, found)) traps.changed()
        discovery.beat()
      })
      // Also while nothing can be written: it is what makes room.
      problem = unlessDefect(() => storage.beat(problem)) ?? problem
      damage ??= damageIn(problem)
      const { devices, answering, missed, inFlight } = poller.stats()
      const { trapsLogged, power, outboxChanged, ...changes } = engine.takeChanges()
      if (trapsLogged) stale.add('traps')
      if (power) stale.add('power')
      if (engine.storm.takeNews()) stale.add('storm')
      if (outboxChanged) stale.add('outbox')
      const batch = { ...changes, stale: [...stale], poll: { devices, answering, missed, inFlight, lastReadingAt } }
      stale = new Set()
      const storeNotice = problem?.data.phrase ?? storage.phrase()
      return {
        ...batch,
        store: { ...storeStatus(problem, history), room: storage.room() },
        storeNotice,
        isolated: engine.isolated(),
        traps: engine.trapTally(),
      }
    },
    async close() {
      await discovery.end()
      await recordings.close()
      await poller.close()
      unlessDefect(() => discovery.beat())
      unlessDefect(() => engine.stop())
      await storage.close()
      history.close()
      operations.close()
      lock.release()
    },
  }
  return core
}

/** A fresh folder gets its branch's name, and in the demo its province. */
function prepare(operations: Operations, data: CoreData, clock: Clock): Refusal | null {
  const by = { actor: PROGRAM, at: clock.now() }
  const restored = restoredNote(data.folder)
  if (restored) {
    const { note, keep } = restored
    const after = { backupAt: note.backupAt, files: [...note.put, ...note.away], aside: note.aside }
    operations.audit.add(
      { action: 'backup.putBack', subject: note.backup, after },
      { actor: { name: note.actor, role: 'admin' }, at: note.at },
    )
    keep()
  }
  if (data.branchName !== null) operations.settings.update({ ...operations.settings.get(), branchName: data.branchName }, by)
  if (data.demo === null || operations.inventory.all().stations.length > 0) return null
  return seedDemo(operations, { ...data.demo, port: data.simulatorPort ?? 161 }, by)
}

/** The province could not be written: the disk's reason where it is one, else the sentence's name for the log. */
function asProblem({ data: { phrase } }: Refusal, folder: string): OpenProblem {
  const kind = PROBLEM_KINDS.find((one) => phrase.key === `error.store.${one}`)
  return { kind: kind ?? 'other', file: join(folder, OPERATIONS_FILE), detail: String(phrase.params?.['detail'] ?? phrase.key) }
}

/** What a refusal says of damage in operations.db; null where it is of something else. */
function damageIn(refusal: Refusal | null): string | null {
  const phrase = refusal?.data.phrase
  return phrase?.key === 'error.store.broken' ? String(phrase.params?.['detail'] ?? '') : null
}

/** What the store cannot write is a state to be shown; anything else is a defect and thrown on. */
function unlessDefect(work: () => void): Refusal | null {
  try {
    work()
    return null
  } catch (error) {
    const refusal = storeRefusal(error)
    if (!refusal) throw error
    return refusal
  }
}

function noteFound(operations: Operations, inventory: InventoryView, found: Map<number, string>): boolean {
  if (found.size === 0) return false
  operations.transaction(() => {
    for (const [deviceId, profile] of found) operations.inventory.setProfileInUse(deviceId, profile)
  })
  for (const [deviceId, profile] of found) inventory.noteProfile(deviceId, profile)
  found.clear()
  return true
}

function storeStatus(problem: Refusal | null, history: HistoryWriter): Omit<CoreBatch['store'], 'room'> {
  const key = problem?.data.phrase.key
  const operations = key === undefined ? 'ok' : key.endsWith('.readOnly') || key.endsWith('.full') ? 'readOnly' : 'failed'
  return { operations, history: history.state, detail: problem ? plain(problem.data.phrase) : history.detail }
}

/** For the line under the worker's state: the file and what the system said of it. */
function plain({ key, params }: Phrase): string {
  return params ? `${params['file'] ?? ''}: ${params['detail'] ?? ''}` : key
}

export function isOpenedCore(core: Core | OpenProblem): core is Core {
  return !isOpenProblem(core) && !isRefusal(core)
}
