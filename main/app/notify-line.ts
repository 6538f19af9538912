/** The sender's thread as the console holds it: kept alive, given what the core has to send; what became of it is handed back, and kept until the core takes it. */
import type { Actor } from '../../shared/model/access.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import type { ConsoleOptions } from './console.ts'
import type { State } from './keeper.ts'
import { openLine, type Line } from './line.ts'
import type { Delivered, Delivery } from './notify-protocol.ts'

export type NotifyLine = Pick<Line, 'state' | 'restarts' | 'kill'> & {
  deliver(list: Delivery[]): void
  /** The core has opened its folder: it can take what it was not told yet. */
  coreOpened(): void
  close(): Promise<void>
}

const PROGRAM: Actor = { name: 'branchwatch', role: 'admin' }
const TRY_AGAIN_MS = 2000
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

export function openNotifyLine(options: { core: Line; onState: (state: State) => void; log: ConsoleOptions['log'] }): NotifyLine {
  const { core, log } = options
  /** For a sender that is not at work yet. The core gives no more before it hears of these. */
  let waiting: Delivery[] = []
  const results: Delivered[] = []
  let telling = false
  let closing = false
  let timer: NodeJS.Timeout | undefined

  const line = openLine({
    name: 'sender',
    url: new URL(`./notify-worker.${extension}`, import.meta.url),
    data: () => null,
    onEvent: (name, value) => {
      if (name !== 'delivered') return
      results.push(value as Delivered)
      void tell()
    },
    onState: (state) => {
      if (state === 'running') {
        const list = waiting
        waiting = []
        if (list.length > 0) line.tell('deliver', list)
      } else core.tell('senderLost', null)
      options.onState(state)
    },
    log,
  })

  async function tell(): Promise<void> {
    if (telling) return
    telling = true
    clearTimeout(timer)
    try {
      while (results.length > 0) {
        const batch = results.slice()
        const answer = await core.call('sender.delivered', batch, PROGRAM).catch(() => null)
        if (answer === null || isRefusal(answer)) {
          if (!closing) timer = setTimeout(() => void tell(), TRY_AGAIN_MS)
          return
        }
        results.splice(0, batch.length)
      }
    } finally {
      telling = false
    }
  }

  return {
    state: line.state,
    restarts: line.restarts,
    kill: line.kill,
    deliver(list) {
      if (line.state() === 'running') line.tell('deliver', list)
      else waiting.push(...list)
    },
    coreOpened: () => void tell(),
    async close() {
      closing = true
      await line.close()
      await tell()
      clearTimeout(timer)
    },
  }
}
