/** Hamlets that lost their signal, those still without it first. */
import { number } from '../../../shared/format/number.ts'
import { useWords } from '../../app/i18n.ts'
import { Badge } from '../../components/State.tsx'
import type { StationBook } from '../alarms/view.ts'
import type { Detail } from './story.ts'
import css from './Incidents.module.css'

export function Hamlets({ hamlets, book }: { hamlets: Detail['hamlets']; book: StationBook }) {
  const { t, locale } = useWords()
  if (hamlets.length === 0) return <p className="muted">{t('incidents.noHamlets')}</p>
  const sorted = hamlets.toSorted((a, b) => Number(b.without) - Number(a.without) || (b.households ?? 0) - (a.households ?? 0))
  return (
    <ul className={css.hamlets}>
      {sorted.map((hamlet) => (
        <li key={hamlet.hamletId}>
          <span className={css.hamletName}>
            <span className={css.strong}>{hamlet.name}</span> <span className="muted">{book.commune(hamlet.communeId)}</span>
          </span>
          <span className={css.hamletHomes}>
            {hamlet.households === null
              ? t('incidents.householdsUnknown')
              : t('incidents.householdsN', { n: number(hamlet.households, locale) })}
          </span>
          {hamlet.without ? (
            <Badge tone="critical" shape>
              {t('incidents.without')}
            </Badge>
          ) : (
            <Badge tone="ok" shape>
              {t('incidents.signalBack')}
            </Badge>
          )}
        </li>
      ))}
    </ul>
  )
}
