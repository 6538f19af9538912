/** The storm board, storm mode, and gensets and batteries on their way. */
import { isRefusal, refuse } from '../../../shared/model/refusal.ts'
import { slack } from '../../../shared/model/storm.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import type { Core } from '../core.ts'
import { stormDesk } from '../storm-board.ts'
import type { Handlers } from './shape.ts'

type Names =
  | 'board'
  | 'station'
  | 'mode'
  | 'setMode'
  | 'resources'
  | 'saveResource'
  | 'retireResource'
  | 'assign'
  | 'note'
  | 'correct'
  | 'undo'
  | 'release'
  | 'log'
  | 'assignments'

export function storm(core: Core): Handlers<'storm', Names> {
  const { operations, engine } = core
  const desk = stormDesk(core)
  const done = <T>(result: T): T => {
    if (!isRefusal(result)) {
      desk.forget()
      core.stale('storm')
    }
    return result
  }
  /** What speaks against sending it, without forbidding it. */
  const warnings = (stationId: number, travelMinutes: number | null, now: number): Phrase[] => {
    const spare = slack(desk.darkAt(stationId), travelMinutes, now)
    const there = engine.storm.onDuty().filter((one) => one.stationId === stationId)
    return [
      ...(spare !== null && spare < 0 ? [{ key: 'storm.warning.late', params: { minutes: Math.ceil(-spare) } }] : []),
      ...(there.length > 0 ? [{ key: 'storm.warning.another' }] : []),
    ]
  }
  return {
    board: () => desk.board(),
    station: ({ id }) => desk.station(id) ?? refuse('NOT_FOUND', 'notFound'),
    mode: () => engine.storm.state(),
    setMode: (next, by) => done(engine.storm.setMode(next, by)),
    resources: () => engine.storm.resources(),
    saveResource: ({ id, version, resource }, by) => {
      const home = resource.homeCommuneId
      if (home !== null && !core.inventory.all().communes.some((commune) => commune.id === home)) return refuse('NOT_FOUND', 'notFound')
      const saved = operations.storm.saveResource(id, version, resource, by)
      if (!isRefusal(saved)) engine.storm.reloadResources()
      return done(saved)
    },
    retireResource: ({ id, version }, by) => {
      const row = engine.storm.resources().find((one) => one.resource.id === id)
      if (row?.assignment) return refuse('CONFLICT', 'dispatch.stillThere', { name: row.resource.name }, { current: row })
      return done(operations.storm.retireResource(id, version, by))
    },
    assign: (what, by) => {
      const station = core.inventory.all().stationById.get(what.stationId)
      const travelMinutes = what.travelMinutes ?? station?.accessMinutes ?? null
      const said = warnings(what.stationId, travelMinutes, by.at)
      const assignment = engine.storm.assign({ ...what, travelMinutes }, by)
      return done(isRefusal(assignment) ? assignment : { assignment, warnings: said })
    },
    note: (what, by) => done(engine.storm.tell(what, by)),
    correct: (what, by) => done(engine.storm.correct(what, by)),
    undo: (what, by) => done(engine.storm.undo(what, by)),
    release: (what, by) => done(engine.storm.release(what, by)),
    log: ({ id }) => engine.storm.log(id),
    assignments: (filter) => engine.storm.assignments(filter),
  }
}
