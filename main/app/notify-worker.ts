/** The sender's thread: one try for each message that it is given. It decides nothing and keeps nothing, so it can die at any time. */
import { send } from '../notify/channels.ts'
import { ofError } from '../notify/answer.ts'
import { systemClock as clock } from './clock.ts'
import type { Delivered, Delivery } from './notify-protocol.ts'
import { postEvent, serve } from './serve.ts'

/** What is on its way may end for so long when the program does. */
const GRACE_MS = 2000

const flying = new Map<string, Promise<void>>()
const ending = new AbortController()

function take({ job, config, secret }: Delivery): void {
  // A core that started anew gives again what is still on its way; how that ends is told to it.
  if (flying.has(job.key) || ending.signal.aborted) return
  const done = send({ job, config, secret, at: clock.now(), signal: ending.signal })
    .catch((error: unknown) => ofError(error))
    .then((outcome) => {
      flying.delete(job.key)
      postEvent('delivered', { ...outcome, key: job.key } satisfies Delivered)
    })
  flying.set(job.key, done)
}

serve(
  {
    handler: () => null,
    tell(name, value) {
      if (name === 'deliver') for (const one of value as Delivery[]) take(one)
    },
    async close() {
      const all = Promise.all(flying.values())
      const timer = setTimeout(() => ending.abort(), GRACE_MS)
      await all
      clearTimeout(timer)
    },
  },
  () => clock.now(),
)
