/** Notifications: channels, teams and rules, and what is asked of the outbox. */
import { isRefusal, refuse, type Refusal } from '../../../shared/model/refusal.ts'
import type { FieldIssue } from '../../../shared/model/phrase.ts'
import { addressIssues, ruleIssues } from '../../domain/notify/check.ts'
import type { Core } from '../core.ts'
import type { Handlers } from './shape.ts'

type Names =
  | 'channelNames'
  | 'channels'
  | 'saveChannel'
  | 'removeChannel'
  | 'teams'
  | 'saveTeam'
  | 'removeTeam'
  | 'rules'
  | 'saveRule'
  | 'removeRule'
  | 'orderRules'
  | 'settings'
  | 'saveSettings'
  | 'testChannel'
  | 'outbox'
  | 'resend'
  | 'preview'

export function notifications(core: Core): Handlers<'notifications', Names> {
  const store = core.operations.notifications

  /** What was written is told to the engine and the screens. */
  function changed<T>(result: T | Refusal): T | Refusal {
    if (!isRefusal(result)) core.changed('notifications')
    return result
  }
  const done = (result: Refusal | null) => changed(result) ?? { ok: true as const }

  return {
    channelNames: () => store.channels().map(({ id, name, enabled, config }) => ({ id, name, enabled, kind: config.kind })),
    channels: () => store.channels(),
    saveChannel: ({ target, values, secret }, by) => changed(store.saveChannel(target, values, secret, by)),
    removeChannel: (target, by) => done(store.removeChannel(target, by)),
    teams: () => store.teams(),
    saveTeam: ({ target, values }, by) => {
      const checked = addressIssues(values, store.channels())
      return checked.issues.length > 0 ? wrong(checked.issues) : changed(store.saveTeam(target, checked.team, by))
    },
    removeTeam: (target, by) => done(store.removeTeam(target, by)),
    rules: () => store.rules(),
    saveRule: ({ target, values }, by) => {
      const issues = ruleIssues(values, store.channels(), store.teams())
      return issues.length > 0 ? wrong(issues) : changed(store.saveRule(target, values, by))
    },
    removeRule: (target, by) => done(store.removeRule(target, by)),
    orderRules: ({ ids }, by) => changed(store.orderRules(ids, by)),
    settings: () => store.settings(),
    saveSettings: (next, by) => changed(store.saveSettings(next, by)),
    testChannel: ({ id, to }, by) => core.engine.outbox.test(id, to, by),
    outbox: () => core.engine.outbox.state(),
    resend: ({ id }, by) => core.engine.outbox.resend(id, by) ?? { ok: true },
    preview: ({ at, ...supposed }) => core.engine.outbox.preview(supposed, at),
  }
}

function wrong(issues: FieldIssue[]): Refusal {
  return refuse('INVALID', 'invalid', undefined, { issues })
}
