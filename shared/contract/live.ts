/** Live changes, batched about once a second, for every open screen. */
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { AlarmRow } from '../model/alarm.ts'
import { Incident } from '../model/incident.ts'
import { ScreenNotice } from '../model/notification.ts'
import { ConsoleStatus } from '../model/settings.ts'
import { Id, StationRow } from '../model/station.ts'
import { stream } from './procedure.ts'

export const Area = z.enum([
  'stations',
  'devices',
  'discovery',
  'scanned',
  'alarms',
  'rules',
  'inspections',
  'findings',
  'settings',
  'tokens',
  'places',
  'dataset',
  'recordings',
  'demo',
  'traps',
  'mibs',
  'backups',
  'exports',
  'storage',
  'check',
  'openMetrics',
  'incidents',
  'windows',
  'groups',
  'feeders',
  'hamlets',
  'notifications',
  'outbox',
  'power',
  'storm',
  'bulletin',
  'alarmHealth',
])
export type Area = z.infer<typeof Area>

/** What changed since the last batch. Rows replace the ones with the same id; an absent field means no change. */
export const Changes = z.object({
  at: z.number(),
  status: ConsoleStatus,
  stations: z.array(StationRow),
  alarms: z.array(AlarmRow),
  /** Alarms that left the active list. */
  alarmsGone: z.array(Id),
  /** Incidents that began, changed or ended. */
  incidents: z.array(Incident),
  /** What a screen shows or sounds by itself; each comes once. */
  notices: z.array(ScreenNotice),
  /** Stations that got new readings. */
  polled: z.array(Id),
  /** Areas whose lists should be read again. */
  stale: z.array(Area),
})
export type Changes = z.infer<typeof Changes>

export const live = { changes: stream('viewer').output(eventIterator(Changes)) }
