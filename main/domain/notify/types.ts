/** What notifications are made of: entries of the outbox, what is remembered of an incident that was told, and the message itself. */
import { z } from 'zod'
import { Severity } from '../../../shared/model/alarm.ts'
import { ChannelKind } from '../../../shared/model/channel.ts'
import { DeliveryState, DeliveryTry, MessageKind } from '../../../shared/model/notification.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'

export const Language = z.enum(['vi', 'en'])
export type Language = z.infer<typeof Language>

/** What is sent. `short`: for a telephone, without line breaks. `data`: for machines, as JSON. */
export const Message = z.object({
  language: Language,
  subject: z.string(),
  text: z.string(),
  short: z.string(),
  data: z.record(z.string(), z.unknown()),
})
export type Message = z.infer<typeof Message>

/** One receiver on one channel. `to` is '' where the channel has only one. */
export const Target = z.object({ channelId: z.number(), to: z.string(), teamId: z.number().nullable() })
export type Target = Readonly<z.infer<typeof Target>>

/** A line of the outbox. */
export const OutboxEntry = z.object({
  /** 0: not written yet. */
  id: z.number(),
  /** The same however often it is planned. */
  key: z.string(),
  kind: MessageKind,
  state: DeliveryState,
  severity: Severity,
  channelId: z.number(),
  channelKind: ChannelKind,
  channelName: z.string(),
  to: z.string(),
  teamName: z.string().nullable(),
  incidentId: z.number().nullable(),
  ruleId: z.number().nullable(),
  step: z.number(),
  createdAt: z.number(),
  /** When it was let go, or will be, epoch ms. */
  dueAt: z.number(),
  sentAt: z.number().nullable(),
  attempts: z.number(),
  /** The latest, oldest first. */
  tries: z.array(DeliveryTry).readonly(),
  /** Key of the list that it went in. */
  listKey: z.string().nullable(),
  /** Null while it is held: the words are those of the moment at which it goes. */
  message: Message.nullable(),
  language: Language,
})
export type OutboxEntry = Readonly<z.infer<typeof OutboxEntry>>

/** Something that one receiver is to be told. */
export type Notice = Pick<OutboxEntry, 'key' | 'kind' | 'severity' | 'incidentId' | 'ruleId' | 'step' | 'createdAt'> & Target

/** How far a rule has got with an incident. */
export const RuleProgress = z.object({
  ruleId: z.number(),
  /** The last step that was told. */
  step: z.number(),
  /** When the next one is due unless somebody acknowledges; null: none is. Epoch ms, a label that a restart counts on from. */
  nextAt: z.number().nullable(),
})
export type RuleProgress = Readonly<z.infer<typeof RuleProgress>>

/** What is remembered of an incident that somebody was told of and that is not over. */
export const Case = z.object({
  incidentId: z.number(),
  severity: Severity,
  /** When they were last told of its beginning or of its growing worse, epoch ms. */
  toldAt: z.number(),
  rules: z.array(RuleProgress).readonly(),
  /** Who was told, each once, by the rule that was first. */
  told: z.array(Target.extend({ ruleId: z.number(), step: z.number() })).readonly(),
})
export type Case = Readonly<z.infer<typeof Case>>

/** One message for one receiver, to be sent now. */
export type Job = Pick<OutboxEntry, 'key' | 'channelId' | 'to' | 'severity' | 'kind' | 'incidentId'> & { readonly message: Message }

/**
 * How a try ended. sent; retry: the channel cannot just now; wrong: it will not before somebody changes its settings (password, certificate), and is
 * tried again all the same; refused: this message or its receiver is not taken, whatever is tried.
 */
export type TryKind = 'sent' | 'retry' | 'wrong' | 'refused'
/** `answer`: in words, with what to do. `askedMs`: how long the other side asked to be left alone. */
export type Outcome = { readonly kind: TryKind; readonly answer: Phrase; readonly askedMs: number | null }
export type TryResult = Outcome & { readonly key: string }
