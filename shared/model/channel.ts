/** Channels: the ways in which people and other systems are told. What opens one (password, token, key) only goes in and never comes out. */
import { z } from 'zod'
import { Host, Port } from './device.ts'
import { Phrase } from './phrase.ts'
import { Id } from './station.ts'

/** desktop and sound reach the screens that are open; the others leave the machine. */
export const ChannelKind = z.enum(['desktop', 'sound', 'smtp', 'webhook', 'telegram', 'sms', 'syslog'])
export type ChannelKind = z.infer<typeof ChannelKind>
/** Those that speak to one person or chat at a time, by an address; the others have one receiver, which stands in their settings. */
export const ADDRESSED: ReadonlySet<ChannelKind> = new Set<ChannelKind>(['smtp', 'telegram', 'sms'])
export const ON_SCREEN: ReadonlySet<ChannelKind> = new Set<ChannelKind>(['desktop', 'sound'])

/** One line: a line break in it would begin a header or a message of somebody else's. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'oneLine')

const LOCAL = "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
/** A bare mail address: no name, no list, no comment. */
export const MailAddress = z
  .string()
  .trim()
  .max(254)
  .regex(new RegExp(`^${LOCAL}@${LABEL}(?:\\.${LABEL})*$`), 'mailAddress')
/** A telephone number in digits, with or without the country. */
export const PhoneNumber = z
  .string()
  .trim()
  .transform((text) => text.replaceAll(/[ .-]/g, ''))
  .pipe(z.string().regex(/^\+?\d{3,20}$/, 'phoneNumber'))
/** A Telegram chat: its number, or the name of a public one. */
export const ChatId = z
  .string()
  .trim()
  .regex(/^(?:-?\d{1,20}|@[A-Za-z0-9_]{3,64})$/, 'chatId')

/** A whole address of http or https, without a name or a password in it: those would stand in every list. */
export const WEB_URL = /^https?:\/\/(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?(?:[/?][^\s\p{Cc}#]*)?$/iu
export const WebUrl = z.string().trim().max(1000).regex(WEB_URL, 'webUrl')

/** required: no mail without STARTTLS; optional: with it where it is offered; tls: from the first byte (port 465); off: in the clear. */
export const MailSecurity = z.enum(['required', 'optional', 'tls', 'off'])

/** A field's name and value of a request; `{{to}}`, `{{text}}` and `{{secret}}` stand for what is sent. */
const Field = z.object({ name: z.string().regex(/^[A-Za-z0-9_.[\]-]{1,64}$/, 'fieldName'), value: line(500) })
const Header = z.object({
  name: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/, 'fieldName')
    .refine((name) => !/^(?:host|content-length|transfer-encoding|connection|upgrade|te|trailer)$/i.test(name), 'fieldName'),
  value: line(500),
})

/** A pattern that cannot run for ever over the few kB of an answer: no repeat of a group. */
const Pattern = line(200).refine((text) => {
  try {
    return new RegExp(text, 'u') instanceof RegExp && !/\)[*+{]/.test(text)
  } catch {
    return false
  }
}, 'answerPattern')

export const SmtpConfig = z.object({
  kind: z.literal('smtp'),
  host: Host,
  port: Port,
  security: MailSecurity,
  /** The server's certificate is checked. Off: anybody between can read and answer. */
  verify: z.boolean(),
  /** '' for a server that asks for none. */
  user: line(200),
  from: MailAddress,
  fromName: line(80),
})
export const WebhookConfig = z.object({ kind: z.literal('webhook'), url: WebUrl, verify: z.boolean() })
export const TelegramConfig = z.object({ kind: z.literal('telegram'), baseUrl: WebUrl, verify: z.boolean() })
export const SmsConfig = z.object({
  kind: z.literal('sms'),
  url: WebUrl,
  verify: z.boolean(),
  method: z.enum(['GET', 'POST']),
  /** Where the fields stand: in the address, in a form, or in a JSON object. */
  encoding: z.enum(['query', 'form', 'json']),
  fields: z.array(Field).min(1).max(20),
  headers: z.array(Header).max(10),
  /** Words that an answer has where the gateway took the message; '' where its status says it. */
  success: Pattern,
  /** plain: letters without marks, 160 in a message; unicode: as written, 70 in a message. */
  letters: z.enum(['plain', 'unicode']),
})
export const SyslogConfig = z.object({
  kind: z.literal('syslog'),
  host: Host,
  port: Port,
  transport: z.enum(['udp', 'tcp']),
  facility: z.number().int().min(0).max(23),
})
export const ChannelConfig = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('desktop') }),
  z.object({ kind: z.literal('sound') }),
  SmtpConfig,
  WebhookConfig,
  TelegramConfig,
  SmsConfig,
  SyslogConfig,
])
export type ChannelConfig = z.infer<typeof ChannelConfig>
export type ConfigOf<K extends ChannelKind> = Extract<ChannelConfig, { kind: K }>

export const ChannelInput = z.object({
  /** '' for the two that every console has: they are called by their kind. */
  name: line(80),
  enabled: z.boolean(),
  /** At most so many messages a minute leave through it; the others wait. */
  perMinute: z.number().int().min(1).max(600),
  /** Many incidents at once go as one list. Off for systems that want each by itself. */
  digest: z.boolean(),
  config: ChannelConfig,
})
export type ChannelInput = z.infer<typeof ChannelInput>
export const Channel = ChannelInput.extend({ id: Id, hasSecret: z.boolean(), version: z.number().int() })
export type Channel = z.infer<typeof Channel>

/** ok: the last message went; idle: none was sent yet; retrying: the last one failed; down: it has failed for so long that an alarm stands. */
export const ChannelHealth = z.enum(['ok', 'idle', 'retrying', 'down', 'off'])
export type ChannelHealth = z.infer<typeof ChannelHealth>
/** How a channel is doing. Times are epoch ms. */
export const ChannelState = z.object({
  id: Id,
  health: ChannelHealth,
  /** Of the first failure in a row. */
  failingSince: z.number().nullable(),
  lastSentAt: z.number().nullable(),
  /** What the last failure said, and what to do. */
  problem: Phrase.nullable(),
  nextTryAt: z.number().nullable(),
  /** Messages that wait for it. */
  waiting: z.number().int(),
})
export type ChannelState = z.infer<typeof ChannelState>
