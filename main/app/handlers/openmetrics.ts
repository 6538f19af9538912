/** The door for Prometheus: opened with a token of its own, shut again; and what is asked through it. */
import { randomBytes } from 'node:crypto'
import type { MetricsDoor } from '../../../shared/contract/openmetrics.ts'
import type { Core } from '../core.ts'
import { coreScrape, hashOf, opens, type ScrapePart } from '../scrape.ts'
import type { Handlers } from './shape.ts'

/** When something was last asked for, by core: not worth a write. */
const asked = new WeakMap<Core, number>()

export function openMetrics(core: Core): Handlers<'openMetrics', 'get' | 'open' | 'close'> {
  const door = (): MetricsDoor => {
    const stored = core.operations.settings.scrapeDoor()
    return { open: stored !== null, by: stored?.by ?? null, since: stored?.since ?? null, lastAskedAt: asked.get(core) ?? null }
  }
  return {
    get: door,
    open: (_, by) => {
      const secret = `bw-scrape-${randomBytes(24).toString('base64url')}`
      core.operations.settings.setScrapeDoor({ hash: hashOf(secret), by: by.actor.name, since: by.at }, by)
      asked.delete(core)
      core.stale('openMetrics')
      return { door: door(), secret }
    },
    close: (_, by) => {
      core.operations.settings.setScrapeDoor(null, by)
      core.stale('openMetrics')
      return { ok: true }
    },
  }
}

/** Not of the contract: asked by the host itself. */
export function scrape(core: Core) {
  const work = coreScrape(core)
  return {
    check: ({ secret }: { secret: string }, by: { at: number }): 'shut' | 'wrong' | 'open' => {
      const door = core.operations.settings.scrapeDoor()
      if (!door) return 'shut'
      if (!opens(secret, door.hash)) return 'wrong'
      asked.set(core, by.at)
      return 'open'
    },
    own: () => work.own(),
    part: (question: Parameters<typeof work.part>[0]): ScrapePart | ReturnType<typeof work.part> => work.part(question),
  }
}
