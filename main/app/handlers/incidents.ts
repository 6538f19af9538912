/** Incidents: what stands, one with its story, and what people do about them. */
import { refuse } from '../../../shared/model/refusal.ts'
import type { Core } from '../core.ts'
import type { Handlers } from './shape.ts'

type Names = 'list' | 'get' | 'hamlets' | 'acknowledge' | 'setOwner' | 'comment' | 'merge' | 'unmerge' | 'split'

export function incidents(core: Core): Handlers<'incidents', Names> {
  const { engine } = core
  return {
    list: () => engine.incidents.list(),
    get: ({ id }) => engine.incidents.get(id) ?? refuse('NOT_FOUND', 'notFound'),
    hamlets: ({ id }) => engine.incidents.hamlets(id) ?? refuse('NOT_FOUND', 'notFound'),
    acknowledge: ({ id, version, comment }, by) => engine.incidents.acknowledge(id, version, comment, by),
    setOwner: ({ id, version, owner }, by) => engine.incidents.setOwner(id, version, owner, by),
    comment: ({ id, comment }, by) => engine.incidents.comment(id, comment, by),
    merge: ({ id, version, into, intoVersion, comment }, by) => engine.incidents.merge(id, version, into, intoVersion, comment, by),
    unmerge: ({ id, version }, by) => engine.incidents.unmerge(id, version, by),
    split: ({ id, version, alarmIds, comment }, by) => engine.incidents.split(id, version, alarmIds, comment, by),
  }
}
