/** The sentence for what the console could not do, where there is one. */
import type { Phrase } from '../../shared/model/phrase.ts'
import { isRefusal } from '../../shared/model/refusal.ts'

/** What a disk may refuse, as the store names it. */
const FILE_KINDS: Readonly<Record<string, 'readOnly' | 'full'>> = {
  EROFS: 'readOnly',
  EACCES: 'readOnly',
  EPERM: 'readOnly',
  ENOSPC: 'full',
  EDQUOT: 'full',
}

/** Null for a defect: that is no one's fault but ours and has no sentence. */
export function phraseOf(problem: unknown): Phrase | null {
  if (isRefusal(problem)) return problem.data.phrase
  if (typeof problem !== 'object' || problem === null) return null
  if ('phrase' in problem && typeof problem.phrase === 'object' && problem.phrase !== null && 'key' in problem.phrase)
    return problem.phrase as Phrase
  if ('kind' in problem && 'file' in problem && 'detail' in problem)
    return { key: `error.store.${String(problem.kind)}`, params: { file: String(problem.file), detail: String(problem.detail) } }
  const code = codeOf(problem) ?? ''
  const kind = FILE_KINDS[code]
  if (kind && 'path' in problem) return { key: `error.store.${kind}`, params: { file: String(problem.path), detail: code } }
  return 'cause' in problem ? phraseOf(problem.cause) : null
}

export function codeOf(problem: unknown): string | null {
  return typeof problem === 'object' && problem !== null && 'code' in problem && typeof problem.code === 'string' ? problem.code : null
}
