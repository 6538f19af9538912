/** The row of tabs above every screen of Devices; those whose folder does not exist are left out. */
import { useWords } from '../../app/i18n.ts'
import { screen } from '../../app/screens.ts'
import { TABS, type DeviceTab } from './tabs.ts'
import css from './Devices.module.css'

export function DeviceTabs({ at }: { at: DeviceTab }) {
  const { t } = useWords()
  return (
    <nav className={css.tabs} aria-label={t('devices.title')}>
      {TABS.filter(({ folder }) => screen(folder) !== null).map(({ name }) => (
        <a key={name} href={`#/devices/${name}`} aria-current={name === at ? 'page' : undefined}>
          {t(`devices.tab.${name}`)}
        </a>
      ))}
    </nav>
  )
}
