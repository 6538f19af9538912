/** Why the trap port could not be opened, as a sentence with what to do. */
import type { Phrase } from '../../shared/model/phrase.ts'

/** Below this a system may keep ports to those with privilege. */
const PRIVILEGED = 1024

/** `code` as the system says it. */
export function portProblem(code: string, port: number): Phrase {
  const params = { port, code }
  if (code === 'EADDRINUSE') return { key: 'traps.problem.inUse', params }
  if (code === 'EACCES' || code === 'EPERM')
    return { key: port < PRIVILEGED ? 'traps.problem.privilege' : 'traps.problem.forbidden', params }
  return { key: 'traps.problem.other', params }
}
