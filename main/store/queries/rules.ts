/** Overrides of alarm rules and runbooks. */
import { RuleOverride, Runbook, type OverrideScope } from '../../../shared/model/override.ts'
import type { AuditEntry } from '../../../shared/model/alarm.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, RuleStore } from '../store.ts'
import { attempt } from './attempt.ts'
import { auditTrail } from './audit.ts'
import { conflict, difference, fromJson, invalid, notFound } from './text.ts'

/** One text for one scope: the store holds each at most once. */
export function scopeKey(scope: OverrideScope): string {
  if (scope.kind === 'metric') return `metric:${scope.metric}`
  return scope.kind === 'station' ? `station:${scope.stationId}:${scope.ruleId}` : `group:${scope.groupId}:${scope.ruleId}`
}

const bodyOf = ({ id: _id, ...body }: RuleOverride): string => JSON.stringify(body)

export function overrideReads(db: Db): () => RuleOverride[] {
  const all = db.prepare<[], { id: number; body: string }>('SELECT id, body FROM ruleOverrides ORDER BY id')
  return () => all.all().flatMap(({ id, body }) => RuleOverride.safeParse({ ...Object(fromJson(body)), id }).data ?? [])
}

/** What stands for one station stands for another from now on, where that has nothing of its own. */
export function overrideHandOver(db: Db): (from: number, to: number) => void {
  const of = db.prepare<[string], { id: number; body: string }>('SELECT id, body FROM ruleOverrides WHERE scope GLOB ?')
  const move = db.prepare('UPDATE OR IGNORE ruleOverrides SET scope = ?, body = ? WHERE id = ?')
  const drop = db.prepare('DELETE FROM ruleOverrides WHERE scope GLOB ?')
  return (from, to) => {
    for (const { id, body } of of.all(`station:${from}:*`)) {
      const one = RuleOverride.safeParse({ ...Object(fromJson(body)), id }).data
      if (one?.scope.kind !== 'station') continue
      const scope = { ...one.scope, stationId: to }
      move.run(scopeKey(scope), bodyOf({ ...one, scope, version: one.version + 1 }), id)
    }
    drop.run(`station:${from}:*`)
  }
}

/** The subject under which the audit keeps what is done to it: the rule's, or the metric's. */
export const subjectOfScope = (scope: OverrideScope): string =>
  scope.kind === 'metric' ? `metric:${scope.metric}` : `rule:${scope.ruleId}`

export function ruleStore(db: Db, audit: AuditStore): RuleStore {
  const overrides = overrideReads(db)
  const byId = db.prepare<[number], string>('SELECT body FROM ruleOverrides WHERE id = ?').pluck()
  const idOf = db.prepare<[string], number>('SELECT id FROM ruleOverrides WHERE scope = ?').pluck()
  const insert = db.prepare('INSERT INTO ruleOverrides (scope, body) VALUES (?, ?)')
  const update = db.prepare('UPDATE ruleOverrides SET body = ? WHERE id = ?')
  const drop = db.prepare('DELETE FROM ruleOverrides WHERE id = ?')
  const runbooks = db.prepare<[], string>('SELECT body FROM runbooks ORDER BY ruleId').pluck()
  const runbook = db.prepare<[string], string>('SELECT body FROM runbooks WHERE ruleId = ?').pluck()
  const saveRunbook = db.prepare('INSERT OR REPLACE INTO runbooks (ruleId, body) VALUES (?, ?)')
  const dropRunbook = db.prepare('DELETE FROM runbooks WHERE ruleId = ?')
  const trail = auditTrail(db)

  const get = (id: number): RuleOverride | null => {
    const body = byId.get(id)
    return body === undefined ? null : (RuleOverride.safeParse({ ...Object(fromJson(body)), id }).data ?? null)
  }
  const bookOf = (ruleId: string): Runbook | null => {
    const body = runbook.get(ruleId)
    return body === undefined ? null : (Runbook.safeParse(fromJson(body)).data ?? null)
  }
  const told = ({ change, note }: RuleOverride) => ({ ...change, note })

  return {
    overrides,
    saveOverride: (given, by) =>
      attempt<RuleOverride>(db, () => {
        const now = given.id === 0 ? null : get(given.id)
        if (given.id !== 0 && !now) return notFound()
        if (now && now.version !== given.version) return conflict(now)
        const taken = idOf.get(scopeKey(given.scope))
        if (taken !== undefined && taken !== given.id) return invalid('scope', 'overrideTwice')
        const next = {
          ...given,
          scope: now?.scope ?? given.scope,
          note: given.note.normalize('NFC'),
          changedAt: by.at,
          changedBy: by.actor.name,
          version: (now?.version ?? 0) + 1,
        }
        const subject = subjectOfScope(next.scope)
        if (!now) {
          const id = Number(insert.run(scopeKey(next.scope), bodyOf(next)).lastInsertRowid)
          audit.add({ action: 'override.create', subject, after: { ...next.scope, ...told(next) } }, by)
          return { ...next, id }
        }
        const { before, after } = difference(told(now), told(next))
        if (Object.keys(after).length === 0) return now
        update.run(bodyOf(next), next.id)
        audit.add({ action: 'override.update', subject, before: { ...next.scope, ...before }, after: { ...next.scope, ...after } }, by)
        return next
      }),
    removeOverride: (id, version, by) =>
      attempt<null>(db, () => {
        const now = get(id)
        if (!now) return notFound()
        if (now.version !== version) return conflict(now)
        drop.run(id)
        audit.add({ action: 'override.remove', subject: subjectOfScope(now.scope), before: { ...now.scope, ...told(now) } }, by)
        return null
      }),
    runbooks: () => runbooks.all().flatMap((body) => Runbook.safeParse(fromJson(body)).data ?? []),
    saveRunbook: (given, version, by) =>
      attempt<Runbook>(db, () => {
        const now = bookOf(given.ruleId)
        if ((now?.version ?? 0) !== version) return conflict(now)
        const text = { url: given.url.trim(), vi: given.vi.normalize('NFC').trim(), en: given.en.normalize('NFC').trim() }
        const next = { ruleId: given.ruleId, ...text, changedAt: by.at, changedBy: by.actor.name, version: version + 1 }
        const { before, after } = difference({ url: now?.url ?? '', vi: now?.vi ?? '', en: now?.en ?? '' }, text)
        if (now && Object.keys(after).length === 0) return now
        if (text.url === '' && text.vi === '' && text.en === '') dropRunbook.run(given.ruleId)
        else saveRunbook.run(given.ruleId, JSON.stringify(next))
        audit.add({ action: 'runbook.update', subject: `rule:${given.ruleId}`, before, after }, by)
        return next
      }),
    trail: (ruleId, metric): AuditEntry[] =>
      [...trail(`rule:${ruleId}`), ...(metric === null ? [] : trail(`metric:${metric}`))].sort((a, b) => b.id - a.id),
  }
}
