/** What each row of a file would become: new, changed, the same, or refused with the reason; and the button that does it. */
import { useMemo, useState } from 'react'
import type { TFunction } from 'i18next'
import { number } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import type { OutputOf } from '../../app/client.ts'
import { EmptyState } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { DataTable, type Column } from '../../components/DataTable.tsx'
import { FilterChips } from '../../components/Filters.tsx'
import { Badge, type Tone } from '../../components/State.tsx'
import css from './Settings.module.css'

type Plan = OutputOf<'imports.plan'>
type Row = Plan['rows'][number]
const ACTIONS = ['create', 'change', 'same', 'refuse'] as const
const TONE: Record<Row['action'], Tone | 'plain' | 'accent'> = { create: 'ok', change: 'accent', same: 'plain', refuse: 'critical' }
const COUNT = { create: 'created', change: 'changed', same: 'same', refuse: 'refused' } as const

export type ImportPlanTableProps = { plan: Plan; busy: boolean; onAccept: () => void; onCancel: () => void }

export function ImportPlanTable({ plan, busy, onAccept, onCancel }: ImportPlanTableProps) {
  const { t, locale } = useWords()
  const [only, setOnly] = useState<Row['action'][]>([])
  const [line, setLine] = useState<number | null>(null)
  const current = plan.rows.find((row) => row.line === line)
  const shown = useMemo(() => (only.length === 0 ? plan.rows : plan.rows.filter((row) => only.includes(row.action))), [plan.rows, only])
  const columns = useMemo(() => planColumns(t, locale), [t, locale])
  const writes = plan.created + plan.changed
  return (
    <div className={css.plan}>
      <p className={css.strong} role="status">
        {t('imports.summary', {
          created: number(plan.created, locale),
          changed: number(plan.changed, locale),
          same: number(plan.same, locale),
          refused: number(plan.refused, locale),
        })}
      </p>
      <div className={css.toolbar}>
        <FilterChips
          label={t('imports.show')}
          chips={ACTIONS.map((value) => ({ value, label: t(`imports.action.${value}`), count: number(plan[COUNT[value]], locale) }))}
          value={only}
          onChange={setOnly}
        />
        <span className={css.right}>
          <Button onClick={onCancel}>{t('imports.cancel')}</Button>
          <Button kind="primary" busy={busy} disabled={writes === 0} onClick={onAccept}>
            {writes === 0 ? t('imports.acceptNone') : t('imports.accept', { n: number(writes, locale) })}
          </Button>
        </span>
      </div>
      {plan.refused > 0 ? <p className="muted">{t('imports.acceptRefused', { n: number(plan.refused, locale) })}</p> : null}
      <div className={css.planTable}>
        <DataTable
          id="settings.import"
          label={t('imports.title')}
          rows={shown}
          columns={columns}
          rowKey={(row) => row.line}
          sort={null}
          onSort={() => undefined}
          question={only.join()}
          current={line}
          onCurrent={(key) => setLine(key === null ? null : Number(key))}
          summary={t('imports.rowHint')}
          card={cardOf}
          cardHeight={88}
          empty={<EmptyState>{t('imports.empty')}</EmptyState>}
        />
      </div>
      {current ? <Whole row={current} /> : null}
    </div>
  )
}

/** Everything about one row, line by line. */
function Whole({ row }: { row: Row }) {
  const { t } = useWords()
  return (
    <section className={css.whole} aria-live="polite">
      <h3>
        {t('imports.column.line')} {row.line} · {row.subject} <Action row={row} />
      </h3>
      <ul>
        {reasonsOf(row, t).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </section>
  )
}

function Action({ row }: { row: Row }) {
  const { t } = useWords()
  return (
    <Badge tone={TONE[row.action]} shape={row.action === 'refuse'}>
      {t(`imports.action.${row.action}`)}
    </Badge>
  )
}

/** Reasons first, then changes, then what was repaired. */
function reasonsOf(row: Row, t: TFunction): string[] {
  const fieldName = (path: string) => t(`imports.field.${path}`, { defaultValue: path })
  const blank = t('imports.blank')
  const changes = row.action === 'change' ? row.changes : []
  return [
    ...row.issues.map((issue) => `${fieldName(issue.path)}: ${phraseText(t, issue.phrase)}`),
    ...changes.map((change) => `${fieldName(change.field)}: ${change.before || blank} → ${change.after || blank}`),
    ...row.notes.map((note) => {
      const field = note.params?.['field']
      return `${typeof field === 'string' ? fieldName(field) : t('imports.repaired')}: ${phraseText(t, note)}`
    }),
  ]
}

function Detail({ row }: { row: Row }) {
  const { t } = useWords()
  const reasons = reasonsOf(row, t)
  return (
    <span title={reasons.join('\n')} className={row.action === 'refuse' ? css.bad : undefined}>
      {reasons.join(' · ')}
    </span>
  )
}

function planColumns(t: TFunction, locale: Locale): Column<Row>[] {
  return [
    {
      id: 'line',
      header: t('imports.column.line'),
      width: '72px',
      align: 'end',
      fixed: true,
      cell: (row) => number(row.line, locale),
    },
    { id: 'action', header: t('imports.column.action'), width: '130px', fixed: true, cell: (row) => <Action row={row} /> },
    {
      id: 'subject',
      header: t('imports.column.subject'),
      width: 'minmax(160px, 1fr)',
      fixed: true,
      cell: (row) => (
        <>
          <span className="muted">{t(`imports.kind.${row.kind}`)}</span> <span className={css.strong}>{row.subject}</span>
        </>
      ),
    },
    { id: 'detail', header: t('imports.column.detail'), width: 'minmax(320px, 3fr)', fixed: true, cell: (row) => <Detail row={row} /> },
  ]
}

/** The card of a row, as the table takes it. */
const cardOf = (row: Row) => (
  <div className={css.cardWords}>
    <span>
      <Action row={row} /> <span className={css.strong}>{row.subject}</span>
    </span>
    <span className={css.planDetail}>
      <Detail row={row} />
    </span>
  </div>
)
