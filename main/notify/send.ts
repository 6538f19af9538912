/** What every channel is: a way to send one message to one receiver, which always ends in words within its time. */
import type { ChannelConfig } from '../../shared/model/channel.ts'
import type { Job, Outcome } from '../domain/notify/types.ts'

export type Sending<C = ChannelConfig> = {
  readonly job: Job
  readonly config: C
  /** What opens the channel; null where there is nothing. Never in an answer, never in a log. */
  readonly secret: string | null
  /** Wall time, epoch ms. */
  readonly at: number
  readonly signal: AbortSignal
}
export type Send<C = ChannelConfig> = (sending: Sending<C>) => Promise<Outcome>

/** How long a try may take, ms: to connect, and in all. */
export const CONNECT_MS = 10_000
export const HTTP_MS = 20_000
export const MAIL_MS = 45_000
