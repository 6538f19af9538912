/** Alarms that stand while the severity of their rule changes: the row takes it with a new version, and the audit says so in the same transaction. */
import type { Severity } from '../../shared/model/alarm.ts'
import type { AuditStore, By } from '../store/store.ts'
import type { CompiledRule } from '../domain/alarm/judge.ts'
import type { AlarmBook } from './alarm-book.ts'
import type { Watch } from './state.ts'

/** Under whose name what nobody did by hand stands in the audit. */
const PROGRAM = { name: 'branchwatch', role: 'admin' } as const

export class Regrades {
  private waiting: { watch: Watch; before: Severity; after: Severity; by: By }[] = []
  private readonly book: AlarmBook

  constructor(book: AlarmBook) {
    this.book = book
  }

  /** `by` null: not a change of the rule itself, e.g. a station that came into a group. */
  apply(watch: Watch, rule: CompiledRule, by: By | null, at: number): void {
    const { row } = watch
    const before = watch.rule?.rule.severity
    const after = rule.rule.severity
    // One that a person or the device itself set otherwise is left.
    if (!row || row.clearedAt !== null || before === undefined || before === after || row.severity !== before) return
    this.book.put(watch, { ...row, severity: after, version: row.version + 1 })
    this.waiting.push({ watch, before, after, by: by ?? { actor: PROGRAM, at } })
  }

  /** Inside the engine's transaction, after alarms got their numbers; what it answers is called after the commit. */
  write(audit: AuditStore): () => void {
    const written = this.waiting.length
    for (const { watch, before, after, by } of this.waiting) {
      const id = this.book.idOf(watch)
      if (id !== null)
        audit.add({ action: 'alarm.severity', subject: `alarm:${id}`, before: { severity: before }, after: { severity: after } }, by)
    }
    return () => void this.waiting.splice(0, written)
  }
}
