/** Who did what and when, newest first; one entry opens to what it changed. */
import { useMemo, useState } from 'react'
import { History } from 'lucide-react'
import type { TFunction } from 'i18next'
import { useInfiniteQuery } from '@tanstack/react-query'
import { moment } from '../../../shared/format/time.ts'
import { number } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { AuditEntry } from '../../../shared/model/alarm.ts'
import { call, keyOf, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { DataTable, type Column } from '../../components/DataTable.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { useBook } from '../alarms/data.ts'
import { fieldText, valueText } from './audit-change.ts'
import { actionText, changesOf, isBlank, nameIn, subjectOf } from './audit-words.ts'
import css from './Settings.module.css'

const PAGE = 200

export function AuditSection() {
  const { t, locale } = useWords()
  const [row, setRow] = useState<number | null>(null)
  const [open, setOpen] = useState<AuditEntry | null>(null)
  const pages = useInfiniteQuery({
    queryKey: [...keyOf('alarms.audit'), 'pages'],
    queryFn: ({ pageParam, signal }) => call('alarms.audit', { before: pageParam, limit: PAGE }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (last: OutputOf<'alarms.audit'>) => (last.more ? (last.rows.at(-1)?.id ?? null) : null),
    staleTime: 5000,
  })
  const entries = useMemo(() => (pages.data?.pages ?? []).flatMap((page) => page.rows), [pages.data])
  const columns = useMemo(() => auditColumns(t, locale, setOpen), [t, locale])
  if (pages.error && !pages.data) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
  if (!pages.data) return <Loading lines={10} />
  return (
    <>
      <DataTable
        id="settings.audit"
        label={t('settings.section.audit')}
        rows={entries}
        columns={columns}
        rowKey={(entry) => entry.id}
        sort={null}
        onSort={() => undefined}
        question={String(entries.length)}
        current={row}
        onCurrent={(key) => setRow(key === null ? null : Number(key))}
        onOpen={setOpen}
        card={cardOf}
        cardHeight={92}
        empty={<EmptyState icon={History}>{t('settings.audit.empty')}</EmptyState>}
        summary={number(entries.length, locale)}
        tools={
          pages.hasNextPage ? (
            <Button size="small" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('settings.audit.more')}
            </Button>
          ) : null
        }
      />
      {open ? <Entry entry={open} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

function auditColumns(t: TFunction, locale: Locale, show: (entry: AuditEntry) => void): Column<AuditEntry>[] {
  const head = (id: string) => t(`settings.audit.${id}`)
  return [
    { id: 'at', header: head('at'), width: '170px', fixed: true, cell: (entry) => moment(entry.at, locale) },
    { id: 'actor', header: head('actor'), width: '140px', fixed: true, cell: (entry) => entry.actor },
    { id: 'action', header: head('action'), width: 'minmax(160px, 1fr)', fixed: true, cell: (entry) => actionText(entry.action, t) },
    { id: 'subject', header: head('subject'), width: 'minmax(160px, 1.2fr)', cell: (entry) => <Subject entry={entry} /> },
    { id: 'comment', header: head('comment'), width: 'minmax(140px, 1.4fr)', cell: (entry) => entry.comment ?? '' },
    {
      id: 'detail',
      header: '',
      width: '130px',
      align: 'end',
      fixed: true,
      cell: (entry) =>
        changesOf(entry.before, entry.after).length === 0 ? null : (
          <Button size="small" kind="quiet" onClick={() => show(entry)}>
            {head('show')}
          </Button>
        ),
    },
  ]
}

const cardOf = (entry: AuditEntry) => <AuditCard entry={entry} />

function AuditCard({ entry }: { entry: AuditEntry }) {
  const { t, locale } = useWords()
  return (
    <div className={css.cardWords}>
      <span className={css.strong}>{actionText(entry.action, t)}</span>
      <Subject entry={entry} />
      <span className="muted">
        {entry.actor} · {moment(entry.at, locale)}
      </span>
    </div>
  )
}

const PLACES: Readonly<Record<string, string>> = { station: '/stations/', inspection: '/inspections/' }

/** What the entry is about: a name and a way there, where there is one. */
function Subject({ entry }: { entry: AuditEntry }) {
  const { t } = useWords()
  const book = useBook()
  const found = subjectOf(entry.subject)
  if (!found) return <span>{plainSubject(entry.subject, t)}</span>
  const station = found.thing === 'station' ? book.station(found.id) : undefined
  const thing: string = t(`settings.audit.thing.${found.thing}`, { defaultValue: found.thing })
  const name = station ? `${station.code} ${station.name}` : `${thing} ${nameIn(entry) ?? `#${found.id}`}`
  const place = PLACES[found.thing]
  return place ? <a href={`#${place}${found.id}`}>{name}</a> : <span>{name}</span>
}

/** A subject without a number: a rule by its title, the settings, the inventory. */
function plainSubject(subject: string, t: TFunction): string {
  const [thing = '', id] = subject.split(':')
  return id === undefined ? t(`settings.audit.thing.${thing}`, { defaultValue: subject }) : t(`rule.${id}.title`, { defaultValue: subject })
}

function Entry({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const { t, locale } = useWords()
  const changes = changesOf(entry.before, entry.after)
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={
        <>
          {actionText(entry.action, t)} · <Subject entry={entry} />
        </>
      }
      description={`${entry.actor}, ${moment(entry.at, locale)}`}
    >
      {entry.comment ? <p>{entry.comment}</p> : null}
      {changes.length === 0 ? null : (
        <table className={css.sheet}>
          <thead>
            <tr>
              <th>{t('settings.audit.detail')}</th>
              <th>{t('settings.audit.before')}</th>
              <th>{t('settings.audit.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.field}>
                <th scope="row">{fieldText(change.field, t)}</th>
                {[change.before, change.after].map((value, i) => (
                  <td key={i === 0 ? 'before' : 'after'}>
                    {isBlank(value) ? <span className="muted">{t('settings.audit.none')}</span> : valueText(change.field, value, t, locale)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  )
}
