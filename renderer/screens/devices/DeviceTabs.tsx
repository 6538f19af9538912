/** The row of tabs above every screen of Devices; those whose folder does not exist are left out. */
import { useEffect, useRef } from 'react'
import { useWords } from '../../app/i18n.ts'
import { screen } from '../../app/screens.ts'
import { TABS, type DeviceTab } from './tabs.ts'
import css from './Devices.module.css'

const SHOWN = TABS.filter(({ folder }) => screen(folder) !== null)

export function DeviceTabs({ at }: { at: DeviceTab }) {
  const { t } = useWords()
  const row = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a phone the tabs slide: the chosen one is brought into sight.
    row.current?.querySelector('a[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [])
  return (
    <nav ref={row} className={css.tabs} aria-label={t('devices.title')}>
      {SHOWN.map(({ name }) => (
        <a key={name} href={`#/devices/${name}`} aria-current={name === at ? 'page' : undefined}>
          {t(`devices.tab.${name}`)}
        </a>
      ))}
    </nav>
  )
}
