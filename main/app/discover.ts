/** A scan without a branch: for the command line, with the same limits. */
import { MOST_ADDRESSES, TRIES, type Identity, type ScanEstimate, type ScanState } from '../../shared/model/discovery.ts'
import type { Secret } from '../../shared/model/device.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import type { Refusal } from '../../shared/model/refusal.ts'
import { estimate, MOST_IN_FLIGHT } from '../domain/discovery/estimate.ts'
import { planSweep, type Sweep } from '../domain/discovery/sweep.ts'
import { scanOnce } from '../poll/scan-once.ts'
import { tooMany, unconfirmed } from './scan-plan.ts'

export type DiscoverWish = { ranges: string; exclude: string; ports: number[]; secret: Secret; rate: number; waitMs: number }
export type DiscoverPlan = { readonly sweep: Sweep; readonly estimate: ScanEstimate }
export type Discovered = {
  host: string
  port: number
  state: ScanState
  responseMs: number | null
  identity: Identity
  profile: string | null
}

/** What would be asked; or the sentence that refuses it. Nothing is sent. */
export function planDiscover(wish: DiscoverWish, confirmed: boolean): DiscoverPlan | { problem: Phrase } {
  const { sweep, problems } = planSweep({ ...wish, list: [] })
  const [first] = problems
  if (first) return { problem: first.phrase }
  if (sweep.count === 0) return { problem: { key: 'error.scan.nothing' } }
  const cost = estimate(sweep.count, 0, [wish.secret.version], wish)
  const sentence = ({ data }: Refusal): { problem: Phrase } => ({ problem: data.phrase })
  const refused = tooMany(cost)
  if (refused) return sentence(refused)
  return cost.mustConfirm && !confirmed ? sentence(unconfirmed(cost)) : { sweep, estimate: cost }
}

export type DiscoverEvents = { found(one: Discovered): void; done(count: number): void }

/** Asks everything of the plan; silent addresses are told as done only. True where it came to its end. */
export function discover(
  wish: DiscoverWish,
  { sweep, estimate: cost }: DiscoverPlan,
  events: DiscoverEvents,
  options: { profileFolders: string[]; signal: AbortSignal },
): Promise<boolean> {
  const keys = [{ id: 1, secret: wish.secret }]
  let done = 0
  return scanOnce(
    {
      count: Math.min(sweep.count, MOST_ADDRESSES),
      from: 0,
      at(position) {
        const { host, port } = sweep.at(position)
        return { host, port, keys }
      },
      tries: TRIES,
      rate: cost.rate,
      waitMs: wish.waitMs,
      mostInFlight: MOST_IN_FLIGHT,
      onContact(position, { state, responseMs, identity, profile }) {
        const { host, port } = sweep.at(position)
        if (state !== 'silent') events.found({ host, port, state, responseMs, identity, profile })
        done += 1
        events.done(done)
      },
    },
    options,
  )
}
