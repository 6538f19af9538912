/** What a trap's problem is called: an alarm rule's title where polling sees the same fault, else the title of its own. */
import type { TFunction } from 'i18next'
import { rule } from '../i18n/vi/rule.ts'

/** The key of its title in the dictionaries. */
export function problemKey(problem: string): string {
  return Object.hasOwn(rule, problem) ? `rule.${problem}.title` : `trapProblem.${problem}`
}

/** The title in the reader's language; a problem that a person's own profile invented is shown by its name. */
export function problemTitle(problem: string, t: TFunction): string {
  return t(problemKey(problem) as never, { defaultValue: problem })
}
