/** Read-only connections for long queries: operations.db from the start, history.db as soon as there is one. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { HISTORY_FILE } from './history/writer.ts'
import { exportReads, type Late } from './history/export.ts'
import { historySize } from './history/measure.ts'
import { noPoints } from './history/points.ts'
import { newCaches, seriesReads, type ReadHistory, type SeriesReads } from './history/series.ts'
import { HISTORY_MIGRATIONS } from './migrations/history.ts'
import { OPERATIONS_MIGRATIONS } from './migrations/operations.ts'
import { OPERATIONS_FILE } from './operations.ts'
import { openProblem, problemKind, storeRefusal } from './problem.ts'
import { alarmHealthRead } from './queries/alarm-health.ts'
import { alarmHistory, branchRuleReads, raisedAlarms } from './queries/alarms.ts'
import { auditPage } from './queries/audit.ts'
import { groupReads } from './queries/groups.ts'
import { incidentPage } from './queries/incidents.ts'
import { bulletinReads } from './queries/bulletin.ts'
import { inventoryRead } from './queries/inventory.ts'
import { intervalsBetween, standingAt } from './queries/ledger.ts'
import { deliveryPage } from './queries/outbox.ts'
import { dischargePage } from './queries/power.ts'
import { overrideReads } from './queries/rules.ts'
import { settingsRead } from './queries/settings.ts'
import { stormReads } from './queries/storm.ts'
import { trapPage } from './queries/traps.ts'
import { isOpenProblem, openReadOnly, userVersion, type Db } from './sqlite.ts'
import type { Series, SeriesRequest, StateSeries } from '../../shared/contract/history.ts'
import { distribution } from './history/distribution.ts'
import { worst } from './history/worst.ts'
import type { Steps } from './steps.ts'
import type { OpenProblem, Reader } from './store.ts'

type History = { db: Db; inode: number; reads: SeriesReads; samples: ReturnType<typeof exportReads> }

/** Follows history.db: it may come later than the reader, and a broken one is replaced by another file of the same name. */
function followHistory(file: string, onDamage: () => void) {
  let open: History | null = null

  function close(): void {
    open?.db.close()
    open = null
  }

  /** Why the file that is there cannot be opened. */
  let problem: OpenProblem | null = null

  function current(): History | null {
    const inode = statSync(file, { throwIfNoEntry: false })?.ino ?? null
    if (open && open.inode === inode) return open
    close()
    problem = null
    if (inode === null) return null
    const db = openReadOnly(file, HISTORY_MIGRATIONS, true)
    if (isOpenProblem(db)) {
      problem = db
      return null
    }
    try {
      // What was remembered of another file would be wrong.
      open = { db, inode, reads: seriesReads(db, newCaches()), samples: exportReads(db) }
      return open
    } catch (error) {
      // A newer file is read as far as its tables are those known here.
      const isNewer = userVersion(db) > (HISTORY_MIGRATIONS.at(-1)?.version ?? 0)
      db.close()
      if (!isNewer) throw error
      problem = { kind: 'newer', file, detail: 'other tables' }
      return null
    }
  }

  return {
    close,
    problem: (): OpenProblem | null => (current() ? null : problem),
    /** A file that is missing or harmed has no samples; it is opened anew at the next call. */
    read<T>(empty: T, work: (reads: History['reads'], samples: History['samples'], db: Db) => T): T {
      try {
        const now = current()
        return now ? now.db.transaction(() => work(now.reads, now.samples, now.db))() : empty
      } catch (error) {
        if (!storeRefusal(error)) throw error
        close()
        if (problemKind(error) === 'broken') onDamage()
        return empty
      }
    },
  }
}

/** Which operations.db stands in the folder now: another number after it was replaced; null without one. */
export function operationsIdentity(folder: string): number | null {
  return statSync(join(folder, OPERATIONS_FILE), { throwIfNoEntry: false })?.ino ?? null
}

/** `onDamage`: damage was met in history.db; what could be read is answered all the same. */
export function openReader(folder: string, onDamage: () => void = () => {}): Reader | OpenProblem {
  const file = join(folder, OPERATIONS_FILE)
  const db = openReadOnly(file, OPERATIONS_MIGRATIONS)
  if (isOpenProblem(db)) return db
  try {
    return readerOf(db, followHistory(join(folder, HISTORY_FILE), onDamage))
  } catch (error) {
    // A file whose inside was harmed shows it only when its tables are looked at.
    db.close()
    if (!storeRefusal(error)) throw error
    return openProblem(file, error)
  }
}

function readerOf(db: Db, history: ReturnType<typeof followHistory>): Reader {
  const between = intervalsBetween(db)
  const settings = settingsRead(db)
  const [changed, overrides, groups] = [branchRuleReads(db), overrideReads(db), groupReads(db)]
  const readHistory: ReadHistory = (empty, work) => history.read(empty, work)
  return {
    series: ({ series, ...screen }) =>
      byDevice(
        series,
        (one): Series => ({ ...one, label: '', resolution: 'raw', ...noPoints() }),
        (empty, deviceId, asked) => history.read(empty, (reads) => reads.device(deviceId, asked, screen)),
      ),
    states: ({ series, ...screen }) =>
      byDevice(
        series,
        (one): StateSeries => ({ ...one, label: '', resolution: 'raw', at: new Float64Array(0), width: 0, states: [] }),
        (empty, deviceId, asked) => history.read(empty, (reads) => reads.states(deviceId, asked, screen)),
      ),
    follow: () => history.read(undefined, (reads) => reads.follow()),
    worst: (request) => worst(readHistory, request),
    distribution: (request) => distribution(readHistory, request),
    seriesIndex: (deviceIds) =>
      history.read([], (reads) => deviceIds.flatMap((id) => reads.entries(id).map(({ slot: _slot, ...entry }) => entry))),
    samples: {
      problem: () => history.problem(),
      reach: (level) => history.read(null, (_, samples) => samples.reach(level)),
      late: (devices, piece) => history.read<Late>(new Map(), (_, samples) => samples.late(devices, piece)),
      // A file that cannot be read just now has something that is left out.
      device: (...question) => history.read({ parts: [], harmed: 1 }, (_, samples) => samples.device(...question)),
    },
    historySize: () => history.read(null, (_, __, file) => historySize(file)),
    alarmHistory: alarmHistory(db),
    incidents: incidentPage(db),
    audit: auditPage(db),
    traps: trapPage(db),
    alarmHealth: alarmHealthRead(db),
    discharges: dischargePage(db),
    deliveries: deliveryPage(db),
    rules: () => db.transaction(() => ({ changed: changed(), overrides: overrides(), groups: groups() }))(),
    settings,
    pieces: (deviceId, metrics, from, to) =>
      history.read({ entries: [], pieces: [] }, (reads) => {
        const entries = reads.entries(deviceId).filter(({ metric }) => metrics.has(metric))
        if (entries.length === 0) return { entries, pieces: [] }
        const [first] = metrics
        const slots = new Set(entries.map(({ slot }) => slot))
        return { entries, pieces: reads.pieces(deviceId, first ?? null, slots, { from, to }, 'raw') }
      }),
    raised: raisedAlarms(db),
    intervals: (from, to, stationId) => between(from, to, stationId ?? null),
    standingAt: standingAt(db),
    bulletin: { ...bulletinReads(db), ...stormReads(db), branchName: () => settings().branchName },
    inventory: inventoryRead(db),
    close() {
      history.close()
      db.close()
    },
  }
}

/** Answers for series of many devices, in the order they are asked for; a step is one device. */
function* byDevice<T>(
  requests: readonly SeriesRequest[],
  emptyOf: (request: SeriesRequest) => T,
  read: (empty: T[], deviceId: number, asked: readonly SeriesRequest[]) => T[],
): Steps<T[]> {
  const found = new Map<SeriesRequest, T>()
  for (const [deviceId, asked] of Map.groupBy(requests, (one) => one.deviceId)) {
    const answers = read(asked.map(emptyOf), deviceId, asked)
    asked.forEach((one, i) => found.set(one, answers[i]!))
    yield
  }
  return requests.map((one) => found.get(one)!)
}
