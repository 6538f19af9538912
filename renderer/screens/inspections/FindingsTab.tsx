/** Findings: what failed, how bad, until when, and the re-check that closes it. */
import { useState } from 'react'
import { CircleCheckBig } from 'lucide-react'
import type { TFunction } from 'i18next'
import { number } from '../../../shared/format/number.ts'
import { fold, matches, wordsOf } from '../../../shared/format/text.ts'
import { date, dayOf, dayText } from '../../../shared/format/time.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { Finding } from '../../../shared/model/inspection.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useTenSeconds } from '../../app/now.ts'
import { useParams } from '../../app/location.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { DataTable, type Column } from '../../components/DataTable.tsx'
import { SearchBox } from '../../components/Filters.tsx'
import { Checkbox } from '../../components/Form.tsx'
import { Badge, SeverityIcon } from '../../components/State.tsx'
import { severityRank, type StationBook } from '../alarms/view.ts'
import { readSort, writeSort } from '../alarms/sorting.ts'
import { useMay } from '../settings/may.ts'
import { daysUntil } from './lateness.ts'
import { useItemNames } from './names.ts'
import { RecheckDialog } from './RecheckDialog.tsx'
import css from './Lists.module.css'

export function DueDay({ finding, today }: { finding: Finding; today: string }) {
  const { t, locale } = useWords()
  const day = dayText(finding.dueOn, locale)
  if (finding.state === 'closed') return <span className="muted">{day}</span>
  const left = daysUntil(finding.dueOn, today)
  const words = left < 0 ? t('inspections.findings.late', { n: -left }) : left === 0 ? t('inspections.findings.dueToday') : ''
  return (
    <span title={left > 0 ? t('inspections.findings.dueIn', { n: left }) : undefined}>
      {day} {words === '' ? null : <span className={left < 0 ? css.bad : css.strong}>{words}</span>}
    </span>
  )
}

export function FindingsTab({ book }: { book: StationBook }) {
  const { t, locale } = useWords()
  const params = useParams()
  const may = useMay('technician')
  const today = dayOf(useTenSeconds())
  const all = params.get('closed') === '1'
  const findings = useRead('inspections.findings', { state: all ? 'all' : 'open' }, { keep: true })
  const [checking, setChecking] = useState<Finding | null>(null)
  const names = useItemNames(findings.data ?? [], locale)
  const text = params.get('q') ?? ''
  const words = wordsOf(text)
  const station = (finding: Finding) => book.station(finding.stationId)
  const shown = (findings.data ?? []).filter(
    (f) => words.length === 0 || matches(fold(`${station(f)?.code ?? ''} ${station(f)?.name ?? ''} ${names(f)} ${f.note}`), words),
  )
  const late = shown.filter((finding) => finding.state === 'open' && finding.dueOn < today).length
  const look: FindingWords = { names, book, today, all, may, check: setChecking }
  const columns = findingColumns(t, locale, look)
  const cardOf = findingCard(look)
  if (findings.error && !findings.data) return <ErrorState error={findings.error} onRetry={() => void findings.refetch()} />
  if (!findings.data) return <Loading lines={8} />
  return (
    <>
      <div className={css.filters}>
        <SearchBox
          value={text}
          onChange={(q) => params.set({ q: q === '' ? null : q })}
          label={t('inspections.due.text')}
          placeholder={t('inspections.due.textHint')}
        />
        <Checkbox
          label={t('inspections.findings.showClosed')}
          checked={all}
          onChange={(event) => params.set({ closed: event.target.checked ? '1' : null })}
        />
      </div>
      <DataTable
        id={all ? 'inspections.findings.all' : 'inspections.findings'}
        label={t('inspections.tab.findings')}
        rows={shown}
        columns={columns}
        rowKey={(row) => row.id}
        sort={readSort(params.get('sort')) ?? { id: 'due', desc: false }}
        onSort={(next) => params.set({ sort: writeSort(next) })}
        question={`${text}${all}`}
        current={Number(params.get('row')) || null}
        onCurrent={(key) => params.set({ row: key })}
        onOpen={(row) => (row.state === 'open' && may ? setChecking(row) : undefined)}
        card={cardOf}
        cardHeight={100}
        empty={<EmptyState icon={CircleCheckBig}>{t('inspections.findings.empty')}</EmptyState>}
        summary={t('inspections.findings.count', { n: number(shown.length, locale), late: number(late, locale) })}
      />
      {checking ? (
        <RecheckDialog
          finding={checking}
          item={names(checking)}
          station={`${station(checking)?.code ?? ''} ${station(checking)?.name ?? ''}`}
          onClose={() => setChecking(null)}
        />
      ) : null}
    </>
  )
}

function RecheckButton({ may, name, onClick }: { may: boolean; name: string; onClick: () => void }) {
  const { t } = useWords()
  return (
    <Button size="small" disabled={!may} onClick={onClick} aria-label={`${t('inspections.findings.recheck')}: ${name}`}>
      {t('inspections.findings.recheck')}
    </Button>
  )
}

/** What the columns and the card need besides the finding. */
type FindingWords = {
  names: (finding: Finding) => string
  book: StationBook
  today: string
  all: boolean
  may: boolean
  check: (finding: Finding) => void
}

function findingColumns(t: TFunction, locale: Locale, { names, book, today, all, may, check }: FindingWords): Column<Finding>[] {
  const head = (id: string) => t(`inspections.findings.${id}`)
  return [
    {
      id: 'severity',
      header: head('severity'),
      width: '128px',
      fixed: true,
      sort: (row) => severityRank(row.severity),
      cell: (row) => <SeverityIcon severity={row.severity} word />,
    },
    { id: 'item', header: head('item'), width: 'minmax(180px, 1.6fr)', fixed: true, sort: names, cell: names },
    {
      id: 'station',
      header: head('station'),
      width: 'minmax(220px, 1.8fr)',
      fixed: true,
      sort: (row) => book.station(row.stationId)?.code ?? '',
      cell: (row) => (
        <a href={`#/stations/${row.stationId}`}>
          <span className={css.strong}>{book.station(row.stationId)?.code ?? `#${row.stationId}`}</span>{' '}
          {book.station(row.stationId)?.name ?? ''}
        </a>
      ),
    },
    {
      id: 'note',
      header: head('note'),
      width: 'minmax(120px, 1fr)',
      cell: (row) => <span title={row.note}>{row.recheckNote ?? row.note}</span>,
    },
    { id: 'due', header: head('due'), width: '170px', sort: (row) => row.dueOn, cell: (row) => <DueDay finding={row} today={today} /> },
    {
      id: 'opened',
      header: head('opened'),
      width: '110px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.openedAt,
      cell: (row) => date(row.openedAt, locale),
    },
    {
      id: 'state',
      header: head('state'),
      width: '110px',
      hidden: !all,
      sort: (row) => row.state,
      cell: (row) => <Badge tone={row.state === 'open' ? 'accent' : 'plain'}>{head(row.state)}</Badge>,
    },
    {
      id: 'action',
      header: '',
      width: '120px',
      align: 'end',
      fixed: true,
      cell: (row) => (row.state === 'open' ? <RecheckButton may={may} name={names(row)} onClick={() => check(row)} /> : null),
    },
  ]
}

/** The card of a finding, as the table takes it. */
const findingCard =
  ({ names, book, today, may, check }: FindingWords) =>
  (row: Finding) => (
    <div className={css.card}>
      <span className={css.cardWords}>
        <span className={css.cardTitle}>
          <SeverityIcon severity={row.severity} /> {names(row)}
        </span>
        <span className={css.cardText}>
          {book.station(row.stationId)?.code} {book.station(row.stationId)?.name}
        </span>
        <span className={css.cardText}>
          <DueDay finding={row} today={today} />
        </span>
      </span>
      {row.state === 'open' ? <RecheckButton may={may} name={names(row)} onClick={() => check(row)} /> : null}
    </div>
  )
