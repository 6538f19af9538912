/** The way between the core, whose history.db is damaged or in doubt, and the archive, which checks it and fetches a backup: questions one way, answers the other. */
import type { Aside } from '../../shared/model/storage.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import type { Line } from './line.ts'

/** `measure`: what a day adds to history.db. */
export type CareQuestion = { readonly kind: 'check' | 'measure' } | { readonly kind: 'rescue'; readonly aside: Aside }
/** `failed`: the archive could not do it now, and may be asked again. */
export type CareAnswer =
  | { readonly kind: 'failed' }
  | { readonly kind: 'measure'; readonly dailyBytes: number }
  | { readonly kind: 'check'; readonly found: string | null }
  | {
      readonly kind: 'rescue'
      /** When the backup is of that stands in the place now, epoch ms; null where there was none. */ readonly backupAt: number | null
    }

const PROGRAM = { name: 'branchwatch', role: 'admin' } as const

/** Asks the archive for the core and tells it the answer. */
export async function askArchive(archive: Line, core: Line, question: CareQuestion): Promise<void> {
  const answer = await archive.call(`care.${question.kind}`, question, PROGRAM).catch(() => null)
  const isAnswer = typeof answer === 'object' && answer !== null && !isRefusal(answer) && 'kind' in answer
  core.tell('careAnswer', isAnswer ? answer : ({ kind: 'failed' } satisfies CareAnswer))
}
