/** Incidents as screens need them: all that are or lately were, by id, and their titles in words. */
import { useMemo } from 'react'
import type { TFunction } from 'i18next'
import type { Incident } from '../../../shared/model/incident.ts'
import { useRead } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'

/** What happened, in one sentence. */
export const titleOfIncident = (incident: Incident, t: TFunction): string => phraseText(t, incident.title, 'incidents.untitled')

/** Open, recovering and lately ended ones. Live batches keep them as they are: they are asked for once. */
export function useIncidents() {
  return useRead('incidents.list', undefined, { staleTime: Infinity })
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
