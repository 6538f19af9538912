/** The row of tabs above every screen of Alarms; those whose folder does not exist are left out. */
import { useCounts } from '../../app/counts.ts'
import { useWords } from '../../app/i18n.ts'
import { number } from '../../../shared/format/number.ts'
import { screen } from '../../app/screens.ts'
import { TabRow, type TabItem } from '../../components/TabRow.tsx'
import { useIncidents } from '../incidents/data.ts'
import { TABS, type AlarmTab } from './tabs.ts'

const SHOWN = TABS.filter(({ folder }) => screen(folder) !== null)

export function AlarmTabs({ at }: { at: AlarmTab }) {
  const { t, locale } = useWords()
  const waiting = useCounts()['alarms']
  const untaken = (useIncidents().data ?? []).filter(
    (one) => one.state === 'open' && one.acknowledgedAt === null && one.mergedInto === null,
  ).length
  const tabs = SHOWN.map(({ name }): TabItem => {
    const tab = { href: `/alarms/${name}`, label: t(`alarms.place.${name}`) }
    if (name === 'incidents' && untaken > 0)
      return { ...tab, count: untaken, countTitle: t('incidents.waitingN', { n: number(untaken, locale) }) }
    if (name !== 'list' || !waiting) return tab
    return { ...tab, count: waiting.n, tone: waiting.tone, countTitle: t('common.nav.alarmsCount', { n: number(waiting.n, locale) }) }
  })
  return <TabRow label={t('alarms.title')} tabs={tabs} at={`/alarms/${at}`} />
}
