/** The row of tabs above every screen of Devices; those whose folder does not exist are left out. */
import { useWords } from '../../app/i18n.ts'
import { screen } from '../../app/screens.ts'
import { TabRow } from '../../components/TabRow.tsx'
import { TABS, type DeviceTab } from './tabs.ts'

const SHOWN = TABS.filter(({ folder }) => screen(folder) !== null)

export function DeviceTabs({ at }: { at: DeviceTab }) {
  const { t } = useWords()
  const tabs = SHOWN.map(({ name }) => ({ href: `/devices/${name}`, label: t(`devices.tab.${name}`) }))
  return <TabRow label={t('devices.title')} tabs={tabs} at={`/devices/${at}`} />
}
