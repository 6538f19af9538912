/** Inspections: which stations are due, the rounds there were, and the findings still open. */
import { useState } from 'react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { Segmented } from '../../components/Form.tsx'
import { Page } from '../../components/Page.tsx'
import { useBook } from '../alarms/data.ts'
import { DueTab } from './DueTab.tsx'
import { FindingsTab } from './FindingsTab.tsx'
import { RoundsTab } from './RoundsTab.tsx'
import { StartDialog } from './StartDialog.tsx'

const TABS = ['due', 'rounds', 'findings'] as const
type Tab = (typeof TABS)[number]

export default function InspectionsScreen() {
  const { t } = useWords()
  const params = useParams()
  const book = useBook()
  const overview = useRead('stations.overview')
  const tab: Tab = TABS.find((name) => name === params.get('tab')) ?? 'due'
  const [starting, setStarting] = useState<number | null>(null)
  const asked = Number(params.get('start')) || null
  const open = overview.data?.openFindings ?? 0
  return (
    <Page
      title={t('inspections.title')}
      fill
      actions={
        <Segmented
          label={t('inspections.title')}
          value={tab}
          options={TABS.map((value) => ({
            value,
            label: value === 'findings' && open > 0 ? `${t('inspections.tab.findings')} (${open})` : t(`inspections.tab.${value}`),
          }))}
          onChange={(next) => params.set({ tab: next === 'due' ? null : next, q: null, sort: null, row: null }, { push: true })}
        />
      }
    >
      {tab === 'due' ? <DueTab book={book} onStart={setStarting} /> : null}
      {tab === 'rounds' ? <RoundsTab book={book} /> : null}
      {tab === 'findings' ? <FindingsTab book={book} /> : null}
      <StartDialog
        station={book.station(starting ?? asked ?? 0)}
        onClose={() => {
          setStarting(null)
          if (asked !== null) params.set({ start: null })
        }}
      />
    </Page>
  )
}
