/** The columns of the trap log, and the card that stands for a row on a phone. */
import type { TFunction } from 'i18next'
import { number } from '../../../shared/format/number.ts'
import { moment } from '../../../shared/format/time.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { TrapVerdict } from '../../../shared/model/trap.ts'
import { useWords } from '../../app/i18n.ts'
import { useTenSeconds } from '../../app/now.ts'
import type { Column } from '../../components/DataTable.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { timeText, VERDICT_TONE, versionText, type TrapView } from './view.ts'
import css from './Traps.module.css'

export function VerdictWord({ verdict }: { verdict: TrapVerdict }) {
  const { t } = useWords()
  return (
    <span className={css.verdict} title={t(`traps.verdictWhy.${verdict}`)}>
      <ToneIcon tone={VERDICT_TONE[verdict]} size={12} />
      {t(`traps.verdict.${verdict}`)}
    </span>
  )
}

function Time({ at }: { at: number }) {
  const { locale } = useWords()
  return (
    <time dateTime={new Date(at).toISOString()} title={moment(at, locale)} className={css.time}>
      {timeText(at, useTenSeconds(), locale)}
    </time>
  )
}

export function trapColumns(t: TFunction, locale: Locale): Column<TrapView>[] {
  const head = (id: string) => t(`traps.column.${id}`)
  return [
    { id: 'at', header: head('at'), width: '104px', fixed: true, cell: ({ row }) => <Time at={row.lastAt} /> },
    { id: 'verdict', header: head('verdict'), width: '172px', fixed: true, cell: ({ row }) => <VerdictWord verdict={row.verdict} /> },
    {
      id: 'trap',
      header: head('trap'),
      width: 'minmax(220px, 2fr)',
      fixed: true,
      cell: (view) => (
        <>
          <span className={css.title}>{view.title}</span>
          {view.name === '' ? null : <span className={css.name}> {view.name}</span>}
        </>
      ),
    },
    {
      id: 'station',
      header: head('station'),
      width: 'minmax(150px, 1.2fr)',
      cell: (view) => (
        <>
          <span className={css.code}>{view.code}</span> {view.station}
        </>
      ),
    },
    { id: 'device', header: head('device'), width: 'minmax(110px, 0.9fr)', cell: (view) => view.device },
    { id: 'source', header: head('source'), width: '132px', cell: ({ row }) => <span className="mono">{row.source}</span> },
    { id: 'version', header: head('version'), width: '96px', cell: ({ row }) => versionText(row, t) },
    {
      id: 'count',
      header: head('count'),
      width: '64px',
      align: 'end',
      cell: ({ row }) => (row.count > 1 ? number(row.count, locale) : ''),
    },
    {
      id: 'values',
      header: head('values'),
      width: 'minmax(160px, 1.6fr)',
      cell: (view) => <span className={css.name}>{view.values}</span>,
    },
    {
      id: 'oid',
      header: head('oid'),
      width: 'minmax(220px, 1.4fr)',
      hidden: true,
      cell: ({ row }) => <span className="mono">{row.trapOid}</span>,
    },
    { id: 'module', header: head('module'), width: '150px', hidden: true, cell: ({ row }) => row.module ?? '' },
    { id: 'user', header: head('user'), width: '120px', hidden: true, cell: ({ row }) => row.user ?? '' },
  ]
}

/** A row on a phone: what became of it, what it was, where from. */
export function TrapCard({ view }: { view: TrapView }) {
  const { t, locale } = useWords()
  const { row } = view
  return (
    <div className={css.card}>
      <div className={css.cardLine}>
        <VerdictWord verdict={row.verdict} />
        {row.count > 1 ? <span className={css.times}>{t('traps.times', { n: number(row.count, locale) })}</span> : null}
        <Time at={row.lastAt} />
      </div>
      <div className={css.cardTitle}>{view.title}</div>
      <div className={css.cardNote}>
        {view.code === '' ? `${row.source} · ${versionText(row, t)}` : `${view.code} ${view.station} · ${view.device || row.source}`}
      </div>
    </div>
  )
}

export const cardOf = (view: TrapView) => <TrapCard view={view} />
