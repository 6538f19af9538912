/** Live changes: batches from the console patched into the caches, so that every open screen follows without asking. */
import type { QueryClient } from '@tanstack/react-query'
import { create } from 'zustand'
import { isSilent, type AlarmRow } from '../../shared/model/alarm.ts'
import type { ScreenNotice } from '../../shared/model/notification.ts'
import type { ConsoleStatus } from '../../shared/model/settings.ts'
import type { Area, Changes } from '../../shared/contract/live.ts'
import { api, keyOf, queryClient, type OutputOf, type Path } from './client.ts'
import { hangUp, useConnection } from './connection.ts'
import { patch } from './patch.ts'
import { watchSilence } from './silence.ts'

/** What the last batch said of the console itself. */
export const useStatus = create<{ status: ConsoleStatus | null; at: number | null }>()(() => ({ status: null, at: null }))

/** Alarms that appeared with the last batch and were not there before: sound, spoken text and the pulse live on it. */
export const useArrivals = create<{ alarms: readonly AlarmRow[]; at: number }>()(() => ({ alarms: [], at: 0 }))

/** What the rules say that screens show and sound; each comes once. */
export const useNotices = create<{ notices: readonly ScreenNotice[]; at: number }>()(() => ({ notices: [], at: 0 }))

const STALE: Record<Area, readonly Path[]> = {
  stations: ['stations.list', 'stations.get', 'stations.overview', 'feeders.list'],
  devices: [
    'devices.list',
    'devices.get',
    'devices.profiles',
    'profiles.list',
    'profiles.get',
    'devices.credentials',
    'discovery.rows',
    'stations.get',
  ],
  discovery: ['discovery.scan', 'discovery.replacements', 'discovery.identity'],
  scanned: ['discovery.rows'],
  alarms: ['alarms.active', 'alarms.get', 'alarms.history', 'stations.timeline', 'stations.overview'],
  rules: ['alarms.rules', 'rules.changed', 'rules.overrides', 'rules.runbooks', 'rules.trail'],
  inspections: ['inspections.list', 'inspections.due', 'inspections.get', 'stations.overview', 'stations.get'],
  findings: ['inspections.findings', 'inspections.due', 'inspections.get', 'stations.overview', 'stations.get'],
  settings: ['settings.get', 'session.me'],
  tokens: ['tokens.list'],
  places: ['stations.places', 'stations.list', 'hamlets.list'],
  dataset: [
    'session.me',
    'settings.get',
    'stations.list',
    'stations.overview',
    'stations.get',
    'alarms.active',
    'incidents.list',
    'devices.list',
    'devices.get',
    'demo.scenarios',
  ],
  recordings: ['recordings.list', 'recordings.get'],
  demo: ['demo.scenarios'],
  traps: ['traps.list', 'traps.status', 'traps.settings'],
  mibs: ['traps.mibs', 'traps.list'],
  backups: ['backups.list'],
  exports: ['exports.list'],
  storage: ['storage.status'],
  check: ['storage.check', 'storage.sizes'],
  openMetrics: ['openMetrics.get'],
  incidents: ['incidents.list', 'incidents.get', 'incidents.past', 'incidents.hamlets'],
  windows: ['windows.list', 'windows.get', 'windows.occurrences', 'windows.preview', 'stations.timeline'],
  groups: ['groups.list'],
  feeders: ['feeders.list'],
  hamlets: ['hamlets.list'],
  notifications: [
    'notifications.channelNames',
    'notifications.channels',
    'notifications.teams',
    'notifications.rules',
    'notifications.settings',
    'notifications.preview',
    'notifications.outbox',
  ],
  outbox: ['notifications.outbox', 'notifications.deliveries'],
  power: ['power.list'],
  storm: ['storm.board', 'storm.mode', 'storm.resources', 'storm.station', 'storm.log', 'storm.assignments'],
  bulletin: ['bulletin.at', 'bulletin.entries', 'bulletin.revisions', 'bulletin.issued'],
  alarmHealth: ['alarmHealth.get'],
}

function alarmsOfBatch(cache: QueryClient, changes: Changes): void {
  if (changes.alarms.length === 0 && changes.alarmsGone.length === 0) return
  const key = keyOf('alarms.active')
  const before = cache.getQueryData<OutputOf<'alarms.active'>>(key)
  if (before) {
    // One that was silent until now is as new as one that was not there: a window ended over it, or its shelf.
    const known = new Set(before.flatMap((a) => (isSilent(a) ? [] : [a.id])))
    const arrived = changes.alarms.filter((a) => !known.has(a.id) && a.clearedAt === null && !isSilent(a))
    cache.setQueryData(key, patch(before, changes.alarms, changes.alarmsGone))
    if (arrived.length > 0) useArrivals.setState({ alarms: arrived, at: changes.at })
  }
  void cache.invalidateQueries({ queryKey: keyOf('alarms.shelved') })
  const touched = new Set(changes.alarms.map((a) => a.id))
  void cache.invalidateQueries({
    predicate: ({ queryKey: [area, name, input] }) =>
      area === 'alarms' &&
      name === 'get' &&
      typeof input === 'object' &&
      input !== null &&
      'id' in input &&
      touched.has(input.id as number),
  })
}

function incidentsOfBatch(cache: QueryClient, changes: Changes): void {
  if (changes.incidents.length === 0) return
  cache.setQueryData<OutputOf<'incidents.list'>>(keyOf('incidents.list'), (old) => old && patch(old, changes.incidents))
  for (const incident of changes.incidents) touched.add(incident.id)
  incidentSoon ??= setTimeout(() => {
    incidentSoon = undefined
    const ids = new Set(touched)
    touched.clear()
    void cache.invalidateQueries({
      predicate: ({ queryKey: [area, name, input] }) =>
        area === 'incidents' &&
        (name === 'get' || name === 'hamlets') &&
        typeof input === 'object' &&
        input !== null &&
        'id' in input &&
        ids.has(input.id as number),
    })
  }, 2000)
}

/** In a storm an incident changes every second: its page asks again at most every two. */
const touched = new Set<number>()
let incidentSoon: ReturnType<typeof setTimeout> | undefined

/** Puts one batch into the caches. */
export function apply(cache: QueryClient, changes: Changes): void {
  useStatus.setState({ status: changes.status, at: changes.at })
  if (changes.stations.length > 0) {
    cache.setQueryData<OutputOf<'stations.list'>>(
      keyOf('stations.list'),
      (old) => old && { ...old, rows: patch(old.rows, changes.stations) },
    )
  }
  alarmsOfBatch(cache, changes)
  if (changes.notices.length > 0) useNotices.setState({ notices: changes.notices, at: changes.at })
  incidentsOfBatch(cache, changes)
  const polled = new Set([...changes.polled, ...changes.stations.map((s) => s.id)])
  if (polled.size > 0) {
    void cache.invalidateQueries({
      type: 'active',
      predicate: ({ queryKey: [area, name, input], state }) =>
        area === 'stations'
          ? (name === 'readings' || name === 'get') &&
            typeof input === 'object' &&
            input !== null &&
            'id' in input &&
            polled.has(input.id as number)
          : area === 'power'
            ? name === 'station' && typeof input === 'object' && input !== null && 'id' in input && polled.has(input.id as number)
            : area === 'devices' && name === 'get' && polled.has(stationOf(state.data)),
    })
  }
  if (changes.stations.length > 0 || changes.alarms.length > 0 || changes.alarmsGone.length > 0) overviewSoon(cache)
  const paths = new Set(changes.stale.flatMap((area) => STALE[area]))
  for (const path of paths) void cache.invalidateQueries({ queryKey: keyOf(path) })
}

/** The station of an answer of `devices.get`; 0 before there is one. */
function stationOf(answer: unknown): number {
  return (answer as OutputOf<'devices.get'> | undefined)?.station.id ?? 0
}

let overviewTimer: ReturnType<typeof setTimeout> | undefined
/** The overview is asked for again at most every second and a half, however often batches come. */
function overviewSoon(cache: QueryClient): void {
  overviewTimer ??= setTimeout(() => {
    overviewTimer = undefined
    void cache.invalidateQueries({ queryKey: keyOf('stations.overview') })
  }, 1500)
}

async function follow(signal: AbortSignal): Promise<void> {
  const changes = await api.live.changes(undefined, { signal })
  const watch = watchSilence(() => api.session.status(), hangUp)
  try {
    for await (const batch of changes) {
      watch.heard()
      apply(queryClient, batch)
    }
  } finally {
    watch.stop()
  }
}

/** Follows the live changes for as long as the page is open; after a break everything is read again. */
export function followLive(): void {
  let current: AbortController | undefined
  const begin = (epoch: number) => {
    current?.abort()
    const mine = new AbortController()
    current = mine
    if (epoch > 1) void queryClient.invalidateQueries()
    const again = () => {
      if (!mine.signal.aborted && useConnection.getState().state === 'connected') setTimeout(() => begin(2), 1000)
    }
    follow(mine.signal).then(again, again)
  }
  const { state, epoch } = useConnection.getState()
  if (state === 'connected') begin(epoch)
  useConnection.subscribe((next, before) => {
    if (next.epoch !== before.epoch) begin(next.epoch)
    else if (next.state !== 'connected') current?.abort()
  })
}
