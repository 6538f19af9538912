/** Every procedure that the core worker answers, by area. */
import type { ReceivedTrap } from '../../../shared/model/trap.ts'
import type { By, TrapSender } from '../../store/store.ts'
import type { Core } from '../core.ts'
import type { Delivered } from '../notify-protocol.ts'
import type { ArchiveNote } from '../protocol.ts'
import type { Handler } from '../serve.ts'
import { findToken, settings, tokens } from './admin.ts'
import { alarms } from './alarms.ts'
import { bulletin } from './bulletin.ts'
import { devices } from './devices.ts'
import { discovery } from './discovery.ts'
import { history } from './history.ts'
import { imports } from './imports.ts'
import { incidents } from './incidents.ts'
import { inspections } from './inspections.ts'
import { notifications } from './notifications.ts'
import { openMetrics, scrape } from './openmetrics.ts'
import { poller } from './poller.ts'
import { power } from './power.ts'
import { profiles } from './profiles.ts'
import { recordings } from './recordings.ts'
import { feeders, groups, hamlets } from './registers.ts'
import { rules } from './rules.ts'
import { stations } from './stations.ts'
import { storage } from './storage.ts'
import { storm } from './storm.ts'
import { traps } from './traps.ts'
import { windows } from './windows.ts'

export type HandlerTable = ReadonlyMap<string, Handler>

export function tableOf(areas: Record<string, object>): HandlerTable {
  return new Map(
    Object.entries(areas).flatMap(([area, handlers]) =>
      Object.entries(handlers).map(([name, work]) => [`${area}.${name}`, work as Handler] as const),
    ),
  )
}

export function coreHandlers(core: Core, renamed: (branchName: string) => void): HandlerTable {
  return tableOf({
    stations: stations(core),
    devices: devices(core),
    discovery: discovery(core),
    poller: poller(core),
    power: power(core),
    profiles: profiles(core),
    alarms: alarms(core),
    rules: rules(core),
    incidents: incidents(core),
    groups: groups(core),
    feeders: feeders(core),
    hamlets: hamlets(core),
    history: history(core),
    inspections: inspections(core),
    imports: imports(core),
    recordings: recordings(core),
    settings: settings(core, renamed),
    tokens: tokens(core),
    openMetrics: openMetrics(core),
    notifications: notifications(core),
    traps: traps(core),
    windows: windows(core),
    storage: storage(core),
    storm: storm(core),
    bulletin: bulletin(core),
    // Not of the contract: asked by the host itself, for itself and for the receiver's thread.
    trap: {
      boot: () => core.traps.boot(),
      take: (batch: ReceivedTrap[]) => {
        core.traps.take(batch)
        return true
      },
      senders: (list: TrapSender[]) => {
        core.traps.learn(list)
        return true
      },
    },
    sender: {
      delivered: (list: Delivered[]) => {
        for (const one of list) core.engine.outbox.done(one)
        return true
      },
    },
    archive: {
      note: (entry: Omit<ArchiveNote, 'actor'>, by: By) => {
        core.operations.audit.add(entry, by)
        return true
      },
    },
    scrape: scrape(core),
    token: { find: ({ secret }: { secret: string }, by: { at: number }) => findToken(core, secret, by.at) },
  })
}
