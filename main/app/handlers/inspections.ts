/** Inspections from the first draft to the re-check of a finding. */
import { isRefusal, refuse, type Refusal } from '../../../shared/model/refusal.ts'
import type { Answer, Inspection, LiveReading } from '../../../shared/model/inspection.ts'
import { checklistOf, DEFAULT_CHECKLIST } from '../../domain/inspection/checklist.ts'
import { itemsOf } from '../../../shared/model/answer.ts'
import { acceptedAnswers, finish, recheck } from '../../domain/inspection/inspection.ts'
import type { Core } from '../core.ts'
import { dueRows } from '../due.ts'
import type { Handlers } from './shape.ts'

type Names = 'list' | 'get' | 'due' | 'start' | 'save' | 'live' | 'finish' | 'discard' | 'findings' | 'recheck'

export function inspections(core: Core): Handlers<'inspections', Names> {
  const { operations, engine } = core
  const store = operations.inspections
  const done = <T>(result: T): T => {
    if (!isRefusal(result)) core.stale('inspections', 'findings')
    return result
  }
  const draft = (id: number): Inspection | Refusal => {
    const found = store.get(id)
    if (!found) return refuse('NOT_FOUND', 'notFound')
    return found.state === 'draft' ? found : refuse('CONFLICT', 'inspection.notDraft', undefined, { current: found })
  }
  /** The first good reading of each item's metric, by item. */
  const liveOf = (inspection: Inspection): Record<string, LiveReading> => {
    const readings = engine.readings(inspection.stationId)
    const items = itemsOf(checklistOf(inspection.checklistId, inspection.checklistVersion))
    return Object.fromEntries(
      items.flatMap((item) => {
        if (item.metric === null) return []
        const own = readings.filter((reading) => reading.metric === item.metric)
        const reading = own.find(({ quality }) => quality === 'good') ?? own[0]
        return reading ? [[item.id, { value: reading.value, quality: reading.quality, at: reading.at }]] : []
      }),
    )
  }
  /** A number is kept with what the device said at that moment; what the form sends as live is not believed. */
  const frozen = (inspection: Inspection, answers: Answer[]): Answer[] => {
    const before = new Map(inspection.answers.map((answer) => [answer.itemId, answer]))
    const live = liveOf(inspection)
    return answers.map((answer) => {
      const old = before.get(answer.itemId)
      if (answer.value === null) return { ...answer, live: null }
      return { ...answer, live: old?.value === answer.value ? old.live : (live[answer.itemId] ?? null) }
    })
  }
  return {
    list: ({ stationId, limit }) => store.list(stationId, limit),
    get: ({ id }) => {
      const inspection = store.get(id)
      if (!inspection) return refuse('NOT_FOUND', 'notFound')
      const checklist = checklistOf(inspection.checklistId, inspection.checklistVersion)
      return { inspection, checklist, findings: store.findings({ stationId: null, inspectionId: id, state: 'all' }) }
    },
    due: (_, { at }) => dueRows(core, at),
    start: ({ stationId, reason }, by) => {
      if (!core.inventory.all().stationById.has(stationId)) return refuse('NOT_FOUND', 'notFound')
      const open = store.draftOf(stationId)
      if (open) return open
      const { id, version } = DEFAULT_CHECKLIST
      const begun = { stationId, checklistId: id, checklistVersion: version, state: 'draft' as const, startedAt: by.at, finishedAt: null }
      return done(store.insert({ ...begun, by: by.actor.name, reason, answers: [], version: 1 }, by))
    },
    save: ({ id, version, answers }, by) => {
      const found = draft(id)
      if (isRefusal(found)) return found
      const kept = acceptedAnswers(checklistOf(found.checklistId, found.checklistVersion), answers)
      return done(store.update({ ...found, answers: frozen(found, kept) }, version, 'inspection.save', by))
    },
    live: ({ id }) => {
      const inspection = store.get(id)
      return inspection ? liveOf(inspection) : refuse('NOT_FOUND', 'notFound')
    },
    finish: ({ id, version, findings }, by) => {
      const found = draft(id)
      if (isRefusal(found)) return found
      const end = finish(found, checklistOf(found.checklistId, found.checklistVersion), findings, by.at)
      if (!end.ok) return refuse('INVALID', 'access.invalid', undefined, { issues: end.issues })
      return done(
        operations.transaction(() => {
          const closed = { ...found, state: 'finished' as const, finishedAt: by.at, answers: end.answers }
          const inspection = store.update(closed, version, 'inspection.finish', by)
          return isRefusal(inspection)
            ? inspection
            : { inspection, findings: end.findings.map((finding) => store.insertFinding(finding, by)) }
        }),
      )
    },
    discard: ({ id, version }, by) => {
      const found = draft(id)
      return isRefusal(found)
        ? found
        : done(store.update({ ...found, state: 'discarded', finishedAt: by.at }, version, 'inspection.discard', by))
    },
    findings: ({ stationId, state }) => store.findings({ stationId, state }),
    recheck: ({ id, version, passed, note }, by) => {
      const found = store.getFinding(id)
      if (!found) return refuse('NOT_FOUND', 'notFound')
      if (found.state === 'closed') return refuse('CONFLICT', 'inspection.closed', undefined, { current: found })
      return done(store.updateFinding(recheck(found, passed, note, by.actor.name, by.at), version, by))
    },
  }
}
