/** Incidents as screens need them: all that are or lately were, by id, their titles in words, their places by name. */
import { useEffect, useMemo } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import type { Incident, IncidentRoot } from '../../../shared/model/incident.ts'
import { call, keyOf, useRead, type OutputOf } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import type { StationBook } from '../alarms/view.ts'

/** What happened, in one sentence. */
export const titleOfIncident = (incident: Incident, t: TFunction): string => phraseText(t, incident.title, 'incidents.untitled')

/** When each was told: its minutes lost count on from there. */
const told = new WeakMap<Incident, number>()
export function toldAt(incident: Incident): number {
  const at = told.get(incident) ?? Date.now()
  told.set(incident, at)
  return at
}

/** Open, recovering and lately ended ones. Live batches keep them as they are: they are asked for once. */
export function useIncidents() {
  const list = useRead('incidents.list', undefined, { staleTime: Infinity })
  useEffect(() => list.data?.forEach((incident) => void toldAt(incident)), [list.data])
  return list
}

export type IncidentBook = { readonly get: (id: number) => Incident | undefined; readonly title: (incident: Incident) => string }

/** Incidents by id, for lists that name them. */
export function useIncidentBook(): IncidentBook {
  const { t } = useWords()
  const list = useIncidents()
  return useMemo(() => {
    const byId = new Map(list.data?.map((incident) => [incident.id, incident]))
    return { get: (id) => byId.get(id), title: (incident) => titleOfIncident(incident, t) }
  }, [list.data, t])
}

/** The thing at fault by name: a station's code and name, a commune; a feeder's name stands in the title alone. */
export function rootName(root: IncidentRoot, book: StationBook, t: TFunction): string {
  if (root.kind === 'self') return t('alarms.console')
  if (root.kind === 'place') return book.commune(root.communeId)
  if (root.kind === 'feeder') return ''
  const station = book.station(root.kind === 'station' ? root.id : root.stationId)
  return station ? `${station.code} ${station.name}` : ''
}

/** The station at the root; null where there is none. */
export function rootStation(root: IncidentRoot): number | null {
  return root.kind === 'station' ? root.id : root.kind === 'device' ? root.stationId : null
}

/** The first few names, and how many more. */
export function fewNames(names: readonly string[], most: number, t: TFunction): string {
  const shown = names.slice(0, most).join(', ')
  return names.length > most ? t('incidents.andMore', { names: shown, n: names.length - most }) : shown
}

const PAGE = 100
/** Past ones, newest first, further pages on request. */
export function usePastIncidents(enabled: boolean) {
  return useInfiniteQuery({
    queryKey: [...keyOf('incidents.past'), 'pages'],
    queryFn: ({ pageParam, signal }) => call('incidents.past', { before: pageParam, limit: PAGE }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (last: OutputOf<'incidents.past'>) => (last.more ? (last.rows.at(-1)?.id ?? null) : null),
    enabled,
    staleTime: 30_000,
  })
}
