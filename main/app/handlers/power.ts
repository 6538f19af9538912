/** Power of stations as the engine knows it, and what a person says of a bank. */
import { isRefusal, refuse } from '../../../shared/model/refusal.ts'
import type { Core } from '../core.ts'
import type { Handlers } from './shape.ts'

export function power(core: Core): Handlers<'power', 'station' | 'list' | 'forgetBank'> {
  const { engine } = core
  return {
    station: ({ id }) => engine.power.of(id) ?? refuse('NOT_FOUND', 'notFound'),
    list: () => engine.power.onBattery(),
    forgetBank: ({ id, comment }, by) => {
      const bank = engine.power.forget(id, comment, by)
      if (!isRefusal(bank)) core.stale('power')
      return bank
    },
  }
}
