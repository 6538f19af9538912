/** History as far as the core has it in memory: present values. */
import type { Core } from '../core.ts'
import type { Handlers } from './shape.ts'

export function history(core: Core): Handlers<'history', 'latest'> {
  return { latest: ({ metric }) => core.engine.latest(metric) }
}
