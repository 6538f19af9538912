/** Which addresses outside may be opened although they are not ours: those that the branch's own runbooks name. */
import { Runbook } from '../../../shared/model/override.ts'
import type { Actor } from '../../../shared/model/access.ts'
import type { Console } from '../../app/console.ts'

export function runbookAddresses(console: Pick<Console, 'call'>, actor: Actor): (url: string) => Promise<boolean> {
  return async (url) => {
    const answer = Runbook.array().safeParse(await console.call(['rules', 'runbooks'], undefined, actor))
    return answer.success && answer.data.some((book) => book.url !== '' && sameAddress(book.url, url))
  }
}

/** A browser writes an address its own way, e.g. with a slash behind the host. */
function sameAddress(a: string, b: string): boolean {
  try {
    return new URL(a).href === new URL(b).href
  } catch {
    return false
  }
}
