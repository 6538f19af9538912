/** The answers of a draft as a pure value: one change at a time, and joining with what another person saved meanwhile. */
import { Answer } from '../../../shared/model/inspection.ts'
import { z } from 'zod'

export type Answers = ReadonlyMap<string, Answer>
export type AnswerChange = Partial<Omit<Answer, 'itemId'>>

export const EMPTY: Omit<Answer, 'itemId'> = { result: null, value: null, day: null, note: '', live: null }

export const answersOf = (list: readonly Answer[]): Answers => new Map(list.map((answer) => [answer.itemId, answer]))
export const listOf = (answers: Answers): Answer[] => [...answers.values()]

/** Changes one answer; the rest stays. */
export function change(answers: Answers, itemId: string, by: AnswerChange): Answers {
  const next = new Map(answers)
  next.set(itemId, { ...EMPTY, ...answers.get(itemId), ...by, itemId })
  return next
}

/** Another person's version with the answers touched here laid over it: nothing typed here is lost. */
export function join(theirs: readonly Answer[], mine: Answers, touched: ReadonlySet<string>): Answers {
  const next = new Map(theirs.map((answer) => [answer.itemId, answer]))
  for (const id of touched) {
    const answer = mine.get(id)
    if (answer) next.set(id, answer)
  }
  return next
}

/** What is kept on this machine until the console has it. */
export const Kept = z.object({ version: z.number().int(), answers: z.array(Answer) })
export type Kept = z.infer<typeof Kept>
export const keptKey = (id: number): string => `branchwatch.draft.${id}`
