/** Groups of stations, power feeders, and hamlets with their serving stations. */
import type { FeederRow } from '../../../shared/contract/registers.ts'
import { isRefusal, type Refusal } from '../../../shared/model/refusal.ts'
import type { Feeder } from '../../../shared/model/station.ts'
import type { Core } from '../core.ts'
import type { Handlers } from './shape.ts'

/** What was written becomes what is judged; a refusal changed nothing. */
const doneWith =
  (core: Core) =>
  <T>(result: T, ...areas: Parameters<Core['changed']>): T => {
    if (!isRefusal(result)) core.changed(...areas)
    return result
  }
const gone = (refused: Refusal | null): { ok: true } | Refusal => refused ?? { ok: true }

export function groups(core: Core): Handlers<'groups', 'list' | 'add' | 'update' | 'remove'> {
  const done = doneWith(core)
  return {
    list: () => core.operations.groups.all(),
    add: (group, by) => done(core.operations.groups.add(group, by), 'groups'),
    update: ({ id, version, group }, by) => done(core.operations.groups.update(id, version, group, by), 'groups'),
    remove: ({ id, version }, by) => done(gone(core.operations.groups.remove(id, version, by)), 'groups'),
  }
}

export function feeders(core: Core): Handlers<'feeders', 'list' | 'add' | 'update' | 'remove'> {
  const done = doneWith(core)
  const hanging = (): Map<number | null, number[]> => {
    const byFeeder = new Map<number | null, number[]>()
    for (const { id, feederId } of core.inventory.all().stations) {
      const list = byFeeder.get(feederId)
      if (list) list.push(id)
      else byFeeder.set(feederId, [id])
    }
    return byFeeder
  }
  const row = (feeder: Feeder | Refusal): FeederRow | Refusal =>
    isRefusal(feeder) ? feeder : { ...feeder, stationIds: hanging().get(feeder.id) ?? [] }
  return {
    list: () => {
      const stations = hanging()
      return core.operations.feeders.all().map((feeder) => ({ ...feeder, stationIds: stations.get(feeder.id) ?? [] }))
    },
    add: (feeder, by) => row(done(core.operations.feeders.add(feeder, by), 'feeders', 'stations')),
    update: ({ id, version, feeder }, by) => row(done(core.operations.feeders.update(id, version, feeder, by), 'feeders', 'stations')),
    remove: ({ id, version }, by) => done(gone(core.operations.feeders.remove(id, version, by)), 'feeders'),
  }
}

export function hamlets(core: Core): Handlers<'hamlets', 'list' | 'add' | 'update' | 'remove'> {
  const done = doneWith(core)
  return {
    list: () => core.operations.hamlets.all(),
    add: ({ communeId, ...hamlet }, by) => done(core.operations.hamlets.add(communeId, hamlet, by), 'hamlets', 'places'),
    update: ({ id, version, hamlet }, by) => done(core.operations.hamlets.update(id, version, hamlet, by), 'hamlets', 'places'),
    remove: ({ id, version }, by) => done(gone(core.operations.hamlets.remove(id, version, by)), 'hamlets', 'places'),
  }
}
