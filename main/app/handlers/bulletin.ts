/** The storm bulletin: any hour, what people enter, and what is sent out. */
import { isRefusal, refuse, type Refusal } from '../../../shared/model/refusal.ts'
import type { EntryInput } from '../../../shared/model/bulletin.ts'
import { bulletinView, reckon, sealed, type BulletinSource } from '../bulletin-desk.ts'
import type { Core } from '../core.ts'
import type { Handlers } from './shape.ts'

type Names = 'entries' | 'revisions' | 'addEntry' | 'correctEntry' | 'withdrawEntry' | 'issue' | 'issued' | 'get'

export function bulletin(core: Core): Handlers<'bulletin', Names> {
  const { operations } = core
  const store = operations.bulletin
  const source: BulletinSource = {
    ...store,
    suppliesAt: (at) => operations.storm.suppliesAt(at),
    gensetLogsAt: (at) => operations.storm.gensetLogsAt(at),
    branchName: () => operations.settings.get().branchName,
    standingAt: (at) => operations.ledger.standingAt(at),
    inventory: () => core.inventory.all(),
  }
  const done = <T>(result: T): T => {
    if (!isRefusal(result)) core.stale('bulletin')
    return result
  }
  const field = (path: string, key: string): Refusal =>
    refuse('INVALID', 'access.invalid', undefined, { issues: [{ path, phrase: { key: `error.${key}` } }] })
  /** What cannot be: unknown places, the future, made good before it happened. */
  const check = (entry: EntryInput, path: string, now: number): Refusal | null => {
    const { communes, stationById } = core.inventory.all()
    if (!communes.some((commune) => commune.id === entry.communeId)) return field(`${path}communeId`, 'notFound')
    if (entry.stationId !== null && !stationById.has(entry.stationId)) return field(`${path}stationId`, 'notFound')
    if (entry.at > now) return field(`${path}at`, 'dispatch.future')
    if (entry.restoredAt !== null && entry.restoredAt > now) return field(`${path}restoredAt`, 'dispatch.future')
    if (entry.restoredAt !== null && entry.restoredAt < entry.at) return field(`${path}restoredAt`, 'field.period')
    return null
  }
  return {
    entries: ({ from, to }) => store.entries(from, to).map(({ firstBy: _firstBy, ...entry }) => entry),
    revisions: ({ id }) => store.revisions(id),
    addEntry: (entry, by) => check(entry, '', by.at) ?? done(store.addEntry(entry, by)),
    correctEntry: ({ id, revision, entry }, by) => check(entry, 'entry.', by.at) ?? done(store.correctEntry(id, revision, entry, by)),
    withdrawEntry: ({ id, revision }, by) => done(store.withdrawEntry(id, revision, by)),
    issue: ({ hour, revision, sha256 }, by) => {
      if (hour > by.at) return field('hour', 'issuing.future')
      const view = bulletinView(hour, by.at, source)
      const latest = view.issued[0]?.revision ?? 0
      if (latest !== revision) return refuse('CONFLICT', 'issuing.issuedMeanwhile', undefined, { current: view.issued[0] })
      if (latest > 0 && view.news.length === 0) return refuse('CONFLICT', 'issuing.nothingNew', undefined, { current: view.issued[0] })
      const next = sealed(reckon(hour, source))
      if (next.sha256 !== sha256) return refuse('CONFLICT', 'issuing.changed', undefined, { current: next.sha256 })
      return done(store.issue(hour, revision, next.text, next.sha256, view.news, by))
    },
    issued: ({ limit }) => store.allIssued(limit),
    get: ({ hour, revision }) => {
      const issued = store.issued(hour).find((one) => one.revision === revision)
      const content = store.content(hour, revision)
      return issued && content ? { issued, content } : refuse('NOT_FOUND', 'notFound')
    },
  }
}
