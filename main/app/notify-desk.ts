/** The core's side of sending: jobs of the outbox with the way they go, and what opens it. */
import type { Engine } from '../engine/engine.ts'
import type { Operations } from '../store/store.ts'
import type { Delivery } from './notify-protocol.ts'

export type NotifyDesk = {
  /** What the sender is to be given now. */
  deliveries(): Delivery[]
}

export function notifyDesk(operations: Operations, engine: Engine): NotifyDesk {
  return {
    deliveries() {
      const jobs = engine.outbox.takeJobs()
      if (jobs.length === 0) return []
      const configs = new Map(operations.notifications.channels().map((channel) => [channel.id, channel.config]))
      return jobs.flatMap((job): Delivery[] => {
        const config = configs.get(job.channelId)
        if (config) return [{ job, config, secret: operations.notifications.secret(job.channelId) }]
        engine.outbox.done({ key: job.key, kind: 'refused', answer: { key: 'notify.answer.gone' }, askedMs: null })
        return []
      })
    },
  }
}
