/** Where the time of a period went: five buckets side by side, always with their words and minutes. */
import { number, percent } from '../../../shared/format/number.ts'
import type { Availability } from '../../../shared/model/interval.ts'
import { useWords } from '../../app/i18n.ts'
import { minutes, sharesOf, shareText } from './figures.ts'
import css from './Reports.module.css'

/** A thin bar for a table row; its numbers are on hover and spoken. */
export function TimeBar({ availability }: { availability: Availability }) {
  const { t, locale } = useWords()
  const shares = sharesOf(availability).filter((share) => share.seconds > 0)
  if (shares.length === 0) return <span className="muted">{t('reports.noData')}</span>
  const said = shares
    .map((share) =>
      t('reports.shareOf', {
        bucket: t(`common.bucket.${share.bucket}`),
        minutes: number(minutes(share.seconds), locale),
        share: shareText(share.share, locale),
      }),
    )
    .join('; ')
  return (
    <span className={css.timeBar} role="img" aria-label={said} title={said.replaceAll('; ', '\n')}>
      {shares.map((share) => (
        <span key={share.bucket} data-bucket={share.bucket} style={{ flexGrow: share.share }} />
      ))}
    </span>
  )
}

/** The bar with a legend of minutes and shares below. */
export function TimeSplit({ availability }: { availability: Availability }) {
  const { t, locale } = useWords()
  const shares = sharesOf(availability)
  if (shares.length === 0) return <p className="muted">{t('reports.noDataWhy')}</p>
  return (
    <div className={css.split}>
      <span className={css.bigBar} aria-hidden>
        {shares
          .filter((share) => share.seconds > 0)
          .map((share) => (
            <span key={share.bucket} data-bucket={share.bucket} style={{ flexGrow: share.share }} />
          ))}
      </span>
      <ul className={css.legend}>
        {shares.map((share) => (
          <li key={share.bucket}>
            <span className={css.swatch} data-bucket={share.bucket} aria-hidden />
            <span className={css.legendName}>{t(`common.bucket.${share.bucket}`)}</span>
            <span className={css.legendNumber}>{t('reports.minutes', { n: number(minutes(share.seconds), locale) })}</span>
            <span className={css.legendShare}>{share.share === 1 ? percent(1, locale) : shareText(share.share, locale)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
