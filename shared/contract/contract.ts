/** The whole contract: what any screen, script or other system can ask of the console. */
import { alarmHealth } from './alarm-health.ts'
import { alarms } from './alarms.ts'
import { bulletin } from './bulletin.ts'
import { demo, settings, tokens } from './admin.ts'
import { backups } from './backups.ts'
import { devices } from './devices.ts'
import { discovery } from './discovery.ts'
import { exports } from './exports.ts'
import { history } from './history.ts'
import { imports } from './imports.ts'
import { incidents } from './incidents.ts'
import { inspections } from './inspections.ts'
import { live } from './live.ts'
import { notifications } from './notifications.ts'
import { openMetrics } from './openmetrics.ts'
import { poller } from './poller.ts'
import { power } from './power.ts'
import { profiles } from './profiles.ts'
import { recordings } from './recordings.ts'
import { feeders, groups, hamlets } from './registers.ts'
import { reports } from './reports.ts'
import { rules } from './rules.ts'
import { session } from './session.ts'
import { stations } from './stations.ts'
import { storage } from './storage.ts'
import { storm } from './storm.ts'
import { traps } from './traps.ts'
import { windows } from './windows.ts'

/** By name: spelled out whole, the type of all areas is longer than the compiler writes down. */
type Areas = {
  session: typeof session
  stations: typeof stations
  devices: typeof devices
  discovery: typeof discovery
  poller: typeof poller
  power: typeof power
  profiles: typeof profiles
  alarms: typeof alarms
  alarmHealth: typeof alarmHealth
  rules: typeof rules
  incidents: typeof incidents
  groups: typeof groups
  feeders: typeof feeders
  hamlets: typeof hamlets
  history: typeof history
  inspections: typeof inspections
  recordings: typeof recordings
  reports: typeof reports
  exports: typeof exports
  imports: typeof imports
  traps: typeof traps
  windows: typeof windows
  storm: typeof storm
  bulletin: typeof bulletin
  storage: typeof storage
  settings: typeof settings
  tokens: typeof tokens
  backups: typeof backups
  openMetrics: typeof openMetrics
  notifications: typeof notifications
  demo: typeof demo
  live: typeof live
}

export const contract: Areas = {
  session,
  stations,
  devices,
  discovery,
  poller,
  power,
  profiles,
  alarms,
  alarmHealth,
  rules,
  incidents,
  groups,
  feeders,
  hamlets,
  history,
  inspections,
  recordings,
  reports,
  exports,
  imports,
  traps,
  windows,
  storm,
  bulletin,
  storage,
  settings,
  tokens,
  backups,
  openMetrics,
  notifications,
  demo,
  live,
}
export type Contract = typeof contract
