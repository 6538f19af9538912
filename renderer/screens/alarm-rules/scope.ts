/** Where an override stands, in words: the station's code, the group's name, the metric. */
import { useMemo } from 'react'
import { metricName } from '../../../shared/format/metric.ts'
import type { OverrideScope } from '../../../shared/model/override.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useBook } from '../alarms/data.ts'

export function useScopeText(): (scope: OverrideScope) => string {
  const { t } = useWords()
  const book = useBook()
  const groups = useRead('groups.list').data
  return useMemo(() => {
    const names = new Map((groups ?? []).map(({ id, name }) => [id, name]))
    return (scope) => {
      if (scope.kind === 'station') return book.station(scope.stationId)?.code ?? `#${scope.stationId}`
      return scope.kind === 'group' ? (names.get(scope.groupId) ?? `#${scope.groupId}`) : metricName(scope.metric, t)
    }
  }, [t, book, groups])
}
