/** Stations: overview, list, one station, and the changes people make to them and to places. */
import { isRefusal, refuse } from '../../../shared/model/refusal.ts'
import { dayOf } from '../../../shared/format/time.ts'
import type { Core } from '../core.ts'
import { dueRows } from '../due.ts'
import { stationDetail } from '../station-detail.ts'
import type { Handlers } from './shape.ts'

type Names =
  | 'overview'
  | 'list'
  | 'get'
  | 'readings'
  | 'create'
  | 'update'
  | 'retire'
  | 'restore'
  | 'mergePlan'
  | 'merge'
  | 'maintenance'
  | 'places'
  | 'addCommune'
  | 'addHamlet'

export function stations(core: Core): Handlers<'stations', Names> {
  const { operations, engine } = core
  /** What was written becomes what is polled and judged; a refusal changed nothing. */
  const done = <T>(result: T, ...areas: Parameters<Core['changed']>): T => {
    if (!isRefusal(result)) core.changed(...areas)
    return result
  }
  return {
    overview: (_, { at }) => ({
      ...engine.overview(),
      openFindings: operations.inspections.findings({ stationId: null, state: 'open' }).length,
      overdueInspections: dueRows(core, at).filter((row) => row.overdue).length,
    }),
    list: () => ({ rows: engine.rows(), communes: core.inventory.all().communes }),
    get: ({ id }) => stationDetail(core, id) ?? refuse('NOT_FOUND', 'notFound'),
    readings: ({ id }) => (engine.row(id) ? engine.readings(id) : refuse('NOT_FOUND', 'notFound')),
    create: (input, by) => done(operations.inventory.createStation(input, by), 'stations'),
    update: ({ id, version, station }, by) => done(operations.inventory.updateStation(id, version, station, by), 'stations'),
    retire: ({ id, version }, by) => done(operations.inventory.setStationRetired(id, version, dayOf(by.at), by), 'stations'),
    restore: ({ id, version }, by) => done(operations.inventory.setStationRetired(id, version, null, by), 'stations'),
    mergePlan: ({ id, into }) => operations.inventory.mergePlan(id, into),
    merge: ({ id, version, into, intoVersion }, by) =>
      done(engine.merge({ id, version }, { id: into, version: intoVersion }, by), 'stations', 'alarms', 'inspections', 'traps'),
    maintenance: ({ id, version, until, reason }, by) => {
      if (until !== null && until <= by.at) {
        return refuse('INVALID', 'access.invalid', undefined, { issues: [{ path: 'until', phrase: { key: 'error.field.future' } }] })
      }
      return done(operations.inventory.setMaintenance(id, version, until, reason, by), 'stations')
    },
    places: () => {
      const { provinces, communes, hamlets } = core.inventory.all()
      return { provinces, communes, hamlets }
    },
    addCommune: ({ provinceName, name, code }, by) => done(operations.inventory.addCommune(provinceName, name, code, by), 'places'),
    addHamlet: ({ communeId, name, households }, by) => done(operations.inventory.addHamlet(communeId, name, households, by), 'places'),
  }
}
