/** Every scenario there is, in the order the demo panel shows them. A new one is one file and one line here. */
import { agentMisbehaviour } from './agent-misbehaviour.ts'
import { eveningOfEverything } from './evening.ts'
import { eveningMainsFailures } from './evening-mains-failures.ts'
import { flapping30 } from './flapping-30.ts'
import { hubFalls } from './hub-falls.ts'
import { hubDies } from './hub-of-forty.ts'
import { mainsFlapping } from './mains-flapping.ts'
import { mainsOf200 } from './mains-of-200.ts'
import { mainsOf900 } from './mains-of-900.ts'
import { quietDay } from './quiet-day.ts'
import type { Scenario } from './scenario.ts'
import { storm } from './storm.ts'
import { twoParents } from './two-parents.ts'

export const SCENARIOS: readonly Scenario[] = [
  quietDay,
  eveningMainsFailures,
  mainsOf200,
  mainsOf900,
  hubFalls,
  hubDies,
  twoParents,
  storm,
  mainsFlapping,
  flapping30,
  agentMisbehaviour,
  eveningOfEverything,
]

export function scenario(id: string): Scenario | undefined {
  return SCENARIOS.find((one) => one.id === id)
}
