/** Walks one subtree and always ends: at its edge, at a repeated OID, at a cap of rows or time. */
import { compareOids, isUnder } from './oid.ts'
import type { AgentSession } from './session.ts'
import type { Exchange } from './target.ts'
import type { Varbind } from './value.ts'

export type WalkOptions = {
  readonly bulk: boolean
  readonly mono: () => number
  readonly mostRows?: number
  readonly mostMs?: number
}
/** `ended` says whether all of it came: `loop` is an agent whose OIDs do not increase, `cap` our own limit. */
export type Walk = { readonly rows: Varbind[]; readonly ended: 'whole' | 'loop' | 'cap' }

const REPETITIONS = 20
const MOST_ROWS = 5000
const MOST_MS = 30_000

export async function walk(session: AgentSession, root: string, options: WalkOptions): Promise<Exchange<Walk>> {
  const { mono, mostRows = MOST_ROWS, mostMs = MOST_MS } = options
  const until = mono() + mostMs
  const rows: Varbind[] = []
  let bulk = options.bulk && session.target.secret.version !== '1'
  let repetitions = REPETITIONS
  let last = root
  for (;;) {
    const step = bulk ? await session.getBulk(last, repetitions) : await session.getNext([last])
    if (step.outcome === 'tooBig' && bulk && repetitions > 1) {
      repetitions = Math.ceil(repetitions / 2)
      continue
    }
    if (step.outcome !== 'ok') {
      // An agent that stumbles over GETBULK may well answer GETNEXT.
      if (!bulk || rows.length > 0 || step.outcome === 'auth' || step.outcome === 'unresolved') return step
      bulk = false
      continue
    }
    if (step.value.length === 0) return { outcome: 'ok', value: { rows, ended: 'whole' } }
    for (const varbind of step.value) {
      if (varbind.value.type === 'endOfMib' || !isUnder(root, varbind.oid)) return { outcome: 'ok', value: { rows, ended: 'whole' } }
      if (compareOids(varbind.oid, last) <= 0) return { outcome: 'ok', value: { rows, ended: 'loop' } }
      if (rows.length >= mostRows) return { outcome: 'ok', value: { rows, ended: 'cap' } }
      last = varbind.oid
      rows.push(varbind)
    }
    if (mono() > until) return { outcome: 'ok', value: { rows, ended: 'cap' } }
  }
}
