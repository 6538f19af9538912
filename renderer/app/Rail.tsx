/** The rail at the left: every screen, with what waits there. */
import { number } from '../../shared/format/number.ts'
import { useCounts } from './counts.ts'
import { useWords } from './i18n.ts'
import mark from './mark.svg'
import { PLACES, type Place } from './screens.ts'
import css from './Shell.module.css'

/** True where the path belongs to the place. */
export function isAt(path: string, place: Pick<Place, 'path'>): boolean {
  return place.path === '/' ? path === '/' : path === place.path || path.startsWith(`${place.path}/`)
}

/** A count for a small badge. */
export function short(n: number): string {
  return n > 999 ? '999+' : String(n)
}

export function Rail({ path }: { path: string }) {
  const { t, locale } = useWords()
  const counts = useCounts()
  return (
    <nav className={css.rail} aria-label={t('common.nav.label')}>
      <a href="#/" className={css.brand} aria-label="Branchwatch">
        <img src={mark} alt="" width={28} height={28} />
        <span className={css.word}>Branchwatch</span>
      </a>
      <div className={css.places}>
        {PLACES.filter((place) => place.under === undefined).map((place) => {
          const count = counts[place.name]
          const name = t(`common.nav.${place.name}`)
          return (
            <a
              key={place.name}
              href={`#${place.path}`}
              className={css.place}
              aria-current={isAt(path, place) || PLACES.some((one) => one.under === place.name && isAt(path, one)) ? 'page' : undefined}
              title={name}
            >
              <place.icon size={19} strokeWidth={1.75} aria-hidden />
              <span className={css.word}>{name}</span>
              {count ? (
                <span
                  className={css.count}
                  data-tone={count.tone}
                  title={t(`common.nav.${place.name}Count`, { n: number(count.n, locale) })}
                >
                  {short(count.n)}
                </span>
              ) : null}
            </a>
          )
        })}
      </div>
    </nav>
  )
}
