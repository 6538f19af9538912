/** The stations at one end of a metric over the period: ten with the lowest battery voltage, the hottest rooms; each can be taken into the comparison. */
import { Plus } from 'lucide-react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { setParams } from '../../app/location.ts'
import { ErrorState, Loading } from '../../components/Blank.tsx'
import { IconButton } from '../../components/Button.tsx'
import { Segmented } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import type { Window } from '../../charts/period.ts'
import { resolutionKey } from '../../charts/csv.ts'
import { valueText } from '../../../shared/format/metric.ts'
import { number } from '../../../shared/format/number.ts'
import { MINUTE, moment } from '../../../shared/format/time.ts'
import type { StationRow } from '../../../shared/model/station.ts'
import { rankingOf, scopeOf, type Comparison } from './question.ts'
import css from './Compare.module.css'

const SHOWN = 10
const BY = { lowest: ['min', 'mean'], highest: ['max', 'mean'] } as const

export type RankingProps = { comparison: Comparison; window: Window; rows: ReadonlyMap<number, StationRow>; within: readonly StationRow[] }

export function Ranking({ comparison, window, rows, within }: RankingProps) {
  const { t, locale } = useWords()
  const { end, by, of } = comparison.ranking
  const scope = scopeOf(comparison, within)
  const worst = useRead(
    'history.worst',
    { metric: comparison.metric, scope, ...window, by: rankingOf(comparison.ranking), code: null, end, n: SHOWN },
    { keep: true, staleTime: 5 * MINUTE },
  )
  const { data } = worst
  return (
    <Panel
      title={t(`compare.ranking.${end}`)}
      note={
        data
          ? t('compare.ranking.of', { n: number(data.stations, locale), how: t(`charts.resolution.${resolutionKey(data.resolution)}`) })
          : null
      }
      actions={
        <>
          <Segmented
            size="small"
            label={t('compare.ranking.end')}
            value={end}
            options={(['lowest', 'highest'] as const).map((value) => ({ value, label: t(`compare.ranking.${value}Short`) }))}
            onChange={(next) => setParams({ end: next === 'lowest' ? null : next })}
          />
          <Segmented
            size="small"
            label={t('compare.ranking.by')}
            value={by}
            options={(['peak', 'mean'] as const).map((value, i) => ({ value, label: t(`charts.${BY[end][i] ?? 'mean'}`) }))}
            onChange={(next) => setParams({ by: next === 'peak' ? null : next })}
          />
          <Segmented
            size="small"
            label={t('compare.ranking.scope')}
            value={of}
            options={(['all', 'chosen'] as const).map((value) => ({ value, label: t(`compare.ranking.${value}`) }))}
            onChange={(next) => setParams({ of: next === 'all' ? null : next })}
          />
        </>
      }
    >
      {worst.error && !data ? <ErrorState error={worst.error} onRetry={() => void worst.refetch()} compact /> : null}
      {worst.isPending && !worst.error ? <Loading lines={6} /> : null}
      {data && data.rows.length === 0 ? <p className="muted">{t('compare.ranking.none')}</p> : null}
      {data && data.rows.length > 0 ? (
        <table className={css.ranking} aria-busy={worst.isPlaceholderData}>
          <thead>
            <tr>
              <th scope="col">{t('compare.ranking.station')}</th>
              <th scope="col">{t('compare.ranking.value')}</th>
              <th scope="col">{t('charts.time')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('compare.add')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((one) => {
              const station = rows.get(one.stationId)
              const row = one.label || one.instance
              const chosen = comparison.stations.includes(one.stationId)
              return (
                <tr key={one.stationId}>
                  <th scope="row">
                    <a href={`#/stations/${one.stationId}`}>
                      {station?.code ?? one.stationId} {station?.name ?? ''}
                    </a>
                    {row === '' ? null : <span className="muted"> · {row}</span>}
                  </th>
                  <td>
                    {valueText(comparison.metric, one.value, t, locale)}
                    {one.bad > 0 ? (
                      <span
                        className="muted"
                        title={t('compare.ranking.bad', { bad: number(one.bad, locale), all: number(one.samples, locale) })}
                      >
                        {' '}
                        ~
                      </span>
                    ) : null}
                  </td>
                  <td className="muted">{one.at === null ? '' : moment(one.at, locale)}</td>
                  <td>
                    <IconButton
                      size="small"
                      icon={Plus}
                      disabled={chosen}
                      label={t('compare.ranking.take', { code: station?.code ?? String(one.stationId) })}
                      onClick={() => setParams({ s: [...comparison.stations, one.stationId].map(String), off: null })}
                    />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      ) : null}
    </Panel>
  )
}
