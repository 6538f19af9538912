/** Turns what the console could not do into the one sentence that the command line says. */
import { isRefusal } from '../../../shared/model/refusal.ts'
import { EXIT, Failure } from './command.ts'

/** A failure that has its sentence; anything else is a defect and is given back as it came. */
export function asFailure(problem: unknown): unknown {
  if (problem instanceof Failure) return problem
  if (isRefusal(problem)) return new Failure(problem.data.phrase, EXIT.failed)
  if (typeof problem !== 'object' || problem === null) return problem
  if ('cause' in problem && problem.cause !== undefined) {
    const inner = asFailure(problem.cause)
    if (inner instanceof Failure) return inner
  }
  if ('kind' in problem && 'file' in problem && 'detail' in problem)
    return new Failure({
      key: `error.store.${String(problem.kind)}`,
      params: { file: String(problem.file), detail: String(problem.detail) },
    })
  return problem
}

export function codeOf(problem: unknown): string | null {
  return typeof problem === 'object' && problem !== null && 'code' in problem && typeof problem.code === 'string' ? problem.code : null
}
