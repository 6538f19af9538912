/** The row of tabs above the screens of Power and storm. */
import { useWords } from '../../app/i18n.ts'
import { TabRow } from '../../components/TabRow.tsx'

const TABS = ['board', 'resources', 'bulletin'] as const
export type StormTab = (typeof TABS)[number]

export function StormTabs({ at }: { at: StormTab }) {
  const { t } = useWords()
  return (
    <TabRow
      label={t('storm.title')}
      tabs={TABS.map((name) => ({ href: `/storm/${name}`, label: t(`storm.tab.${name}`) }))}
      at={`/storm/${at}`}
    />
  )
}
