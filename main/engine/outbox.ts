/** The outbox's face towards the app: what is to be sent now, what became of it, and how the channels are doing. */
import type { ChannelState } from '../../shared/model/channel.ts'
import type { OutboxState, ScreenNotice } from '../../shared/model/notification.ts'
import type { Refusal } from '../../shared/model/refusal.ts'
import type { TestAnswer, WouldTell } from '../../shared/contract/notifications.ts'
import type { Supposed } from '../domain/notify/preview.ts'
import type { Job, TryResult } from '../domain/notify/types.ts'
import type { By } from '../store/store.ts'

export type Outbox = {
  /** What is to be sent now, written as being sent before it is handed over; each is answered by `done`, or by `lost` for all. */
  takeJobs(): Job[]
  done(result: TryResult): void
  /** The sender died: what it had goes again. */
  lost(): void
  state(): OutboxState
  channelState(id: number): ChannelState | null
  /** Sends one message at once and tells how that ended; nothing is tried again. */
  test(channelId: number, to: string, by: By): Promise<TestAnswer | Refusal>
  /** Sends what was given up or dropped once more. */
  resend(id: number, by: By): Refusal | null
  preview(supposed: Supposed, at: number): WouldTell[]
  /** What screens show or sound by themselves, and whether the log has changed, since this was last asked. */
  takeNews(): { notices: ScreenNotice[]; changed: boolean }
}
