/** Acknowledging and its undo: what was changed is shown at once, what was changed elsewhere meanwhile is named. */
import { useMemo } from 'react'
import type { AlarmRow } from '../../../shared/model/alarm.ts'
import { keyOf, queryClient, useCommand, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { patch } from '../../app/patch.ts'
import { toast } from '../../components/Toast.tsx'
import { titleOf, type AlarmView, type StationBook } from '../alarms/view.ts'

/** Puts changed alarms into the active list now; the live batch follows with the same. */
function showNow(rows: readonly AlarmRow[]): void {
  const gone = rows.filter((row) => row.clearedAt !== null && row.acknowledgedAt !== null).map((row) => row.id)
  queryClient.setQueryData<OutputOf<'alarms.active'>>(keyOf('alarms.active'), (old) => old && patch(old, rows, gone))
}

const NAMED = 3

export type Acknowledge = {
  readonly acknowledge: (views: readonly AlarmView[], comment: string) => Promise<void>
  readonly withdraw: (rows: readonly AlarmRow[]) => Promise<void>
}

export function useAcknowledge(book: StationBook): Acknowledge {
  const { t } = useWords()
  const { mutateAsync: send } = useCommand('alarms.acknowledge', { refresh: ['alarms.get', 'alarms.history'] })
  const { mutateAsync: takeBack } = useCommand('alarms.unacknowledge', { refresh: ['alarms.get', 'alarms.history'] })
  return useMemo(() => {
    const nameOf = (row: AlarmRow) => `${titleOf(row, t)} · ${book.station(row.stationId)?.code ?? row.stationId}`
    const conflicts = (rows: readonly AlarmRow[]) => {
      if (rows.length === 0) return
      const names = rows.slice(0, NAMED).map(nameOf).join(', ')
      const said = rows.length > NAMED ? t('alarms.ackConflictMore', { names, n: rows.length - NAMED }) : names
      toast({ text: t('alarms.ackConflict', { names: said }), tone: 'problem', stays: 0 })
    }
    const targets = (rows: readonly AlarmRow[]) => rows.map(({ id, version }) => ({ id, version }))
    const withdraw = async (rows: readonly AlarmRow[]) => {
      const answer = await takeBack({ targets: targets(rows) })
      showNow([...answer.changed, ...answer.conflicts])
      conflicts(answer.conflicts)
      if (answer.changed.length > 0) toast({ text: t('alarms.ackUndone', { n: answer.changed.length }) })
    }
    const acknowledge = async (views: readonly AlarmView[], comment: string) => {
      const answer = await send({ targets: targets(views.map((view) => view.alarm)), comment })
      showNow([...answer.changed, ...answer.conflicts])
      conflicts(answer.conflicts)
      const first = answer.changed[0]
      if (!first) return
      const text =
        answer.changed.length === 1
          ? t('alarms.ackDone', { title: titleOf(first, t), station: book.station(first.stationId)?.code ?? first.stationId })
          : t('alarms.ackDoneMany', { n: answer.changed.length })
      toast({ text, undo: () => withdraw(answer.changed) })
    }
    return { acknowledge, withdraw }
  }, [book, send, t, takeBack])
}
