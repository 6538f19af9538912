/** Channels, teams and rules of notifications. What opens a channel only goes in; the sender alone takes it out. */
import { Channel, type ChannelInput } from '../../../shared/model/channel.ts'
import {
  DEFAULT_NOTIFICATION_SETTINGS,
  NotificationRule,
  NotificationSettings,
  Team,
  type NotificationRuleInput,
  type TeamInput,
} from '../../../shared/model/notification.ts'
import { refuse, type Refusal } from '../../../shared/model/refusal.ts'
import type { Vault } from '../secrets.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, By, NotificationStore, Versioned } from '../store.ts'
import { atomic, attempt } from './attempt.ts'
import { conflict, difference, flag, fromJson, invalid, nfc, notFound } from './text.ts'

type Row = { id: number; name: string; enabled?: number; body: string; hasSecret?: number; version: number }
type Revisable = { id: number; name: string; version: number }

/** The settings stand under one name of their own. */
const SETTINGS = 'notifications'

type Schema<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false } }

/** A row whose JSON is harmed is lost alone. */
function read<T>(schema: Schema<T>, row: Row | undefined): T | null {
  if (!row) return null
  const { body, enabled, hasSecret, ...rest } = row
  const parsed = schema.safeParse({
    ...Object(fromJson(body)),
    ...rest,
    ...(enabled === undefined ? {} : { enabled: enabled === 1 }),
    ...(hasSecret === undefined ? {} : { hasSecret: hasSecret === 1 }),
  })
  return parsed.success ? parsed.data : null
}
const all = <T>(schema: Schema<T>, rows: readonly Row[]): T[] => rows.flatMap((row) => read(schema, row) ?? [])

/** What is to be revised as it stands, or why it cannot be. */
function standing<T extends Revisable>(now: T | null, target: Versioned): T | Refusal {
  if (!now) return notFound()
  return now.version === target.version ? now : conflict(now)
}

export function channelsRead(db: Db): () => Channel[] {
  const list = db.prepare<[], Row>(
    'SELECT id, name, enabled, body, secret IS NOT NULL AS hasSecret, version FROM notificationChannels ORDER BY id',
  )
  return () => all(Channel, list.all())
}

export function notificationRulesRead(db: Db): () => NotificationRule[] {
  const list = db.prepare<[], Row>('SELECT id, name, enabled, body, version FROM notificationRules ORDER BY position, id')
  return () => all(NotificationRule, list.all())
}

export function notificationStore(db: Db, vault: Vault, audit: AuditStore): NotificationStore {
  const channels = channelsRead(db)
  const insertChannel = db.prepare('INSERT INTO notificationChannels (kind, name, enabled, body, version) VALUES (?, ?, ?, ?, 1)')
  const updateChannel = db.prepare('UPDATE notificationChannels SET name = ?, enabled = ?, body = ?, version = ? WHERE id = ?')
  const setSecret = db.prepare('UPDATE notificationChannels SET secret = ? WHERE id = ?')
  const sealed = db.prepare<[number], Buffer | null>('SELECT secret FROM notificationChannels WHERE id = ?').pluck()
  const dropChannel = db.prepare('DELETE FROM notificationChannels WHERE id = ?')
  const teamRows = db.prepare<[], Row>('SELECT id, name, body, version FROM notificationTeams ORDER BY name')
  const insertTeam = db.prepare('INSERT INTO notificationTeams (name, body, version) VALUES (?, ?, 1)')
  const updateTeam = db.prepare('UPDATE notificationTeams SET name = ?, body = ?, version = ? WHERE id = ?')
  const dropTeam = db.prepare('DELETE FROM notificationTeams WHERE id = ?')
  const rules = notificationRulesRead(db)
  const insertRule = db.prepare(
    'INSERT INTO notificationRules (position, name, enabled, body, version) VALUES ((SELECT coalesce(max(position), 0) + 1 FROM notificationRules), ?, ?, ?, 1)',
  )
  const updateRule = db.prepare('UPDATE notificationRules SET name = ?, enabled = ?, body = ?, version = ? WHERE id = ?')
  const place = db.prepare('UPDATE notificationRules SET position = ? WHERE id = ?')
  const dropRule = db.prepare('DELETE FROM notificationRules WHERE id = ?')
  const setting = db.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck()
  const saveSetting = db.prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)')

  const teams = (): Team[] => all(Team, teamRows.all())
  const find = <T extends Revisable>(list: readonly T[], id: number): T | null => list.find((one) => one.id === id) ?? null

  function settings(): NotificationSettings {
    const stored = setting.get(SETTINGS)
    const parsed = NotificationSettings.safeParse({ ...DEFAULT_NOTIFICATION_SETTINGS, ...Object(stored ? fromJson(stored) : {}) })
    return parsed.success ? parsed.data : DEFAULT_NOTIFICATION_SETTINGS
  }

  function keepSecret(id: number, secret: string | null): void {
    if (secret !== null) setSecret.run(secret === '' ? null : vault.seal(secret, `channel:${id}`), id)
  }

  function writeChannel(target: Versioned | null, input: ChannelInput, secret: string | null, by: By): Channel | Refusal {
    const { enabled, ...rest } = input
    const { name: rawName, ...body } = rest
    const name = nfc(rawName)
    if (channels().some((one) => one.name !== '' && one.name === name && one.id !== target?.id))
      return invalid('values.name', 'duplicateName', { name })
    if (!target) {
      if (name === '') return invalid('values.name', 'required')
      const id = Number(insertChannel.run(input.config.kind, name, flag(enabled), JSON.stringify(body)).lastInsertRowid)
      keepSecret(id, secret)
      audit.add({ action: 'channel.create', subject: `channel:${id}`, after: { ...input, name } }, by)
      return find(channels(), id)!
    }
    const now = standing(find(channels(), target.id), target)
    if ('refused' in now) return now
    if (now.config.kind !== input.config.kind) return invalid('values.config.kind', 'notification.kindStays')
    const changed = difference(now, { ...input, name })
    if (Object.keys(changed.after).length === 0 && secret === null) return now
    updateChannel.run(name, flag(enabled), JSON.stringify(body), now.version + 1, now.id)
    keepSecret(now.id, secret)
    audit.add({ action: 'channel.update', subject: `channel:${now.id}`, ...changed, comment: secret === null ? null : 'secret' }, by)
    return find(channels(), now.id)!
  }

  function writeTeam(target: Versioned | null, { name: rawName, ...body }: TeamInput, by: By): Team | Refusal {
    const name = nfc(rawName)
    if (teams().some((one) => one.name === name && one.id !== target?.id)) return invalid('values.name', 'duplicateName', { name })
    if (!target) {
      const id = Number(insertTeam.run(name, JSON.stringify(body)).lastInsertRowid)
      audit.add({ action: 'team.create', subject: `team:${id}`, after: { name, ...body } }, by)
      return find(teams(), id)!
    }
    const now = standing(find(teams(), target.id), target)
    if ('refused' in now) return now
    const changed = difference(now, { ...body, name })
    if (Object.keys(changed.after).length === 0) return now
    updateTeam.run(name, JSON.stringify(body), now.version + 1, now.id)
    audit.add({ action: 'team.update', subject: `team:${now.id}`, ...changed }, by)
    return find(teams(), now.id)!
  }

  function writeRule(target: Versioned | null, { name: rawName, enabled, ...body }: NotificationRuleInput, by: By) {
    const name = nfc(rawName)
    if (!target) {
      if (name === '') return invalid('values.name', 'required')
      const id = Number(insertRule.run(name, flag(enabled), JSON.stringify(body)).lastInsertRowid)
      audit.add({ action: 'notificationRule.create', subject: `notificationRule:${id}`, after: { name, enabled, ...body } }, by)
      return find(rules(), id)!
    }
    const now = standing(find(rules(), target.id), target)
    if ('refused' in now) return now
    const changed = difference(now, { ...body, name, enabled })
    if (Object.keys(changed.after).length === 0) return now
    updateRule.run(name, flag(enabled), JSON.stringify(body), now.version + 1, now.id)
    audit.add({ action: 'notificationRule.update', subject: `notificationRule:${now.id}`, ...changed }, by)
    return find(rules(), now.id)!
  }

  return {
    channels,
    saveChannel: (target, input, secret, by) => attempt<Channel>(db, () => writeChannel(target, input, secret, by)),
    removeChannel: (target, by) =>
      attempt<null>(db, (): null | Refusal => {
        const now = standing(find(channels(), target.id), target)
        if ('refused' in now) return now
        const users = rules().filter((rule) => rule.steps.some((step) => step.channelIds.includes(now.id)))
        if (users.length > 0) return refuse('CONFLICT', 'notification.channelInUse', { count: users.length }, { current: now })
        for (const { id, version, name, ...body } of teams()) {
          const recipients = body.recipients.filter((one) => one.channelId !== now.id)
          if (recipients.length < body.recipients.length) updateTeam.run(name, JSON.stringify({ ...body, recipients }), version + 1, id)
        }
        dropChannel.run(now.id)
        audit.add({ action: 'channel.remove', subject: `channel:${now.id}`, before: now }, by)
        return null
      }),
    secret(id) {
      const bytes = sealed.get(id)
      return bytes ? vault.open(bytes, `channel:${id}`) : null
    },
    teams,
    saveTeam: (target, input, by) => attempt<Team>(db, () => writeTeam(target, input, by)),
    removeTeam: (target, by) =>
      attempt<null>(db, (): null | Refusal => {
        const now = standing(find(teams(), target.id), target)
        if ('refused' in now) return now
        const users = rules().filter((rule) => rule.steps.some((step) => step.teamIds.includes(now.id)))
        if (users.length > 0) return refuse('CONFLICT', 'notification.teamInUse', { count: users.length }, { current: now })
        dropTeam.run(now.id)
        audit.add({ action: 'team.remove', subject: `team:${now.id}`, before: now }, by)
        return null
      }),
    rules,
    saveRule: (target, input, by) => attempt<NotificationRule>(db, () => writeRule(target, input, by)),
    removeRule: (target, by) =>
      attempt<null>(db, (): null | Refusal => {
        const now = standing(find(rules(), target.id), target)
        if ('refused' in now) return now
        dropRule.run(now.id)
        audit.add({ action: 'notificationRule.remove', subject: `notificationRule:${now.id}`, before: now }, by)
        return null
      }),
    orderRules: (ids, by) =>
      attempt<NotificationRule[]>(db, () => {
        const before = rules().map((rule) => rule.id)
        const known = new Set(before)
        const after = [...new Set([...ids.filter((id) => known.has(id)), ...before])]
        if (after.join() === before.join()) return rules()
        after.forEach((id, i) => place.run(i + 1, id))
        audit.add({ action: 'notificationRule.order', subject: 'notificationRules', before: { ids: before }, after: { ids: after } }, by)
        return rules()
      }),
    settings,
    saveSettings: (next, by) =>
      atomic(db, () => {
        const changed = difference(settings(), next)
        if (Object.keys(changed.after).length === 0) return next
        saveSetting.run(SETTINGS, JSON.stringify(next))
        audit.add({ action: 'notifications.configure', subject: 'settings', ...changed }, by)
        return settings()
      }),
  }
}
