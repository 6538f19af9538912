/** What the core, the host thread and the sender's thread say to each other. What opens a channel goes from thread to thread and nowhere else: never into a log. */
import type { ChannelConfig } from '../../shared/model/channel.ts'
import type { Job, TryResult } from '../domain/notify/types.ts'

/** To the sender, with all that it needs for one try. */
export type Delivery = { readonly job: Job; readonly config: ChannelConfig; readonly secret: string | null }
/** From the sender, once for each. */
export type Delivered = TryResult
