/** What Prometheus asks of the console, seen from the host's side: the core is asked part by part, and the text is put together here. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isRefusal, type Refusal } from '../../shared/model/refusal.ts'
import type { Actor } from '../../shared/model/access.ts'
import type { ConsoleStatus } from '../../shared/model/settings.ts'
import { ownText } from '../reports/openmetrics/own.ts'
import { readingsText, type Lines } from '../reports/openmetrics/readings.ts'
import { CONTENT_TYPES, formOf, type Form } from '../reports/openmetrics/text.ts'
import { MOST_READINGS, type CoreFigures, type ScrapePart, type ScrapeWish } from './scrape.ts'

export type ScrapeQuestion = { readonly form: Form; /** Null: the console's own figures alone. */ readonly wish: ScrapeWish | null }
/** For the hosts: the form that an Accept header asks for, and what it is called. */
export { formOf }
export const contentTypeOf = (form: Form): string => CONTENT_TYPES[form]

type Parts = {
  ask: (name: string, input: unknown, actor: Actor) => Promise<unknown>
  status: () => ConsoleStatus
  version: string
}

const SCRAPER: Actor = { name: 'web', role: 'viewer' }
/** Between looks at the loop, ms. */
const LOOK_MS = 20

export function scraping({ ask, status, version }: Parts) {
  /** Runs from the first question on; a console that nobody scrapes does not pay for it. */
  let delay: ReturnType<typeof monitorEventLoopDelay> | null = null

  function hostDelay(): number | null {
    if (!delay) {
      delay = monitorEventLoopDelay({ resolution: LOOK_MS })
      delay.enable()
      return null
    }
    const ns = delay.count === 0 ? null : delay.percentile(99)
    delay.reset()
    return ns === null ? null : Math.max(0, ns / 1e9 - LOOK_MS / 1000)
  }

  function own(core: CoreFigures, form: Form): string {
    const { poll, store, ...rest } = status()
    const host = hostDelay()
    return ownText(
      {
        ...core,
        version,
        poll: { ...core.poll, lastReadingAt: poll.lastReadingAt },
        stores: { operations: store.operations === 'ok', history: store.history === 'ok' },
        restarts: rest.restarts,
        loops: { ...core.loops, ...(host === null ? {} : { host }) },
        process: {
          residentBytes: process.memoryUsage.rss(),
          cpuSeconds: (({ user, system }) => (user + system) / 1e6)(process.cpuUsage()),
          startedAt: Math.round(performance.timeOrigin) / 1000,
        },
      },
      form,
    )
  }

  return async (secret: string, { form, wish }: ScrapeQuestion): Promise<'shut' | 'wrong' | Refusal | AsyncIterable<string>> => {
    const checked = await ask('scrape.check', { secret }, SCRAPER)
    if (checked !== 'open') return isRefusal(checked) ? checked : checked === 'wrong' ? 'wrong' : 'shut'
    const figures = (await ask('scrape.own', undefined, SCRAPER)) as CoreFigures | Refusal
    if (isRefusal(figures)) return figures
    // Families stand together in the text, and a part has some lines of each: all parts are there before the first line of readings goes out.
    const parts: Lines[] = []
    let told = 0
    let left = 0
    for (let from: number | null = wish ? 0 : null; from !== null;) {
      const part = (await ask('scrape.part', { wish, from, room: MOST_READINGS - told }, SCRAPER)) as ScrapePart | Refusal
      if (isRefusal(part)) return part
      parts.push(part.lines)
      told += part.told
      left += part.left
      from = part.next
    }
    return text(own(figures, form), parts, left, form)
  }
}

async function* text(own: string, parts: readonly Lines[], left: number, form: Form): AsyncGenerator<string> {
  yield own
  yield* readingsText(parts, left, form)
}
