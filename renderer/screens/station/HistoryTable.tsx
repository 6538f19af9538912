/** The station's charts as one table. */
import { useQueries } from '@tanstack/react-query'
import { useWords } from '../../app/i18n.ts'
import { ErrorState, Loading } from '../../components/Blank.tsx'
import { seriesNames } from '../../charts/labels.ts'
import { SeriesTable } from '../../charts/SeriesTable.tsx'
import { seriesQuery, type Question } from '../../charts/useSeries.ts'

export function HistoryTable({ questions, deviceName }: { questions: readonly Question[]; deviceName: (id: number) => string }) {
  const { t } = useWords()
  const reads = useQueries({ queries: questions.map((question) => ({ ...seriesQuery(question), enabled: question.pixels > 0 })) })
  const series = reads.flatMap(({ data }) => data ?? [])
  const nameOf = seriesNames(series, t, deviceName)
  const named = series.map((one) => ({ name: nameOf(one), series: one }))
  const failed = reads.find((read) => read.error)
  if (failed && named.length === 0) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} compact />
  if (named.length === 0) return questions.length === 0 ? null : <Loading lines={8} />
  return <SeriesTable named={named} />
}
