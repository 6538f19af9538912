/** How the values of a metric lie over the period: a histogram, and the values that parts of the samples lie below. */
import { lazy, Suspense } from 'react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { ErrorState, Loading } from '../../components/Blank.tsx'
import { Panel } from '../../components/Panel.tsx'
import { resolutionKey } from '../../charts/csv.ts'
import type { Window } from '../../charts/period.ts'
import { valueText } from '../../../shared/format/metric.ts'
import { number, percent } from '../../../shared/format/number.ts'
import { MINUTE } from '../../../shared/format/time.ts'
import type { StationRow } from '../../../shared/model/station.ts'
import { scopeOf, type Comparison } from './question.ts'
import css from './Compare.module.css'

const Histogram = lazy(() => import('../../charts/Histogram.tsx'))
const BINS = 40

export function Spread({ comparison, window, within }: { comparison: Comparison; window: Window; within: readonly StationRow[] }) {
  const { t, locale } = useWords()
  const read = useRead(
    'history.distribution',
    { metric: comparison.metric, scope: scopeOf(comparison, within), ...window, bins: BINS },
    { keep: true, staleTime: 5 * MINUTE },
  )
  const { data } = read
  const say = (value: number | null) => valueText(comparison.metric, value, t, locale)
  return (
    <Panel
      title={t('compare.spread.title')}
      note={
        data && data.samples > 0
          ? t('compare.spread.of', {
              n: number(data.samples, locale),
              series: number(data.series, locale),
              how: t(`charts.resolution.${resolutionKey(data.resolution)}`),
            })
          : null
      }
    >
      {read.error && !data ? <ErrorState error={read.error} onRetry={() => void read.refetch()} compact /> : null}
      {read.isPending && !read.error ? <Loading lines={6} /> : null}
      {data && data.min === null ? <p className="muted">{t('compare.ranking.none')}</p> : null}
      {data && data.min !== null ? (
        <>
          <Suspense fallback={<Loading lines={6} />}>
            <Histogram metric={comparison.metric} edges={data.edges} counts={data.counts} />
          </Suspense>
          <dl className={css.figures} aria-busy={read.isPlaceholderData}>
            <div>
              <dt>{t('charts.min')}</dt>
              <dd>{say(data.min)}</dd>
            </div>
            {data.quantiles.map(({ share, value }) => (
              <div key={share}>
                <dt>{share === 0.5 ? t('compare.spread.median') : t('compare.spread.below', { share: percent(share, locale, 0) })}</dt>
                <dd>{say(value)}</dd>
              </div>
            ))}
            <div>
              <dt>{t('charts.max')}</dt>
              <dd>{say(data.max)}</dd>
            </div>
            <div>
              <dt>{t('charts.mean')}</dt>
              <dd>{say(data.mean)}</dd>
            </div>
            {data.bad > 0 ? (
              <div>
                <dt>{t('compare.spread.bad')}</dt>
                <dd>{percent(data.bad / data.samples, locale)}</dd>
              </div>
            ) : null}
          </dl>
        </>
      ) : null}
    </Panel>
  )
}
