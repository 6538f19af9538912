/** The rows of a scan as a person works on them: proposal with what was changed, how each stands, and which pass the filters. Pure. */
import type { ScanRow } from '../../../shared/model/discovery.ts'
import type { DeviceKind } from '../../../shared/model/device.ts'
import type { FieldIssue } from '../../../shared/model/phrase.ts'
import { fold, matches, wordsOf } from '../../../shared/format/text.ts'
import type { Tone } from '../../components/State.tsx'

/** What a person decided instead of the proposal. */
export type Edit = { name?: string; kind?: DeviceKind; profile?: string; stationId?: number | null; elsewhere?: boolean }
export type Condition = 'notAdded' | 'station' | 'unidentified' | 'ready' | 'refused' | 'answered' | 'unresolved' | 'silent' | 'known'

export type Row = {
  readonly id: number
  readonly found: ScanRow
  readonly name: string
  readonly kind: DeviceKind
  readonly profile: string
  readonly stationId: number | null
  readonly elsewhere: boolean
  readonly condition: Condition
  /** Why the last try to add it was refused. */
  readonly issues: readonly FieldIssue[]
  /** Different stations that clues point to. */
  readonly stations: number
  readonly text: string
}

export const CONDITION_TONE: Record<Condition, Tone> = {
  notAdded: 'critical',
  station: 'warning',
  unidentified: 'minor',
  ready: 'ok',
  refused: 'major',
  answered: 'minor',
  unresolved: 'unreachable',
  silent: 'unreachable',
  known: 'unknown',
}
/** What needs a person first. */
export const CONDITION_ORDER = Object.keys(CONDITION_TONE)

export const FILTERS = ['fresh', 'known', 'unidentified', 'conflict', 'noStation'] as const
export type Filter = (typeof FILTERS)[number]

/** No family fits better than the generic one. */
const GENERIC = 'generic'

export type Names = { station(id: number): string; profile(id: string): string }

export function rowOf(found: ScanRow, edit: Edit | undefined, issues: readonly FieldIssue[], names: Names): Row {
  const profile = edit?.profile ?? found.profile ?? 'auto'
  const stationId = edit?.stationId === undefined ? (found.known?.stationId ?? found.stationId) : edit.stationId
  const name = edit?.name ?? found.name
  const station = stationId === null ? '' : names.station(stationId)
  const { sysName, sysDescr, serial } = found.identity
  return {
    id: found.position,
    found,
    name,
    kind: edit?.kind ?? found.kind,
    profile,
    stationId,
    elsewhere: edit?.elsewhere ?? false,
    condition: conditionOf(found, profile, stationId, issues),
    issues,
    stations: new Set(found.clues.map((clue) => clue.stationId)).size,
    text: fold([found.host, found.port, name, sysName, sysDescr, serial, names.profile(profile), station].join(' ')),
  }
}

function conditionOf(found: ScanRow, profile: string, stationId: number | null, issues: readonly FieldIssue[]): Condition {
  if (found.known) return 'known'
  if (found.state === 'silent' || found.state === 'unresolved' || found.state === 'refused') return found.state
  if (found.credentialId === null) return 'answered'
  if (issues.length > 0) return 'notAdded'
  if (stationId === null) return 'station'
  return profile === GENERIC ? 'unidentified' : 'ready'
}

/** Whether it can become a device as it stands. */
export const canAdd = (row: Row): boolean =>
  row.found.known === null && row.found.credentialId !== null && row.stationId !== null && row.name.trim() !== ''

const PASSES: Record<Filter, (row: Row) => boolean> = {
  fresh: (row) => row.found.known === null && row.found.credentialId !== null,
  known: (row) => row.found.known !== null,
  unidentified: (row) => PASSES.fresh(row) && (row.found.profile === null || row.profile === GENERIC),
  conflict: (row) => row.found.known === null && (row.found.sameAs.length > 0 || (row.stations > 1 && row.stationId === null)),
  noStation: (row) => PASSES.fresh(row) && row.stationId === null,
}

/** Rows that pass every filter and hold every word, and how many each filter would show alone. */
export function filterRows(
  rows: readonly Row[],
  filters: readonly Filter[],
  query: string,
): { rows: Row[]; counts: Record<Filter, number> } {
  const words = wordsOf(query)
  const found = rows.filter((row) => matches(row.text, words))
  const count = (filter: Filter): number => found.reduce((n, row) => n + (PASSES[filter](row) ? 1 : 0), 0)
  return {
    rows: found.filter((row) => filters.every((filter) => PASSES[filter](row))),
    counts: {
      fresh: count('fresh'),
      known: count('known'),
      unidentified: count('unidentified'),
      conflict: count('conflict'),
      noStation: count('noStation'),
    },
  }
}

/** `10.1.2.3`, with the port where it is not SNMP's own. */
export function addressOf({ host, port }: { host: string; port: number }): string {
  if (port === 161) return host
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
