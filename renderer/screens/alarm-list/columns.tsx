/** The columns of the alarm lists, and the card that stands for a row on a phone. */
import type { TFunction } from 'i18next'
import { valueText } from '../../../shared/format/metric.ts'
import { duration } from '../../../shared/format/time.ts'
import { number } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import { useWords } from '../../app/i18n.ts'
import type { Column } from '../../components/DataTable.tsx'
import { Badge, SeverityIcon, type Tone } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import { cx } from '../../components/cx.ts'
import { severityRank, stateOf, type AlarmView } from '../alarms/view.ts'
import { Toggles } from './Toggles.tsx'
import css from './Alarms.module.css'

const STATE_TONE: Record<ReturnType<typeof stateOf>, Tone | 'plain' | 'accent'> = {
  unacknowledged: 'accent',
  acknowledged: 'plain',
  clearedUnacknowledged: 'ok',
  closed: 'plain',
  suppressed: 'unreachable',
  shelved: 'planned',
}

/** The operator's and the resource's state in one word. */
export function StateBadge({ view }: { view: AlarmView }) {
  const { t } = useWords()
  const { alarm } = view
  const state = stateOf(alarm)
  const by = { shelved: alarm.shelvedBy, closed: alarm.closedBy ?? alarm.acknowledgedBy, acknowledged: alarm.acknowledgedBy }
  return (
    <Badge
      tone={STATE_TONE[state]}
      shape={state === 'clearedUnacknowledged' || state === 'suppressed' || state === 'shelved'}
      title={(state in by ? by[state as keyof typeof by] : null) ?? undefined}
    >
      {state === 'suppressed' && alarm.suppressedBy !== null ? t(`alarms.suppressedBy.${alarm.suppressedBy}`) : t(`alarms.state.${state}`)}
    </Badge>
  )
}

export function alarmValue({ alarm }: AlarmView, t: TFunction, locale: Locale): string {
  return alarm.metric === null || alarm.value === null ? '' : valueText(alarm.metric, alarm.value, t, locale)
}

const stateOrder = { unacknowledged: 0, clearedUnacknowledged: 1, acknowledged: 2, shelved: 3, suppressed: 4, closed: 5 }

export function alarmColumns(t: TFunction, locale: Locale, past: boolean): Column<AlarmView>[] {
  const head = (id: string) => t(`alarms.column.${id}`)
  const columns: Column<AlarmView>[] = [
    {
      id: 'severity',
      header: head('severity'),
      width: '116px',
      fixed: true,
      sort: (row) => severityRank(row.alarm.severity),
      cell: (row) => <SeverityIcon severity={row.alarm.severity} word />,
    },
    {
      id: 'title',
      header: head('title'),
      width: 'minmax(180px, 1.8fr)',
      fixed: true,
      sort: (row) => row.title,
      cell: (row) => <span className={cx(row.alarm.acknowledgedAt === null && !past && css.strong)}>{row.title}</span>,
    },
    {
      id: 'station',
      header: head('station'),
      width: 'minmax(180px, 2fr)',
      fixed: true,
      sort: (row) => row.code,
      cell: (row) => (
        <>
          <span className={css.code}>{row.code}</span> {row.station}
        </>
      ),
    },
    {
      id: 'commune',
      header: head('commune'),
      width: 'minmax(92px, 0.8fr)',
      sort: (row) => row.commune || null,
      cell: (row) => row.commune,
    },
    {
      id: 'value',
      header: head('value'),
      width: '84px',
      align: 'end',
      sort: (row) => row.alarm.value,
      cell: (row) => alarmValue(row, t, locale),
    },
    {
      id: 'raised',
      header: head('raised'),
      width: '108px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.alarm.raisedAt,
      cell: (row) => <Age at={row.alarm.raisedAt} />,
    },
    {
      id: 'count',
      header: head('count'),
      width: '84px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.alarm.count,
      cell: (row) =>
        row.alarm.count > 1 ? (
          <span className={css.count}>
            <Toggles alarm={row.alarm} />
            {number(row.alarm.count, locale)}
          </span>
        ) : (
          ''
        ),
    },
    {
      id: 'state',
      header: head('state'),
      width: '176px',
      sort: (row) => stateOrder[stateOf(row.alarm)],
      cell: (row) => <StateBadge view={row} />,
    },
    {
      id: 'assigned',
      header: head('assigned'),
      width: 'minmax(92px, 0.6fr)',
      sort: (row) => row.alarm.assignedTo,
      cell: (row) => row.alarm.assignedTo ?? '',
    },
    {
      id: 'incident',
      header: head('incident'),
      width: '88px',
      hidden: true,
      sort: (row) => row.alarm.incidentId,
      cell: (row) =>
        row.alarm.incidentId === null ? '' : <a href={`#/alarms/incidents/${row.alarm.incidentId}`}>{`#${row.alarm.incidentId}`}</a>,
    },
    {
      id: 'by',
      header: head('by'),
      width: 'minmax(110px, 0.8fr)',
      hidden: !past,
      sort: (row) => row.alarm.acknowledgedBy,
      cell: (row) => row.alarm.acknowledgedBy ?? '',
    },
    {
      id: 'shelved',
      header: head('shelved'),
      width: '128px',
      align: 'end',
      hidden: true,
      sort: (row) => row.alarm.shelvedUntil,
      cell: (row) => (row.alarm.shelvedUntil === null ? '' : <Age at={row.alarm.shelvedUntil} />),
    },
    {
      id: 'comments',
      header: head('comments'),
      width: '72px',
      align: 'end',
      hidden: true,
      first: 'desc',
      sort: (row) => row.alarm.comments,
      cell: (row) => (row.alarm.comments === 0 ? '' : number(row.alarm.comments, locale)),
    },
  ]
  if (past) columns.splice(6, 0, ...pastColumns(t, locale))
  return columns
}

function pastColumns(t: TFunction, locale: Locale): Column<AlarmView>[] {
  const lasted = (row: AlarmView) => (row.alarm.clearedAt === null ? null : row.alarm.clearedAt - row.alarm.raisedAt)
  return [
    {
      id: 'cleared',
      header: t('alarms.column.cleared'),
      width: '128px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.alarm.clearedAt,
      cell: (row) => (row.alarm.clearedAt === null ? t('alarms.panel.notCleared') : <Age at={row.alarm.clearedAt} />),
    },
    {
      id: 'lasted',
      header: t('alarms.column.lasted'),
      width: '128px',
      align: 'end',
      first: 'desc',
      sort: lasted,
      cell: (row) => {
        const ms = lasted(row)
        return ms === null ? '' : duration(ms, locale)
      },
    },
  ]
}

/** A row on a phone: what, where, since when, and whether somebody is on it. */
export function AlarmCard({ row }: { row: AlarmView }) {
  const { t, locale } = useWords()
  const value = alarmValue(row, t, locale)
  return (
    <div className={css.card}>
      <div className={css.cardLine}>
        <SeverityIcon severity={row.alarm.severity} />
        <span className={css.cardTitle}>{row.title}</span>
        <Age at={row.alarm.raisedAt} className={css.cardAge} />
      </div>
      <div className={css.cardLine}>
        <span className={css.cardText}>
          <span className={css.code}>{row.code}</span> {row.station}
        </span>
        {value === '' ? null : <span className={css.cardValue}>{value}</span>}
      </div>
      <div className={css.cardLine}>
        <span className={css.cardText}>
          {row.commune}
          {row.alarm.assignedTo === null ? '' : ` · ${row.alarm.assignedTo}`}
        </span>
        <StateBadge view={row} />
      </div>
    </div>
  )
}

/** The card of a row, as the table takes it. */
export const cardOf = (row: AlarmView) => <AlarmCard row={row} />
