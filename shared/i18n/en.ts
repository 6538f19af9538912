/** The English dictionary: every key of the Vietnamese one. */
import { common } from './en/common.ts'
import { error } from './en/error.ts'
import { metric } from './en/metric.ts'
import { outcome } from './en/outcome.ts'
import { health } from './en/health.ts'
import { rule } from './en/rule.ts'
import { rules } from './en/rules.ts'
import { trapAdvice } from './en/trapAdvice.ts'
import { trapProblem } from './en/trapProblem.ts'
import { overview } from './en/overview.ts'
import { stations } from './en/stations.ts'
import { station } from './en/station.ts'
import { charts } from './en/charts.ts'
import { compare } from './en/compare.ts'
import { alarmHealth } from './en/alarmHealth.ts'
import { alarms } from './en/alarms.ts'
import { incident } from './en/incident.ts'
import { power } from './en/power.ts'
import { incidents } from './en/incidents.ts'
import { wall } from './en/wall.ts'
import { profiles } from './en/profiles.ts'
import { poller } from './en/poller.ts'
import { devices } from './en/devices.ts'
import { discovery } from './en/discovery.ts'
import { inspections } from './en/inspections.ts'
import { registers } from './en/registers.ts'
import { reports } from './en/reports.ts'
import { backups } from './en/backups.ts'
import { settings } from './en/settings.ts'
import { storage } from './en/storage.ts'
import { storm } from './en/storm.ts'
import { bulletin } from './en/bulletin.ts'
import { setup } from './en/setup.ts'
import { imports } from './en/imports.ts'
import { recordings } from './en/recordings.ts'
import { exports } from './en/exports.ts'
import { cli } from './en/cli.ts'
import { desktop } from './en/desktop.ts'
import { traps } from './en/traps.ts'
import { notify } from './en/notify.ts'
import { maintenance } from './en/maintenance.ts'
import type { vi } from './vi.ts'
import type { SameKeys } from './keys.ts'

export const en: SameKeys<typeof vi> = {
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
