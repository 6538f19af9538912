/** Notifications: channels, teams and rules, what is in the outbox, and what became of every message. */
import { z } from 'zod'
import { Severity } from '../model/alarm.ts'
import { Channel, ChannelInput, ChannelKind } from '../model/channel.ts'
import { IncidentCause } from '../model/incident.ts'
import {
  Delivery,
  DeliveryState,
  NotificationRule,
  NotificationRuleInput,
  NotificationSettings,
  OutboxState,
  Team,
  TeamInput,
} from '../model/notification.ts'
import { Phrase } from '../model/phrase.ts'
import { Id } from '../model/station.ts'
import { command, ok, query, versioned } from './procedure.ts'

/** Null for a new record; else the one changed, at the version that its caller read. */
const target = versioned.nullable().default(null)

/** What viewers need of a channel; where it leads and how stands in `channel`. */
export const ChannelName = z.object({ id: Id, kind: ChannelKind, name: z.string(), enabled: z.boolean() })
/** How trying a channel ended, in words, and how long it took, ms. */
export const TestAnswer = z.object({ ok: z.boolean(), answer: Phrase, ms: z.number(), deliveryId: Id })
export type TestAnswer = z.infer<typeof TestAnswer>

/** Somebody who would be told. `at` is when, epoch ms; `held`: only then because of quiet hours. */
export const WouldTell = z.object({
  ruleId: Id,
  step: z.number().int(),
  channelId: Id,
  to: z.string(),
  teamName: z.string().nullable(),
  at: z.number(),
  held: z.boolean(),
})
export type WouldTell = z.infer<typeof WouldTell>

export const notifications = {
  channelNames: query('viewer').output(z.array(ChannelName)),
  channels: query('engineer').output(z.array(Channel)),
  /** `secret`: null leaves the one that is kept, '' takes it away. A channel's kind does not change. */
  saveChannel: command('admin')
    .input(z.object({ target, values: ChannelInput, secret: z.string().max(1000).nullable().default(null) }))
    .output(Channel),
  /** Refused while a rule uses it. What waits for it is dropped. */
  removeChannel: command('admin').input(versioned).output(ok),
  /** Sends one message at once and waits for the answer. `to` is '' where the channel has one receiver. */
  testChannel: command('engineer')
    .input(z.object({ id: Id, to: z.string().trim().max(254).default('') }))
    .output(TestAnswer),
  teams: query('viewer').output(z.array(Team)),
  saveTeam: command('engineer')
    .input(z.object({ target, values: TeamInput }))
    .output(Team),
  /** Refused while a rule tells it. */
  removeTeam: command('engineer').input(versioned).output(ok),
  /** In their order. */
  rules: query('viewer').output(z.array(NotificationRule)),
  saveRule: command('engineer')
    .input(z.object({ target, values: NotificationRuleInput }))
    .output(NotificationRule),
  removeRule: command('engineer').input(versioned).output(ok),
  orderRules: command('engineer')
    .input(z.object({ ids: z.array(Id).max(500) }))
    .output(z.array(NotificationRule)),
  settings: query('viewer').output(NotificationSettings),
  saveSettings: command('engineer').input(NotificationSettings).output(NotificationSettings),
  outbox: query('viewer').output(OutboxState),
  /** The delivery log, newest first; `before` is the id to go on from. */
  deliveries: query('viewer', 'reader')
    .input(
      z.object({
        before: z.number().int().nullable().default(null),
        limit: z.number().int().min(1).max(500).default(200),
        channelId: Id.nullable().default(null),
        states: z.array(DeliveryState).max(10).default([]),
        incidentId: Id.nullable().default(null),
      }),
    )
    .output(z.object({ rows: z.array(Delivery), more: z.boolean() })),
  /** Sends a message that was given up once more. */
  resend: command('technician')
    .input(z.object({ id: Id }))
    .output(ok),
  /** Who would be told, and when, if such an incident began then. */
  preview: query('viewer')
    .input(
      z.object({
        severity: Severity,
        cause: IncidentCause.default('other'),
        communeId: Id.nullable().default(null),
        at: z.number(),
      }),
    )
    .output(z.array(WouldTell)),
}
