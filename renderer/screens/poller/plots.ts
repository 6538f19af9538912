/** The last hour of polling as plots, one moment for each minute. */
import type { TFunction } from 'i18next'
import type { Plot } from '../../charts/plot.ts'
import { withGaps } from '../../charts/plot.ts'
import { MINUTE } from '../../../shared/format/time.ts'
import type { PollMinute } from '../../../shared/model/exchange.ts'

export type NamedPlot = Plot & { id: 'polls' | 'response' | 'inFlight' | 'dropped'; title: string; unit: string }

/** A minute without a row (the computer slept) is left open. */
export function plotsOf(minutes: readonly PollMinute[], t: TFunction): NamedPlot[] {
  const points = withGaps(minutes, 1.5 * MINUTE)
  const at = points.map((point) => point.at)
  const line = (id: 'polls' | 'timeouts' | 'missed' | 'p50' | 'p95' | 'inFlight' | 'dropped', colour: number) => ({
    id,
    name: t(`poller.line.${id}`),
    colour,
    values: points.map((point) => ('gap' in point ? null : point[id])),
  })
  return [
    { id: 'polls', title: t('poller.chart.polls'), unit: '', at, lines: [line('polls', 0), line('timeouts', 1), line('missed', 5)] },
    { id: 'response', title: t('poller.chart.response'), unit: 'ms', at, lines: [line('p50', 0), line('p95', 4)], band: ['p50', 'p95'] },
    { id: 'inFlight', title: t('poller.chart.inFlight'), unit: '', at, lines: [line('inFlight', 0)] },
    { id: 'dropped', title: t('poller.chart.dropped'), unit: '', at, lines: [line('dropped', 0)] },
  ]
}
