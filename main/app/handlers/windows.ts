/** Maintenance windows: what is announced, who approves it, and when it is. */
import type { FieldIssue } from '../../../shared/model/phrase.ts'
import { isRefusal, refuse, type Refusal } from '../../../shared/model/refusal.ts'
import type { MaintenanceWindow, Occurrence, WindowTargets } from '../../../shared/model/window.ts'
import { scheduleIssues, targetIssues } from '../../domain/window/check.ts'
import { nextOccurrences, occurrencesBetween } from '../../domain/window/occurrences.ts'
import { overlapsOf } from '../../domain/window/overlap.ts'
import { after } from '../../domain/window/spans.ts'
import { approve, cancel, proposed, reject, skip, update } from '../../domain/window/state.ts'
import { stationsOf } from '../../domain/window/targets.ts'
import type { Core } from '../core.ts'
import type { By, Handlers } from './shape.ts'

type Names = 'list' | 'get' | 'occurrences' | 'preview' | 'propose' | 'update' | 'approve' | 'reject' | 'cancel' | 'skip'

const PREVIEW = 5

/** What of a window lies in a period; of an approved one what counts, from its approval on. */
function counted(window: MaintenanceWindow, from: number, to: number): Occurrence[] {
  const all = occurrencesBetween(window, from, to)
  if (window.state !== 'approved') return all
  return all
    .map((one) => ({ ...one, ...after(one, window.decidedAt ?? 0) }))
    .filter((one) => one.to > Math.max(from, one.from) && one.from < to)
}
const LONGEST_PERIOD = 400 * 86_400_000

export function windows(core: Core): Handlers<'windows', Names> {
  const store = core.operations.windows
  const places = () => ({ stations: core.inventory.all().stations, groups: core.operations.groups.all() })
  /** A window that changed opens and ends from now on as it says. */
  const done = <T>(result: T): T => {
    if (isRefusal(result)) return result
    core.engine.reload()
    core.stale('windows')
    return result
  }
  /** A command for one window at the version that was seen. */
  const step =
    (action: string, make: (now: MaintenanceWindow) => MaintenanceWindow | Refusal) =>
    ({ id, version }: { id: number; version: number }, by: By) =>
      done(store.change(id, version, `window.${action}`, by, make))
  const scopeOf = (targets: WindowTargets, stations: ReadonlySet<number>) => ({
    stations: stations.size,
    devices: targets.deviceIds.length,
  })
  const wrong = (issues: FieldIssue[]) => (issues.length > 0 ? refuse('INVALID', 'invalid', undefined, { issues }) : null)
  const issuesOf = ({ targets, schedule }: Pick<MaintenanceWindow, 'targets' | 'schedule'>, at: number) => [
    ...targetIssues(targets),
    ...scheduleIssues(schedule, at),
  ]
  const stands = ({ state }: MaintenanceWindow) => state === 'proposed' || state === 'approved'

  return {
    list: ({ all }, { at }) => {
      const known = places()
      const rows = store.all().map((window) => ({
        ...window,
        scope: scopeOf(window.targets, stationsOf(window.targets, known)),
        next: stands(window) ? (nextOccurrences(window, at, 1)[0] ?? null) : null,
      }))
      return all ? rows : rows.filter((row) => row.next !== null)
    },
    get: ({ id }, { at }) => {
      const window = store.get(id)
      if (!window) return refuse('NOT_FOUND', 'notFound')
      const stations = stationsOf(window.targets, places())
      const next = stands(window) ? nextOccurrences(window, at, PREVIEW) : []
      return { window, scope: scopeOf(window.targets, stations), stationIds: [...stations], next, trail: store.trail(id) }
    },
    occurrences: ({ from, to, stationId }) => {
      if (to <= from || to - from > LONGEST_PERIOD)
        return refuse('INVALID', 'access.invalid', undefined, { issues: [{ path: 'to', phrase: { key: 'error.field.period' } }] })
      const known = places()
      const deviceIds = new Set(
        core.inventory.all().devices.flatMap((device) => (stationId !== null && device.stationId === stationId ? [device.id] : [])),
      )
      const concerns = ({ targets }: MaintenanceWindow) =>
        stationId === null || stationsOf(targets, known).has(stationId) || targets.deviceIds.some((id) => deviceIds.has(id))
      return store
        .all()
        .filter((window) => stands(window) && concerns(window))
        .flatMap((window) => counted(window, from, to).map((one) => ({ ...one, title: window.title, state: window.state })))
        .toSorted((a, b) => a.from - b.from || a.windowId - b.windowId)
    },
    preview: ({ id, targets, schedule }, { at }) => {
      const known = places()
      const stations = stationsOf(targets, known)
      const issues = issuesOf({ targets, schedule }, at)
      const planned = { id: id ?? 0, schedule, skipped: [], stations, deviceIds: targets.deviceIds }
      const others = store
        .all()
        .filter((window) => window.id !== id && stands(window))
        .map((window) => ({ ...window, stations: stationsOf(window.targets, known), deviceIds: window.targets.deviceIds }))
      const isTimed = scheduleIssues(schedule, at).length === 0
      return {
        next: isTimed ? nextOccurrences(planned, at, PREVIEW) : [],
        scope: scopeOf(targets, stations),
        overlaps: isTimed
          ? overlapsOf(planned, others, at).map(({ one, from }) => ({ id: one.id, title: one.title, state: one.state, from }))
          : [],
        issues,
      }
    },
    propose: (input, by) => wrong(issuesOf(input, by.at)) ?? done(store.insert(proposed(input, by), by)),
    update: ({ id, version, window }, by) =>
      wrong(issuesOf(window, by.at)) ?? step('update', (now) => update(now, window, by))({ id, version }, by),
    approve: ({ comment, ...at }, by) => step('approve', (now) => approve(now, comment, by))(at, by),
    reject: ({ comment, ...at }, by) => step('reject', (now) => reject(now, comment, by))(at, by),
    cancel: ({ comment, ...at }, by) => step('cancel', (now) => cancel(now, comment, by))(at, by),
    skip: ({ day, skip: out, ...at }, by) => step('skip', (now) => skip(now, day, out))(at, by),
  }
}
