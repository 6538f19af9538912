/** A received trap for tests of what is done with it. */
import type { ReceivedTrap } from '../../shared/model/trap.ts'

export function receivedTrap(more: Partial<ReceivedTrap> = {}): ReceivedTrap {
  return {
    at: Date.UTC(2026, 10, 23),
    source: '10.0.0.1',
    port: 40_000,
    version: '2c',
    inform: false,
    user: null,
    known: true,
    context: '',
    engineId: null,
    agent: null,
    trapOid: '1.3.6.1.4.1.2011.6.164.2.1.0.15',
    enterprise: null,
    upTime: 1,
    varbinds: [],
    more: 0,
    raw: '3000',
    ...more,
  }
}
