/** Who goes dark first: stations on battery with their minutes counting down, and what hangs behind each. */
import { number } from '../../../shared/format/number.ts'
import { MINUTE } from '../../../shared/format/time.ts'
import { useRead } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { useSecond } from '../../app/now.ts'
import css from './Wall.module.css'

const SHOWN = 8

export function StormPage() {
  const { t, locale } = useWords()
  const board = useRead('storm.board', undefined, { refetchInterval: 30_000 }).data
  const now = useSecond()
  if (!board) return null
  const first = board.stations.filter((station) => station.group !== 'dark').slice(0, SHOWN)
  return (
    <ol className={css.list}>
      {first.map((station) => (
        <li key={station.id}>
          <span className={css.minutes}>
            {station.darkAt === null
              ? '—'
              : t('common.minutes', { n: number(Math.max(0, Math.floor((station.darkAt - now) / MINUTE)), locale) })}
          </span>
          <span className={css.what}>
            <strong>
              {station.code} {station.name}
            </strong>
            <span className={css.where}>{station.why === null ? '' : phraseText(t, station.why, 'common.cannotTell')}</span>
          </span>
          <span className={css.cost}>
            {station.behind > 0 ? <strong>{t('incidents.behindN', { n: number(station.behind, locale) })}</strong> : null}
            {station.households > 0 ? <span>{t('incidents.householdsN', { n: number(station.households, locale) })}</span> : null}
          </span>
        </li>
      ))}
      {first.length === 0 ? <li>{t('wall.noneOnBattery')}</li> : null}
    </ol>
  )
}
