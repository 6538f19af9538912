/** The counts on rail and bottom bar: what waits for a person. */
import { useMemo } from 'react'
import { isSilent } from '../../shared/model/alarm.ts'
import { useRead } from './client.ts'

export type Count = { n: number; tone: 'critical' | 'plain' }

/** Unacknowledged alarms and due inspections, by place; zero is left out. */
export function useCounts(): Partial<Record<string, Count>> {
  const alarms = useRead('alarms.active', undefined, { staleTime: Infinity })
  const overview = useRead('stations.overview')
  return useMemo(() => {
    const open = (alarms.data ?? []).filter((a) => a.acknowledgedAt === null && !isSilent(a))
    const counts: Partial<Record<string, Count>> = {}
    if (open.length > 0)
      counts['alarms'] = {
        n: open.length,
        tone: open.some((a) => a.severity === 'critical' && a.clearedAt === null) ? 'critical' : 'plain',
      }
    const due = overview.data?.overdueInspections ?? 0
    if (due > 0) counts['inspections'] = { n: due, tone: 'plain' }
    return counts
  }, [alarms.data, overview.data?.overdueInspections])
}
