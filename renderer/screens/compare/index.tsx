/** Compare: one metric at many stations, in one chart or in many small ones; the address is the whole question and can be sent to somebody. */
import { ChartLine, Download, Grid2x2, Image, LineChart, Link2, Table2 } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useQueries } from '@tanstack/react-query'
import { call, keyOf, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button, IconButton } from '../../components/Button.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { toast } from '../../components/Toast.tsx'
import { PeriodNote, PeriodPicker, windowText } from '../../charts/PeriodPicker.tsx'
import { SeriesTable } from '../../charts/SeriesTable.tsx'
import { COLOUR_COUNT } from '../../charts/colours.ts'
import type { ChartSeries } from '../../charts/SeriesChart.tsx'
import { thresholdsOf } from '../../charts/marks.ts'
import { usePeriod } from '../../charts/usePeriod.ts'
import { useSaving } from '../../charts/useSaving.ts'
import { useSeries } from '../../charts/useSeries.ts'
import { pixelsFor, useWidth } from '../../charts/useWidth.ts'
import { metricName } from '../../../shared/format/metric.ts'
import { number } from '../../../shared/format/number.ts'
import { MINUTE } from '../../../shared/format/time.ts'
import { CompareCharts } from './CompareCharts.tsx'
import { Ranking } from './Ranking.tsx'
import { Scope } from './Scope.tsx'
import { Spread } from './Spread.tsx'
import { comparisonOf, lineName, seriesOf, stationsOf } from './question.ts'
import css from './Compare.module.css'

const NO_ROWS: readonly never[] = []

export default function Compare() {
  const { t, locale } = useWords()
  const params = useParams()
  const { period, window } = usePeriod()
  const comparison = useMemo(() => comparisonOf(params), [params])
  const [asTable, setAsTable] = useState(false)
  const list = useRead('stations.list', undefined, { staleTime: MINUTE })
  const rules = useRead('alarms.rules', undefined, { staleTime: 10 * MINUTE })
  const rows = list.data?.rows ?? NO_ROWS
  const byStation = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows])
  const { all, asked } = useMemo(() => stationsOf(rows, comparison), [rows, comparison])
  const indexes = useQueries({
    queries: asked.map(({ id }) => ({
      queryKey: keyOf('history.index', { stationId: id }),
      queryFn: ({ signal }: { signal: AbortSignal }) => call('history.index', { stationId: id }, signal),
      staleTime: 5 * MINUTE,
    })),
  })
  const found = seriesOf(
    comparison.metric,
    asked.map((station, i) => ({ station, index: indexes[i]?.data ?? NO_ROWS })),
  )
  const looking = indexes.some((one) => one.isPending)
  const broken = indexes.find((one) => one.error)

  const [measure, width] = useWidth()
  const pixels = width === 0 ? 0 : comparison.small ? 300 : pixelsFor(width - 72)
  const requests = found.shown.map((one) => one.request)
  const question = { series: requests, window, pixels }
  const read = useSeries(question, period, !looking && found.shown.length > 0)
  const byId = new Map(found.shown.map((one, k) => [one.id, { one, k }]))
  const lines = (read.data ?? []).flatMap((series): ChartSeries[] => {
    const known = byId.get(`${series.deviceId}/${series.metric}/${series.instance}`)
    if (!known) return []
    return [
      { id: known.one.id, name: lineName(known.one), series, colour: known.k % COLOUR_COUNT, dash: Math.floor(known.k / COLOUR_COUNT) },
    ]
  })
  const stable = useStable(lines, read.data)
  const limits = useMemo(() => thresholdsOf(rules.data ?? [], [comparison.metric]), [rules.data, comparison.metric])
  const off = useMemo(() => new Set(comparison.off), [comparison.off])
  const name = metricName(comparison.metric, t)
  const charts = useRef<HTMLDivElement>(null)
  const saving = useSaving({
    file: `${t('compare.fileName')}-${comparison.metric}`,
    title: `${t('compare.title')}: ${name}`,
    subtitle: windowText(window, locale),
    window,
    questions: [question],
    names: () => (series) => {
      const known = byId.get(`${series.deviceId}/${series.metric}/${series.instance}`)
      return known ? `${lineName(known.one)} ${known.one.station.name}` : ''
    },
  })
  const copy = () => {
    void navigator.clipboard?.writeText(location.href).then(() => toast({ text: t('compare.copied') }))
  }
  const ready = lines.length > 0

  const body = () => {
    if (list.error && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    if (!list.data) return <Loading lines={10} />
    if (all.length === 0)
      return (
        <EmptyState icon={LineChart} hint={t('compare.emptyHint')}>
          {t('compare.empty')}
        </EmptyState>
      )
    if (broken && found.shown.length === 0) return <ErrorState error={broken.error} onRetry={() => void broken.refetch()} compact />
    if (found.shown.length === 0)
      return looking ? <Loading lines={10} /> : <EmptyState icon={LineChart}>{t('compare.noSeries', { name })}</EmptyState>
    if (read.error && !read.fresh) return <ErrorState error={read.error} onRetry={read.retry} compact />
    if (!read.data) return <Loading lines={10} />
    if (asTable) return <SeriesTable named={lines.filter((line) => !off.has(line.id))} />
    return (
      <CompareCharts
        title={name}
        lines={stable}
        titles={new Map(found.shown.map((one) => [one.id, `${lineName(one)} · ${one.station.name}`]))}
        period={period}
        window={window}
        limits={limits}
        small={comparison.small}
        off={off}
        onOff={(next) => params.set({ off: next })}
        fresh={read.fresh}
        old={read.old}
      />
    )
  }
  const tooMany = found.all > found.shown.length || all.length > asked.length
  return (
    <Page
      title={t('compare.title')}
      actions={
        <Button icon={Link2} onClick={copy}>
          {t('compare.copy')}
        </Button>
      }
    >
      <Scope comparison={comparison} rows={rows} communes={list.data?.communes ?? NO_ROWS} stations={all} />
      <Panel
        title={name}
        note={<PeriodNote period={period} window={window} />}
        actions={
          <>
            <PeriodPicker period={period} window={window} />
            <div className={css.tools} role="group" aria-label={t('charts.actions')}>
              <IconButton
                size="small"
                icon={Grid2x2}
                pressed={comparison.small}
                label={t('compare.small')}
                onClick={() => params.set({ as: comparison.small ? null : 'small' })}
              />
              <IconButton
                size="small"
                icon={asTable ? ChartLine : Table2}
                label={t(asTable ? 'charts.chart' : 'charts.table')}
                onClick={() => setAsTable(!asTable)}
              />
              <IconButton
                size="small"
                icon={Download}
                label={t('charts.csv')}
                disabled={!ready}
                busy={saving.busy}
                onClick={() => void saving.csv()}
              />
              <IconButton
                size="small"
                icon={Image}
                label={t('charts.png')}
                disabled={!ready || asTable}
                busy={saving.busy}
                onClick={() => void saving.png(charts.current)}
              />
            </div>
          </>
        }
      >
        {tooMany && !looking ? (
          <p className={css.many} role="status">
            {t('compare.tooMany', { shown: number(found.shown.length, locale), all: number(Math.max(found.all, all.length), locale) })}
          </p>
        ) : null}
        <div ref={measure}>
          <div ref={charts}>{body()}</div>
        </div>
      </Panel>
      {list.data && list.data.rows.length > 0 ? (
        <div className={css.beside}>
          <Ranking comparison={comparison} window={window} rows={byStation} within={all} />
          <Spread comparison={comparison} window={window} within={all} />
        </div>
      ) : null}
    </Page>
  )
}

/** The same lines for as long as the answer is the same and they are called the same: charts are drawn anew only when something changed. */
function useStable(lines: ChartSeries[], answer: unknown): readonly ChartSeries[] {
  const names = lines.map(({ id, name }) => `${id}\n${name}`).join('\n')
  const [kept, setKept] = useState({ lines, answer, names })
  if (kept.answer !== answer || kept.names !== names) {
    setKept({ lines, answer, names })
    return lines
  }
  return kept.lines
}
