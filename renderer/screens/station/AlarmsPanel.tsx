/** The station's active alarms, with acknowledging. */
import { CheckCheck } from 'lucide-react'
import { keyOf, queryClient, useCommand, useRead, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { patch } from '../../app/patch.ts'
import { Await } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { Panel } from '../../components/Panel.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { SEVERITIES, type AlarmRow } from '../../../shared/model/alarm.ts'
import { AlarmItem } from './AlarmItem.tsx'
import css from './Alarms.module.css'

/** Unacknowledged first, then the worst, then the newest. */
function order(a: AlarmRow, b: AlarmRow): number {
  return (
    Number(a.acknowledgedAt !== null) - Number(b.acknowledgedAt !== null) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    b.raisedAt - a.raisedAt
  )
}

const target = (alarm: AlarmRow) => ({ id: alarm.id, version: alarm.version })
const put = (rows: readonly AlarmRow[]) =>
  queryClient.setQueryData<OutputOf<'alarms.active'>>(keyOf('alarms.active'), (old) =>
    old
      ? patch(
          old,
          rows,
          rows.filter((a) => a.clearedAt !== null && a.acknowledgedAt !== null).map((a) => a.id),
        )
      : old,
  )

export function AlarmsPanel({ stationId }: { stationId: number }) {
  const { t } = useWords()
  const active = useRead('alarms.active', undefined, { staleTime: 60_000 })
  const undo = useCommand('alarms.unacknowledge', { onDone: ({ changed }) => put(changed) })
  const acknowledge = useCommand('alarms.acknowledge', {
    refresh: ['stations.overview'],
    onDone: ({ changed, conflicts }) => {
      put([...changed, ...conflicts])
      if (conflicts.length > 0) toast({ text: t('station.alarms.conflicts', { n: conflicts.length }), tone: 'problem' })
      if (changed.length > 0) {
        toast({
          text: t('station.alarms.acknowledged', { n: changed.length }),
          undo: () => undo.mutateAsync({ targets: changed.map(target) }),
        })
      }
    },
  })
  const send = (alarms: readonly AlarmRow[]) => acknowledge.mutate({ targets: alarms.map(target), comment: '' }, { onError: toastFailure })
  const mine = (active.data ?? []).filter((a) => a.stationId === stationId).sort(order)
  const open = mine.filter((a) => a.acknowledgedAt === null)
  return (
    <Panel
      title={t('station.alarms.title')}
      note={mine.length > 0 ? mine.length : undefined}
      actions={
        open.length > 1 ? (
          <Button size="small" icon={CheckCheck} busy={acknowledge.isPending} onClick={() => send(open)}>
            {t('station.alarms.acknowledgeAll')}
          </Button>
        ) : (
          <a href={`#/alarms?tab=history&station=${stationId}`}>{t('station.alarms.history')}</a>
        )
      }
    >
      <Await of={active}>
        {() =>
          mine.length === 0 ? (
            <p className="muted">{t('station.alarms.none')}</p>
          ) : (
            <ul className={css.list}>
              {mine.map((alarm) => (
                <AlarmItem key={alarm.id} alarm={alarm} busy={acknowledge.isPending} onAcknowledge={() => send([alarm])} />
              ))}
            </ul>
          )
        }
      </Await>
    </Panel>
  )
}
