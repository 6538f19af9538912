/** Every scenario there is, in the order the demo panel shows them. A new one is one file and one line here. */
import { agentMisbehaviour } from './agent-misbehaviour.ts'
import { eveningOfEverything } from './evening.ts'
import { eveningMainsFailures } from './evening-mains-failures.ts'
import { hubFalls } from './hub-falls.ts'
import { mainsFlapping } from './mains-flapping.ts'
import { quietDay } from './quiet-day.ts'
import type { Scenario } from './scenario.ts'
import { storm } from './storm.ts'

export const SCENARIOS: readonly Scenario[] = [
  quietDay,
  eveningMainsFailures,
  hubFalls,
  storm,
  mainsFlapping,
  agentMisbehaviour,
  eveningOfEverything,
]

export function scenario(id: string): Scenario | undefined {
  return SCENARIOS.find((one) => one.id === id)
}
