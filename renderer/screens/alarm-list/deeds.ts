/** What a person does about alarms: one call for many, what came of it shown at once, what was changed elsewhere meanwhile named, and the way back. */
import { useCallback, useMemo, useState } from 'react'
import { AlarmRow } from '../../../shared/model/alarm.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { call, keyOf, queryClient, type InputOf, type OutputOf } from '../../app/client.ts'
import { failureOf } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { patch } from '../../app/patch.ts'
import { toast } from '../../components/Toast.tsx'
import { stateOf, titleOf, type AlarmView, type StationBook } from '../alarms/view.ts'

export const DEEDS = [
  'acknowledge',
  'unacknowledge',
  'assign',
  'unassign',
  'comment',
  'shelve',
  'unshelve',
  'suppress',
  'unsuppress',
  'close',
] as const
export type Deed = (typeof DEEDS)[number]

/** What a deed needs besides its alarms. */
export type Details = {
  /** A comment, or the reason. */
  readonly text?: string
  /** Who is to mend it. */
  readonly to?: string
  /** Set aside until then, epoch ms. */
  readonly until?: number
}

type Targets = InputOf<'alarms.unacknowledge'>['targets']
type Change = OutputOf<'alarms.unacknowledge'>

const SEND: Record<Exclude<Deed, 'comment'>, (targets: Targets, details: Details) => Promise<Change>> = {
  acknowledge: (targets, { text = '' }) => call('alarms.acknowledge', { targets, comment: text }),
  unacknowledge: (targets) => call('alarms.unacknowledge', { targets }),
  assign: (targets, { to = '' }) => call('alarms.assign', { targets, to }),
  unassign: (targets) => call('alarms.unassign', { targets }),
  shelve: (targets, { until = 0, text = '' }) => call('alarms.shelve', { targets, until, reason: text }),
  unshelve: (targets) => call('alarms.unshelve', { targets }),
  suppress: (targets, { text = '' }) => call('alarms.suppress', { targets, reason: text }),
  unsuppress: (targets) => call('alarms.unsuppress', { targets }),
  close: (targets, { text = '' }) => call('alarms.close', { targets, comment: text }),
}

/** The alarms of these for which a deed has any sense. */
export function fit(deed: Deed, views: readonly AlarmView[]): AlarmView[] {
  return views.filter(({ alarm }) => SENSE[deed](alarm))
}

const SENSE: Record<Deed, (alarm: AlarmRow) => boolean> = {
  acknowledge: (alarm) => alarm.acknowledgedAt === null,
  unacknowledge: (alarm) => alarm.acknowledgedAt !== null && alarm.closedAt === null,
  assign: (alarm) => stateOf(alarm) !== 'closed',
  unassign: (alarm) => alarm.assignedTo !== null,
  comment: () => true,
  shelve: (alarm) => stateOf(alarm) !== 'closed',
  unshelve: (alarm) => alarm.shelvedUntil !== null,
  suppress: (alarm) => alarm.clearedAt === null && !alarm.suppressed,
  unsuppress: (alarm) => alarm.suppressedBy === 'person',
  close: (alarm) => alarm.closedAt === null,
}

/** Puts changed alarms into the active list now; the live batch follows with the same. */
function showNow(rows: readonly AlarmRow[]): void {
  const gone = rows.filter((row) => stateOf(row) === 'closed').map((row) => row.id)
  queryClient.setQueryData<OutputOf<'alarms.active'>>(keyOf('alarms.active'), (old) => old && patch(old, rows, gone))
  for (const path of ['alarms.get', 'alarms.history', 'alarms.shelved', 'incidents.get'] as const)
    void queryClient.invalidateQueries({ queryKey: keyOf(path) })
}

/** Of a single alarm a conflict is an error that carries its present state; here it is an answer as for many. */
async function send(deed: Exclude<Deed, 'comment'>, rows: readonly AlarmRow[], details: Details): Promise<Change> {
  try {
    return await SEND[deed](
      rows.map(({ id, version }) => ({ id, version })),
      details,
    )
  } catch (error) {
    const failure = failureOf(error)
    const current = AlarmRow.safeParse(failure.current)
    if (failure.code !== 'CONFLICT' || !current.success) throw error
    return { changed: [], conflicts: [current.data], refused: [] }
  }
}

/** Comments are of one alarm each: a few at a time. */
async function commentAll(rows: readonly AlarmRow[], text: string): Promise<Change> {
  const changed: AlarmRow[] = []
  for (let at = 0; at < rows.length; at += 8)
    changed.push(...(await Promise.all(rows.slice(at, at + 8).map(({ id }) => call('alarms.comment', { id, comment: text })))))
  return { changed, conflicts: [], refused: [] }
}

/** What takes a deed back; null where nothing does. `before` are the alarms as they were. */
function undoOf(deed: Deed, before: readonly AlarmRow[], changed: readonly AlarmRow[]): [Deed, readonly AlarmRow[], Details][] | null {
  switch (deed) {
    case 'acknowledge':
      return [['unacknowledge', changed, {}]]
    case 'unacknowledge':
      return [['acknowledge', changed, {}]]
    case 'shelve':
      return [['unshelve', changed, {}]]
    case 'suppress':
      return [['unsuppress', changed, {}]]
    case 'assign':
    case 'unassign': {
      const had = new Map(before.map((row) => [row.id, row.assignedTo]))
      const by = Map.groupBy(changed, (row) => had.get(row.id) ?? null)
      return [...by].map(([to, rows]) => (to === null ? ['unassign', rows, {}] : ['assign', rows, { to }]))
    }
    default:
      return null
  }
}

/** What could not be done, to be looked at: changed elsewhere meanwhile, or refused. */
export type Rest = {
  readonly deed: Deed
  readonly details: Details
  readonly done: number
  readonly conflicts: readonly AlarmRow[]
  readonly refused: readonly { readonly row: AlarmRow; readonly phrase: Phrase }[]
}

export type Deeds = {
  /** Does it to all; gives how many were changed. What could not be done comes as `rest`. */
  readonly run: (deed: Deed, rows: readonly AlarmRow[], details?: Details) => Promise<number>
  readonly rest: Rest | null
  readonly forget: () => void
}

export function useDeeds(book: StationBook): Deeds {
  const { t } = useWords()
  const [rest, setRest] = useState<Rest | null>(null)
  const forget = useCallback(() => setRest(null), [])
  const run = useCallback(
    async (deed: Deed, rows: readonly AlarmRow[], details: Details = {}): Promise<number> => {
      const act = async (one: Deed, of: readonly AlarmRow[], how: Details): Promise<Change> => {
        const answer = one === 'comment' ? await commentAll(of, how.text ?? '') : await send(one, of, how)
        showNow([...answer.changed, ...answer.conflicts])
        const byId = new Map(of.map((row) => [row.id, row]))
        const refused = answer.refused.flatMap(({ id, phrase }) => {
          const row = byId.get(id)
          return row ? [{ row, phrase }] : []
        })
        if (answer.conflicts.length > 0 || refused.length > 0)
          setRest({ deed: one, details: how, done: answer.changed.length, conflicts: answer.conflicts, refused })
        return answer
      }
      if (rows.length === 0) return 0
      const { changed } = await act(deed, rows, details)
      const first = changed[0]
      if (!first) return 0
      const back = undoOf(deed, rows, changed)
      const undo = async () => {
        let n = 0
        for (const [one, of, how] of back ?? []) n += (await act(one, of, how)).changed.length
        if (n > 0) toast({ text: t('alarms.undone', { n }) })
      }
      const station = first.stationId === 0 ? t('alarms.console') : (book.station(first.stationId)?.code ?? `#${first.stationId}`)
      const what = changed.length === 1 ? `${titleOf(first, t)} · ${station}` : t('alarms.count', { n: changed.length })
      toast({ text: t(`alarms.done.${deed}`, { what, to: details.to ?? '' }), ...(back ? { undo } : {}) })
      return changed.length
    },
    [book, t],
  )
  return useMemo(() => ({ run, rest, forget }), [run, rest, forget])
}
