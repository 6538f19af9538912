/** What is wrong with a person's own device profile, as sentences: which file and line, then what to mend. */
import type { Phrase } from '../../shared/model/phrase.ts'
import type { ProfileIssue } from '../profiles/parse.ts'

export function issueSentences({ file, line, field, phrase }: ProfileIssue): Phrase[] {
  return [{ key: `error.profile.${field === '' ? 'line' : 'field'}`, params: { file, line, field } }, phrase]
}
