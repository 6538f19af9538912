/** Calls to a kept worker: each has an id and a time limit, and is answered with a refusal when the worker dies under it. */
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import type { Actor } from '../../shared/model/access.ts'
import type { ConsoleOptions } from './console.ts'
import { keepWorker, type Keeper, type KeeperOptions, type State } from './keeper.ts'
import type { FromWorker, ToWorker } from './protocol.ts'

export type LineOptions = Pick<KeeperOptions, 'name' | 'url' | 'data' | 'youngMb' | 'pauses' | 'beatMs'> & {
  readonly onEvent: (name: string, value: unknown) => void
  readonly onState: (state: State) => void
  readonly log: ConsoleOptions['log']
}
export type Line = Pick<Keeper, 'state' | 'restarts' | 'whenRunning' | 'kill'> & {
  /** Where the signal says that a query is not waited for any more, it is refused at once and its work ends. */
  call(name: string, input: unknown, actor: Actor, signal?: AbortSignal): Promise<unknown>
  tell(name: string, value: unknown): void
  close(): Promise<void>
}

/** How long a call waits for a worker that is just starting again, before it is refused. */
const PATIENCE_MS = 3000
const LIMIT_MS = 60_000
/** Reads a device that may not answer, with all its tries; makes a report of a month; looks through years of thousands of stations. */
const SLOW: Record<string, number> = {
  'devices.test': 300_000,
  'reports.uptime': 300_000,
  'reports.uptimeCsv': 300_000,
  'imports.accept': 300_000,
  // Look through and copy gigabytes.
  'care.check': 2 * 3_600_000,
  'care.rescue': 2 * 3_600_000,
  'history.worst': 300_000,
  'history.distribution': 300_000,
}
const CLOSE_MS = 15_000

type Pending = { settle(value: unknown): void; fail(error: Error): void; limit: NodeJS.Timeout }

export function openLine(options: LineOptions): Line {
  const pending = new Map<number, Pending>()
  let lastId = 0

  const take = (id: number): Pending | undefined => {
    const found = pending.get(id)
    if (found) clearTimeout(found.limit)
    pending.delete(id)
    return found
  }

  const hear = (message: FromWorker): void => {
    if (message.type === 'answer') take(message.id)?.settle(message.value)
    else if (message.type === 'defect') {
      options.log({ level: 'error', message: `${message.name} failed`, detail: message.message })
      take(message.id)?.fail(new Error(`defect in ${message.name}`))
    } else if (message.type === 'event') options.onEvent(message.name, message.value)
  }

  const keeper = keepWorker({
    ...options,
    ping: { type: 'ping' } satisfies ToWorker,
    isReady: (message) => (message as FromWorker).type === 'ready',
    onMessage: (message) => hear(message as FromWorker),
    onState: (state) => {
      // What was on its way to a dead worker may or may not have been done: the caller must look.
      if (state !== 'running') for (const id of pending.keys()) take(id)?.settle(refuse('UNAVAILABLE', 'access.lost'))
      options.onState(state)
    },
  })

  return {
    state: keeper.state,
    restarts: keeper.restarts,
    whenRunning: keeper.whenRunning,
    kill: keeper.kill,
    tell: (name, value) => void keeper.post({ type: 'tell', name, value } satisfies ToWorker),
    async call(name, input, actor, signal) {
      if (keeper.state() !== 'running' && !(await keeper.whenRunning(PATIENCE_MS))) return refuse('UNAVAILABLE', 'access.restarting')
      if (signal?.aborted) return refuse('UNAVAILABLE', 'access.cancelled')
      const id = ++lastId
      /** Nobody waits any more: the worker need not go on with it. */
      const give = (refusal: Refusal): void => {
        const waiting = take(id)
        if (!waiting) return
        keeper.post({ type: 'cancel', id } satisfies ToWorker)
        waiting.settle(refusal)
      }
      const onAbort = (): void => give(refuse('UNAVAILABLE', 'access.cancelled'))
      return new Promise((settle, fail) => {
        const ms = SLOW[name] ?? LIMIT_MS
        const limit = setTimeout(() => give(refuse('UNAVAILABLE', 'access.tooSlow', { seconds: ms / 1000 })), ms)
        pending.set(id, { settle, fail, limit })
        if (!keeper.post({ type: 'call', id, name, input, actor } satisfies ToWorker))
          return take(id)?.settle(refuse('UNAVAILABLE', 'access.restarting'))
        signal?.addEventListener('abort', onAbort, { once: true })
      }).finally(() => signal?.removeEventListener('abort', onAbort))
    },
    close: () => keeper.stop({ type: 'close' } satisfies ToWorker, CLOSE_MS),
  }
}
