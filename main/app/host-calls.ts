/** The procedures that the host thread answers itself: who is here, which branch, the demo's scenarios. */
import type { z } from 'zod'
import type { contract } from '../../shared/contract/contract.ts'
import type { Dataset } from '../../shared/contract/session.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import type { Actor } from '../../shared/model/access.ts'
import type { ConsoleStatus } from '../../shared/model/settings.ts'
import type { TrapStatus } from '../../shared/model/trap.ts'
import type { Simulation } from './simulation.ts'

export type Choose = z.output<NonNullable<(typeof contract.session.choose)['~orpc']['inputSchema']>>

export type HostParts = {
  version: string
  dataset: () => Dataset
  status: () => ConsoleStatus
  notice: () => Phrase | null
  simulation: () => Simulation | null
  /** Null where no branch is open. */
  traps: () => TrapStatus | null
  choose: (wish: Choose) => Promise<Dataset | Refusal>
  /** The scenario has changed. */
  told: () => void
}

export function hostCalls(parts: HostParts): (name: string, input: unknown, actor: Actor) => Promise<unknown> {
  const silent = (): Refusal => refuse('UNAVAILABLE', 'access.restarting')
  const inDemo = async (work: (simulation: Simulation) => Promise<unknown>): Promise<unknown> => {
    const simulation = parts.simulation()
    return simulation ? work(simulation) : refuse('NOT_FOUND', 'access.notDemo')
  }
  const table: Record<string, (input: unknown, actor: Actor) => unknown> = {
    // The host adds what it is itself.
    'session.me': (_, actor) => ({
      name: actor.name,
      role: actor.role,
      version: parts.version,
      dataset: parts.dataset(),
      notice: parts.notice(),
    }),
    'session.choose': (input) => parts.choose(input as Choose),
    'session.status': () => parts.status(),
    'traps.status': () => parts.traps() ?? refuse('UNAVAILABLE', 'access.noDataset'),
    'demo.scenarios': () => inDemo(async (simulation) => (await simulation.scenarios()) ?? silent()),
    'demo.play': (input) =>
      inDemo(async (simulation) => {
        const { id } = input as { id: string }
        const played = await simulation.play(id)
        if (played === null) return silent()
        if (!played) return refuse('NOT_FOUND', 'access.unknownScenario', { id })
        parts.told()
        return { ok: true }
      }),
    'demo.stop': () =>
      inDemo(async (simulation) => {
        if ((await simulation.stopPlaying()) === null) return silent()
        parts.told()
        return { ok: true }
      }),
  }
  return async (name, input, actor) => {
    const work = table[name]
    if (!work) throw new Error(`no handler for ${name}`)
    return work(input, actor)
  }
}
