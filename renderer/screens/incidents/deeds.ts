/** What a person does about incidents: takes one, acknowledges several; a changed one is shown as it is now. */
import { useMemo } from 'react'
import { Incident } from '../../../shared/model/incident.ts'
import { call, keyOf, queryClient, type OutputOf } from '../../app/client.ts'
import { failureOf } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { patch } from '../../app/patch.ts'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { titleOfIncident } from './data.ts'

/** Puts changed incidents into the list now, and lets their pages ask again. */
export function showIncidents(rows: readonly Incident[]): void {
  queryClient.setQueryData<OutputOf<'incidents.list'>>(keyOf('incidents.list'), (old) => old && patch(old, rows))
  void queryClient.invalidateQueries({ queryKey: keyOf('incidents.get') })
}

type Tried = { readonly changed: Incident | null; readonly conflict: Incident | null }

/** A command on one incident; changed by somebody else meanwhile, it comes back as it is now. */
async function attempt(command: () => Promise<Incident>): Promise<Tried> {
  try {
    return { changed: await command(), conflict: null }
  } catch (error) {
    const failure = failureOf(error)
    const current = Incident.safeParse(failure.current)
    if (failure.code !== 'CONFLICT' || !current.success) throw error
    return { changed: null, conflict: current.data }
  }
}

export type IncidentDeeds = {
  readonly acknowledge: (rows: readonly Incident[], comment?: string) => Promise<void>
  /** Puts a name on them; null takes it away. */
  readonly take: (rows: readonly Incident[], owner: string | null) => Promise<void>
}

export function useIncidentDeeds(): IncidentDeeds {
  const { t } = useWords()
  return useMemo(() => {
    const each = async (rows: readonly Incident[], command: (row: Incident) => Promise<Incident>): Promise<Incident[]> => {
      const tried: Tried[] = []
      for (const row of rows) tried.push(await attempt(() => command(row)))
      const changed = tried.flatMap((one) => one.changed ?? [])
      const conflicts = tried.flatMap((one) => one.conflict ?? [])
      showIncidents([...changed, ...conflicts])
      for (const one of conflicts.slice(0, 3))
        toast({
          tone: 'problem',
          stays: 0,
          text: t('incidents.conflict', { title: titleOfIncident(one, t), who: one.owner ?? one.acknowledgedBy ?? t('incidents.nobody') }),
          action: { label: t('common.open'), href: `/alarms/incidents/${one.id}` },
        })
      return changed
    }
    const what = (changed: readonly Incident[]) => {
      const [first] = changed
      return first && changed.length === 1 ? titleOfIncident(first, t) : t('incidents.count', { n: changed.length })
    }
    const take = async (rows: readonly Incident[], owner: string | null): Promise<void> => {
      const before = new Map(rows.map((row) => [row.id, row.owner]))
      const changed = await each(rows, ({ id, version }) => call('incidents.setOwner', { id, version, owner }))
      if (changed.length === 0) return
      const undo = async () => {
        for (const [had, some] of Map.groupBy(changed, (row) => before.get(row.id) ?? null))
          await each(some, ({ id, version }) => call('incidents.setOwner', { id, version, owner: had }))
      }
      toast({
        text: owner === null ? t('incidents.left', { what: what(changed) }) : t('incidents.taken', { who: owner, what: what(changed) }),
        undo,
      })
    }
    const acknowledge = async (rows: readonly Incident[], comment = ''): Promise<void> => {
      const changed = await each(rows, ({ id, version }) => call('incidents.acknowledge', { id, version, comment }))
      if (changed.length > 0) toast({ text: t('incidents.acknowledged', { what: what(changed) }) })
    }
    return { acknowledge, take }
  }, [t])
}

/** For buttons: a refusal is said. */
export const quietly = (promise: Promise<unknown>): void => void promise.catch(toastFailure)
