/** The phone's bar: alarms, stations, inspections, and the rest under "More". */
import { Menu } from '@base-ui/react/menu'
import { Ellipsis } from 'lucide-react'
import popover from '../components/Popover.module.css'
import { useCounts } from './counts.ts'
import { useWords } from './i18n.ts'
import { go } from './location.ts'
import { isAt, short } from './Rail.tsx'
import { PLACES } from './screens.ts'
import { useNarrow } from './media.ts'
import css from './Shell.module.css'

export function BottomBar({ path }: { path: string }) {
  const { t } = useWords()
  const counts = useCounts()
  const narrow = useNarrow()
  if (!narrow) return null
  const rest = PLACES.filter((place) => !place.phone)
  return (
    <nav className={css.bottom} aria-label={t('common.nav.label')}>
      {PLACES.filter((place) => place.phone).map((place) => {
        const count = counts[place.name]
        return (
          <a key={place.name} href={`#${place.path}`} className={css.tab} aria-current={isAt(path, place) ? 'page' : undefined}>
            <place.icon size={22} strokeWidth={1.75} aria-hidden />
            {t(`common.nav.${place.name}`)}
            {count ? (
              <span className={css.count} data-tone={count.tone}>
                {short(count.n)}
              </span>
            ) : null}
          </a>
        )
      })}
      <Menu.Root>
        <Menu.Trigger className={css.tab} aria-current={rest.some((place) => isAt(path, place)) ? 'page' : undefined}>
          <Ellipsis size={22} strokeWidth={1.75} aria-hidden />
          {t('common.nav.more')}
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner sideOffset={8} align="end" className={popover.positioner}>
            <Menu.Popup className={popover.menu}>
              {rest.map((place) => (
                <Menu.Item key={place.name} className={popover.item} onClick={() => go(place.path)}>
                  <place.icon size={18} strokeWidth={1.75} aria-hidden />
                  {t(`common.nav.${place.name}`)}
                </Menu.Item>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </nav>
  )
}
