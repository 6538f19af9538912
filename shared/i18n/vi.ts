/** The Vietnamese dictionary, the source of keys: one file per area. Interpolation is i18next's, {{name}}. */
import { common } from './vi/common.ts'
import { error } from './vi/error.ts'
import { metric } from './vi/metric.ts'
import { outcome } from './vi/outcome.ts'
import { health } from './vi/health.ts'
import { rule } from './vi/rule.ts'
import { rules } from './vi/rules.ts'
import { trapAdvice } from './vi/trapAdvice.ts'
import { trapProblem } from './vi/trapProblem.ts'
import { overview } from './vi/overview.ts'
import { stations } from './vi/stations.ts'
import { station } from './vi/station.ts'
import { charts } from './vi/charts.ts'
import { compare } from './vi/compare.ts'
import { alarmHealth } from './vi/alarmHealth.ts'
import { alarms } from './vi/alarms.ts'
import { incident } from './vi/incident.ts'
import { power } from './vi/power.ts'
import { incidents } from './vi/incidents.ts'
import { wall } from './vi/wall.ts'
import { profiles } from './vi/profiles.ts'
import { poller } from './vi/poller.ts'
import { devices } from './vi/devices.ts'
import { discovery } from './vi/discovery.ts'
import { inspections } from './vi/inspections.ts'
import { registers } from './vi/registers.ts'
import { reports } from './vi/reports.ts'
import { backups } from './vi/backups.ts'
import { settings } from './vi/settings.ts'
import { storage } from './vi/storage.ts'
import { storm } from './vi/storm.ts'
import { bulletin } from './vi/bulletin.ts'
import { setup } from './vi/setup.ts'
import { imports } from './vi/imports.ts'
import { recordings } from './vi/recordings.ts'
import { exports } from './vi/exports.ts'
import { cli } from './vi/cli.ts'
import { desktop } from './vi/desktop.ts'
import { traps } from './vi/traps.ts'
import { notify } from './vi/notify.ts'
import { maintenance } from './vi/maintenance.ts'

export const vi = {
  common,
  error,
  metric,
  outcome,
  health,
  rule,
  rules,
  trapAdvice,
  trapProblem,
  overview,
  stations,
  station,
  charts,
  compare,
  alarms,
  alarmHealth,
  incident,
  incidents,
  wall,
  devices,
  discovery,
  poller,
  traps,
  maintenance,
  power,
  notify,
  profiles,
  inspections,
  registers,
  reports,
  backups,
  settings,
  storage,
  storm,
  bulletin,
  setup,
  imports,
  recordings,
  exports,
  cli,
  desktop,
}
