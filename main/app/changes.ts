/** Merging of live changes: a slow screen gets one batch with the latest of everything, never a growing queue. */
import type { Changes } from '../../shared/contract/live.ts'
import type { ConsoleStatus } from '../../shared/model/settings.ts'
import type { Console } from './console.ts'

/** A batch that says only how the console is doing. */
export function quiet(at: number, status: ConsoleStatus): Changes {
  return { at, status, stations: [], alarms: [], alarmsGone: [], incidents: [], notices: [], polled: [], stale: [] }
}

/** What a reader of both batches would know after the later one. */
export function mergeChanges(earlier: Changes, later: Changes): Changes {
  const stations = new Map(earlier.stations.map((row) => [row.id, row]))
  for (const row of later.stations) stations.set(row.id, row)
  const alarms = new Map(earlier.alarms.map((row) => [row.id, row]))
  const gone = new Set(earlier.alarmsGone)
  for (const row of later.alarms) {
    alarms.set(row.id, row)
    gone.delete(row.id)
  }
  for (const id of later.alarmsGone) {
    alarms.delete(id)
    gone.add(id)
  }
  return {
    at: later.at,
    status: later.status,
    stations: [...stations.values()],
    alarms: [...alarms.values()],
    alarmsGone: [...gone],
    incidents: [...new Map([...earlier.incidents, ...later.incidents].map((row) => [row.id, row])).values()],
    notices: [...earlier.notices, ...later.notices],
    polled: [...new Set([...earlier.polled, ...later.polled])],
    stale: [...new Set([...earlier.stale, ...later.stale])],
  }
}

/** One subscriber's stream. It starts with the present status, holds at most one batch, and ends when the signal does. */
export async function* changesOf(console: Console, signal: AbortSignal | undefined, now: () => number): AsyncGenerator<Changes, void> {
  let waiting: Changes | null = quiet(now(), console.status())
  let wake = (): void => {}
  const unsubscribe = console.subscribe((changes) => {
    waiting = waiting ? mergeChanges(waiting, changes) : changes
    wake()
  })
  const onAbort = (): void => wake()
  signal?.addEventListener('abort', onAbort)
  try {
    for (;;) {
      if (signal?.aborted) return
      if (waiting) {
        const next = waiting
        waiting = null
        yield next
        continue
      }
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    signal?.removeEventListener('abort', onAbort)
    unsubscribe()
  }
}
