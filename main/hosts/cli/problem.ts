/** Turns what the console could not do into the one sentence that the command line says. */
import { phraseOf } from '../problem.ts'
import { EXIT, Failure } from './command.ts'

/** A failure that has its sentence; anything else is a defect and is given back as it came. */
export function asFailure(problem: unknown): unknown {
  if (problem instanceof Failure) return problem
  const phrase = phraseOf(problem)
  return phrase === null ? problem : new Failure(phrase, EXIT.failed)
}
