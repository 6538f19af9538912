/** What stands in an empty list: nothing at all, nothing that waits, or nothing that the question finds. */
import { ShieldCheck } from 'lucide-react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { EmptyState } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { NoStations } from '../../components/NoStations.tsx'
import type { Filtered } from './filter.ts'
import type { Asked } from './useQuestion.ts'

export function Nothing({ asked, aside }: { asked: Asked; aside: Filtered['aside'] }) {
  const { t } = useWords()
  const stations = useRead('stations.list', undefined, { staleTime: 60_000 })
  if (asked.changed)
    return (
      <EmptyState action={<Button onClick={() => asked.open(asked.view)}>{t('alarms.filter.clear')}</Button>}>
        {t('alarms.empty.filtered')}
      </EmptyState>
    )
  if (stations.data?.rows.length === 0) return <NoStations />
  if (asked.view.name !== null) return <EmptyState>{t('alarms.empty.filtered')}</EmptyState>
  const set = aside.shelved + aside.suppressed
  return (
    <EmptyState icon={ShieldCheck} hint={asked.view.id === 'need' && set > 0 ? t('alarms.empty.aside', { n: set }) : undefined}>
      {t(`alarms.empty.${asked.view.id}`)}
    </EmptyState>
  )
}
