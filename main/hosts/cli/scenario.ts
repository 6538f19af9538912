/** The scenario that a command was asked to play: one of those there are, or a sentence that names them. */
import { scenarioList } from '../../simulator/simulator.ts'
import { failure } from './command.ts'

export function knownScenario(given: string | undefined): ReturnType<typeof scenarioList>[number] | null {
  if (given === undefined) return null
  const scenarios = scenarioList()
  const found = scenarios.find(({ id }) => id === given)
  if (!found) throw failure('simulate.noScenario', { given, scenarios: scenarios.map(({ id }) => id).join(', ') })
  return found
}
