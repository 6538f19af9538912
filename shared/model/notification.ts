/** Notifications: who is told what, when and how, and what became of every message. */
import { z } from 'zod'
import { Severity } from './alarm.ts'
import { ChannelKind, ChannelState, WEB_URL } from './channel.ts'
import { IncidentCause } from './incident.ts'
import { Phrase } from './phrase.ts'
import { Id } from './station.ts'

const name = z.string().trim().min(1).max(80)
/** Minutes after midnight at +07. */
const Minute = z.number().int().min(0).max(1439)
/** A part of the day; one that ends at or before its beginning goes on to the next morning. */
export const DayPart = z.object({ from: Minute, to: Minute })
export type DayPart = z.infer<typeof DayPart>

/** Where a person or a group of people is reached on one channel: a mail address, a telephone number, a chat. */
export const Recipient = z.object({ channelId: Id, to: z.string().trim().min(1).max(254) })
export type Recipient = z.infer<typeof Recipient>

export const TeamInput = z.object({
  name,
  language: z.enum(['vi', 'en']),
  recipients: z.array(Recipient).max(50),
  /** Only what is critical is sent then; the rest comes as one list at the end. Null for none. */
  quiet: DayPart.nullable(),
})
export type TeamInput = z.infer<typeof TeamInput>
export const Team = TeamInput.extend({ id: Id, version: z.number().int() })
export type Team = z.infer<typeof Team>

/** Who is told at once, or that long after the step before where nobody has acknowledged. */
export const RuleStep = z.object({
  /** 0 in the first step alone. */
  afterMinutes: z.number().int().min(0).max(1440),
  /** Ways; those that speak to people reach the teams of the step. */
  channelIds: z.array(Id).min(1).max(20),
  teamIds: z.array(Id).max(20),
})
export type RuleStep = z.infer<typeof RuleStep>

export const NotificationRuleInput = z.object({
  /** '' for the rule that every console begins with. */
  name: z.string().trim().max(80),
  enabled: z.boolean(),
  atLeast: Severity,
  /** Empty lists: all. */
  causes: z.array(IncidentCause).max(20),
  communeIds: z.array(Id).max(500),
  groupIds: z.array(Id).max(100),
  /** 1 Monday … 7 Sunday; empty: every day. */
  weekdays: z.array(z.number().int().min(1).max(7)).max(7),
  /** Only incidents that begin or grow worse then. */
  hours: DayPart.nullable(),
  steps: z.array(RuleStep).min(1).max(5),
  /** What else those are told who were told of the beginning. */
  tellWorse: z.boolean(),
  tellEnd: z.boolean(),
})
export type NotificationRuleInput = z.infer<typeof NotificationRuleInput>
export const NotificationRule = NotificationRuleInput.extend({ id: Id, version: z.number().int() })
export type NotificationRule = z.infer<typeof NotificationRule>

export const NotificationSettings = z.object({
  /** More than so many messages to one recipient within `digestMinutes` come as one list. */
  digestOver: z.number().int().min(1).max(50),
  /** Lists come no more often than this. */
  digestMinutes: z.number().int().min(1).max(60),
  /** Where the console is opened in a browser, for the links in messages; '' for none. */
  consoleUrl: z
    .string()
    .trim()
    .max(300)
    .refine((text) => text === '' || WEB_URL.test(text), 'webUrl'),
  /** Of messages that go to no team. */
  language: z.enum(['vi', 'en']),
})
export type NotificationSettings = z.infer<typeof NotificationSettings>
export const DEFAULT_NOTIFICATION_SETTINGS: NotificationSettings = { digestOver: 5, digestMinutes: 10, consoleUrl: '', language: 'vi' }

/** began, worsened, ended: of one incident; escalated: nobody acknowledged it; digest: a list of several; test: sent by a person to try a channel. */
export const MessageKind = z.enum(['began', 'worsened', 'escalated', 'ended', 'digest', 'test'])
export type MessageKind = z.infer<typeof MessageKind>

/**
 * held: waits for the next list or the end of quiet hours; due: goes next, or again; sending: handed over; sent; failed: given up; listed: its
 * incident went in a list; dropped: there was no more reason (acknowledged, over, its channel removed).
 */
export const DeliveryState = z.enum(['held', 'due', 'sending', 'sent', 'failed', 'listed', 'dropped'])
export type DeliveryState = z.infer<typeof DeliveryState>

/** One try: when, whether it went, and the answer in words. */
export const DeliveryTry = z.object({ at: z.number(), ok: z.boolean(), answer: Phrase })
export type DeliveryTry = z.infer<typeof DeliveryTry>

/** A line of the delivery log. */
export const Delivery = z.object({
  id: Id,
  /** The same for the same message however often it is planned or sent. */
  key: z.string(),
  kind: MessageKind,
  state: DeliveryState,
  severity: Severity,
  channelId: Id,
  channelKind: ChannelKind,
  channelName: z.string(),
  /** '' where the channel has one receiver. */
  to: z.string(),
  teamName: z.string().nullable(),
  /** Null where it is about several or none. */
  incidentId: Id.nullable(),
  ruleId: Id.nullable(),
  step: z.number().int(),
  createdAt: z.number(),
  dueAt: z.number(),
  sentAt: z.number().nullable(),
  attempts: z.number().int(),
  /** The latest tries, oldest first. */
  tries: z.array(DeliveryTry),
  subject: z.string(),
  text: z.string(),
  /** The list that it went in. */
  listId: Id.nullable(),
})
export type Delivery = z.infer<typeof Delivery>

export const OutboxState = z.object({
  channels: z.array(ChannelState),
  /** Messages that wait, of all channels; and those held for a list or the morning. */
  waiting: z.number().int(),
  held: z.number().int(),
  /** In the last 24 hours. */
  sent: z.number().int(),
  failed: z.number().int(),
})
export type OutboxState = z.infer<typeof OutboxState>

/** What an open screen shows or sounds by itself: each once. */
export const ScreenNotice = z.object({
  key: z.string(),
  severity: Severity,
  kind: MessageKind,
  show: z.boolean(),
  sound: z.boolean(),
  incidentId: Id.nullable(),
  title: Phrase,
  body: Phrase.nullable(),
})
export type ScreenNotice = z.infer<typeof ScreenNotice>
