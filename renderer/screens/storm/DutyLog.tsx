/** Everything told of one assignment: replaced lines stay, struck through, with what replaced them. */
import { useState } from 'react'
import { Pencil } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { moment } from '../../../shared/format/time.ts'
import type { Assignment, DispatchEntry } from '../../../shared/model/storm.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useTenSeconds } from '../../app/now.ts'
import { Await } from '../../components/Blank.tsx'
import { IconButton } from '../../components/Button.tsx'
import { cx } from '../../components/cx.ts'
import { useMay } from '../settings/may.ts'
import { NoteDialog } from './NoteDialog.tsx'
import { whenText } from './words.ts'
import css from './Storm.module.css'

export function DutyLog({ id }: { id: number }) {
  const log = useRead('storm.log', { id })
  return (
    <Await of={log} lines={3}>
      {({ assignment, entries }) => <Lines assignment={assignment} entries={entries} />}
    </Await>
  )
}

function Lines({ assignment, entries }: { assignment: Assignment; entries: readonly DispatchEntry[] }) {
  const { t, locale } = useWords()
  const now = useTenSeconds()
  const may = useMay('technician')
  const [editing, setEditing] = useState<DispatchEntry | null>(null)
  const correct = useCommand('storm.correct', { refresh: ['storm.log', 'storm.resources', 'storm.board'] })
  const takenBack = new Set(entries.flatMap((one) => (one.undone ? (one.replaces ?? []) : [])))
  const gone = new Set(entries.flatMap((one) => (takenBack.has(one.id) ? [] : (one.replaces ?? []))))
  return (
    <ul className={css.log} aria-label={t('storm.duty.log')}>
      {entries.map((entry) => {
        const isGone = gone.has(entry.id) || entry.undone
        const litres = entry.litres === null ? '' : ` · ${t('storm.duty.line', { n: number(entry.litres, locale, 1, true) })}`
        const what = entry.undone ? ` · ${t('storm.duty.takenBack')}` : entry.replaces === null ? '' : ` · ${t('storm.duty.corrected')}`
        return (
          <li key={entry.id} className={cx(isGone && css.struck)}>
            <span className={css.logWords}>
              <span>
                <time title={moment(entry.at, locale)}>{whenText(entry.at, now, locale)}</time>{' '}
                <strong>{t(`storm.duty.kind.${entry.kind}`)}</strong>
                {litres}
                {what}
              </span>
              <span className="muted" title={moment(entry.recordedAt, locale)}>
                {entry.by}, {t('storm.duty.told', { when: whenText(entry.recordedAt, now, locale) })}
                {entry.note === '' ? '' : ` · ${entry.note}`}
              </span>
            </span>
            {may && !isGone && assignment.endedAt === null ? (
              <IconButton size="small" icon={Pencil} label={t('storm.duty.correct')} onClick={() => setEditing(entry)} />
            ) : null}
          </li>
        )
      })}
      {editing ? (
        <NoteDialog
          title={t('storm.duty.correctTitle', { deed: t(`storm.duty.kind.${editing.kind}`) })}
          litresLabel={
            editing.kind === 'started' || editing.kind === 'refuelled'
              ? t(editing.kind === 'started' ? 'storm.duty.litresStarted' : 'storm.duty.litresRefuelled')
              : null
          }
          at={editing.at}
          litres={editing.litres}
          note={editing.note}
          onSave={({ at, litres, note }) =>
            correct.mutateAsync({ id: assignment.id, version: assignment.version, entryId: editing.id, at: at ?? editing.at, litres, note })
          }
          onClose={() => setEditing(null)}
        />
      ) : null}
    </ul>
  )
}
