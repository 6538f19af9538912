/** How long the device took to answer the last polls; failures are marked, pauses stay open. */
import { ChartLine, Table2 } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Await, Loading } from '../../components/Blank.tsx'
import { IconButton } from '../../components/Button.tsx'
import { Panel } from '../../components/Panel.tsx'
import { number } from '../../../shared/format/number.ts'
import { MINUTE } from '../../../shared/format/time.ts'
import type { ExchangeMark } from '../../../shared/model/exchange.ts'
import { responseFigures, responsePlot } from './response.ts'
import { milliseconds } from './words.ts'

const PlotChart = lazy(() => import('../../charts/PlotChart.tsx'))
const PlotTable = lazy(() => import('../../charts/PlotTable.tsx'))

const NONE: readonly ExchangeMark[] = []
/** A chart of fewer minutes would stretch two polls over the whole width. */
const LEAST_MS = 10 * MINUTE

export function ResponsePanel({
  of,
  intervalSeconds,
}: {
  of: { data: OutputOf<'poller.device'> | undefined; error: unknown; refetch: () => unknown }
  intervalSeconds: number
}) {
  const { t, locale } = useWords()
  const [asTable, setAsTable] = useState(false)
  const recent = of.data?.exchange?.recent ?? NONE
  const plot = useMemo(
    () =>
      responsePlot(recent, intervalSeconds, {
        line: t('devices.response.line'),
        marks: t('devices.response.failed'),
        outcome: (outcome) => t(`station.outcome.${outcome}`),
      }),
    [recent, intervalSeconds, t],
  )
  const figures = responseFigures(recent)
  const ms = (value: number) => milliseconds(value, locale)
  const to = recent.at(-1)?.at ?? 0
  const from = Math.min(recent[0]?.at ?? 0, to - LEAST_MS)
  return (
    <Panel
      title={t('devices.response.title')}
      note={
        figures
          ? t('devices.response.figures', {
              p50: ms(figures.p50),
              p95: ms(figures.p95),
              failed: number(figures.failed, locale),
              polls: number(figures.polls, locale),
            })
          : undefined
      }
      actions={
        recent.length === 0 ? null : (
          <IconButton
            icon={asTable ? ChartLine : Table2}
            label={t(asTable ? 'charts.chart' : 'charts.table')}
            onClick={() => setAsTable(!asTable)}
          />
        )
      }
    >
      <Await of={of} lines={5}>
        {() =>
          recent.length === 0 ? (
            <p className="muted">{t('devices.response.none')}</p>
          ) : (
            <Suspense fallback={<Loading lines={5} />}>
              {asTable ? (
                <PlotTable label={t('devices.response.title')} plots={[{ ...plot, unit: 'ms', decimals: 1 }]} />
              ) : (
                <PlotChart title={t('devices.response.line')} unit="ms" {...plot} from={from} to={to} sync="device" height={180} />
              )}
            </Suspense>
          )
        }
      </Await>
    </Panel>
  )
}
