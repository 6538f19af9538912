/** Names of checklist items: findings carry only the item's id, the checklist it was made on says what it is called. */
import { useQueries } from '@tanstack/react-query'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { Checklist, ChecklistItem, Finding } from '../../../shared/model/inspection.ts'
import { call, keyOf } from '../../app/client.ts'
import { itemsOf } from '../../../shared/model/answer.ts'

type Made = Pick<Finding, 'checklistId' | 'checklistVersion'>
const listKey = (made: Made) => `${made.checklistId}/${made.checklistVersion}`

export function nameOf(item: Pick<ChecklistItem, 'vi' | 'en'>, locale: Locale): string {
  return locale === 'vi' ? item.vi : item.en
}

/** Reads each checklist once, from one of the rounds that were made on it. */
export function useItemNames(findings: readonly Finding[], locale: Locale): (finding: Finding) => string {
  const rounds = new Map(findings.map((finding) => [listKey(finding), finding.inspectionId]))
  const answers = useQueries({
    queries: [...rounds.values()].map((id) => ({
      queryKey: keyOf('inspections.get', { id }),
      queryFn: () => call('inspections.get', { id }),
      staleTime: Infinity,
    })),
  })
  const lists = new Map<string, Checklist>()
  for (const { data } of answers) if (data) lists.set(`${data.checklist.id}/${data.checklist.version}`, data.checklist)
  return (finding) => {
    const checklist = lists.get(listKey(finding))
    const item = checklist && itemsOf(checklist).find((one) => one.id === finding.itemId)
    return item ? nameOf(item, locale) : finding.itemId
  }
}
