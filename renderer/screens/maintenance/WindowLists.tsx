/** Beside the calendar: what waits for approval, what is approved, and on request what is over. */
import { memo, useMemo } from 'react'
import type { OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { Switch } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Badge } from '../../components/State.tsx'
import { number } from '../../../shared/format/number.ts'
import { scheduleText, spanText, STATE_TONE } from './words.ts'
import css from './Maintenance.module.css'

type Row = OutputOf<'windows.list'>[number]
type ListsProps = { windows: readonly Row[]; chosen: number | null; onOpen: (id: number) => void }

export const WindowLists = memo(function WindowLists({ windows, chosen, onOpen }: ListsProps) {
  const { t } = useWords()
  const params = useParams()
  const [waiting, approved, past] = useMemo(() => {
    const soon = (a: Row, b: Row) => (a.next?.from ?? 0) - (b.next?.from ?? 0)
    const stands = windows.filter((one) => one.next !== null)
    return [
      stands.filter((one) => one.state === 'proposed').toSorted(soon),
      stands.filter((one) => one.state === 'approved').toSorted(soon),
      windows.filter((one) => one.next === null),
    ]
  }, [windows])
  const list = (rows: readonly Row[], none: string) =>
    rows.length === 0 ? (
      <p className="muted">{none}</p>
    ) : (
      <ul className={css.cards}>
        {rows.map((row) => (
          <Card key={row.id} row={row} isChosen={row.id === chosen} onOpen={onOpen} />
        ))}
      </ul>
    )
  return (
    <div className={css.lists}>
      <Panel title={t('maintenance.waiting')} note={waiting.length > 0 ? waiting.length : null}>
        {list(waiting, t('maintenance.noneWaiting'))}
      </Panel>
      <Panel title={t('maintenance.approved')} note={approved.length > 0 ? approved.length : null}>
        {list(approved, t('maintenance.noneApproved'))}
      </Panel>
      <Switch
        label={t('maintenance.showPast')}
        checked={params.get('all') === 'yes'}
        onChange={(event) => params.set({ all: event.target.checked ? 'yes' : null })}
      />
      {params.get('all') === 'yes' ? <Panel title={t('maintenance.past')}>{list(past, t('maintenance.nonePast'))}</Panel> : null}
    </div>
  )
})

function Card({ row, isChosen, onOpen }: { row: Row; isChosen: boolean; onOpen: (id: number) => void }) {
  const { t, locale } = useWords()
  return (
    <li>
      <button type="button" className={css.card} aria-pressed={isChosen} onClick={() => onOpen(row.id)}>
        <span className={css.cardTitle}>
          {row.title}
          <Badge tone={STATE_TONE[row.state]}>
            {row.next || row.state === 'rejected' || row.state === 'cancelled'
              ? t(`maintenance.state.${row.state}`)
              : t('maintenance.over')}
          </Badge>
        </span>
        <span className="muted">{scheduleText(row.schedule, t, locale)}</span>
        <span className="muted">
          {scopeText(row.scope, t, locale)}
          {row.next && row.schedule.kind !== 'once' ? ` · ${t('maintenance.nextAt', { span: spanText(row.next, locale) })}` : null}
        </span>
      </button>
    </li>
  )
}

/** 142 stations, 3 devices. */
export function scopeText(scope: Row['scope'], t: ReturnType<typeof useWords>['t'], locale: ReturnType<typeof useWords>['locale']): string {
  const parts = [
    scope.stations > 0 ? t('maintenance.stations', { n: number(scope.stations, locale) }) : null,
    scope.devices > 0 ? t('maintenance.devices', { n: number(scope.devices, locale) }) : null,
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : t('maintenance.nobody')
}
