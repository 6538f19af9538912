/** Towers, cables and notes that people entered around an hour. */
import { useState } from 'react'
import { Pencil, Plus, Undo2 } from 'lucide-react'
import { hourText } from '../../../shared/format/bulletin.ts'
import { number } from '../../../shared/format/number.ts'
import { DAY, HOUR } from '../../../shared/format/time.ts'
import type { BulletinEntry } from '../../../shared/model/bulletin.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { Button, IconButton } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { Panel } from '../../components/Panel.tsx'
import { toast } from '../../components/Toast.tsx'
import { useBook } from '../alarms/data.ts'
import { useMay } from '../settings/may.ts'
import { EntryDialog } from './EntryDialog.tsx'
import css from './Storm.module.css'

export function Entries({ hour }: { hour: number }) {
  const { t, locale } = useWords()
  const may = useMay('technician')
  const book = useBook()
  const list = useRead('bulletin.entries', { from: hour - DAY, to: hour + HOUR }, { keep: true })
  const withdraw = useCommand('bulletin.withdrawEntry', { refresh: ['bulletin.entries', 'bulletin.at'] })
  const [editing, setEditing] = useState<BulletinEntry | 'new' | null>(null)
  const [leaving, setLeaving] = useState<BulletinEntry | null>(null)
  return (
    <Panel
      title={t('bulletin.entry.title')}
      actions={
        may ? (
          <Button icon={Plus} onClick={() => setEditing('new')}>
            {t('bulletin.entry.add')}
          </Button>
        ) : null
      }
    >
      <p className={css.help}>{t('bulletin.entry.help')}</p>
      <Await of={list} lines={2}>
        {(entries) => {
          const standing = entries.filter((entry) => !entry.withdrawn)
          if (standing.length === 0) return <p className="muted">{t('bulletin.entry.none')}</p>
          return (
            <ul className={css.entries}>
              {standing.map((entry) => (
                <li key={entry.id}>
                  <span className={css.logWords}>
                    <span>
                      <strong>{t(`bulletin.kind.${entry.kind}`)}</strong>
                      {entry.count > 1 ? ` (${number(entry.count, locale)})` : ''} ·{' '}
                      {[entry.place, book.commune(entry.communeId)].filter(Boolean).join(', ')}
                    </span>
                    <span className="muted">
                      {[
                        hourText(entry.at, locale),
                        entry.kind === 'note'
                          ? ''
                          : entry.restoredAt === null
                            ? t('bulletin.entry.standing')
                            : t('bulletin.entry.restored', { when: hourText(entry.restoredAt, locale) }),
                        entry.note,
                        entry.by,
                        entry.revision > 1 ? t('bulletin.entry.revised', { n: entry.revision - 1 }) : '',
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                  {may ? (
                    <span className={css.entryDeeds}>
                      <IconButton size="small" icon={Pencil} label={t('bulletin.entry.edit')} onClick={() => setEditing(entry)} />
                      <IconButton size="small" icon={Undo2} label={t('bulletin.entry.withdraw')} onClick={() => setLeaving(entry)} />
                    </span>
                  ) : null}
                </li>
              ))}
            </ul>
          )
        }}
      </Await>
      {editing === null ? null : <EntryDialog entry={editing === 'new' ? null : editing} hour={hour} onClose={() => setEditing(null)} />}
      <ConfirmDialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t('bulletin.entry.withdrawTitle')}
        verb={t('bulletin.entry.withdraw')}
        kind="danger"
        onConfirm={async () => {
          if (!leaving) return
          await withdraw.mutateAsync({ id: leaving.id, revision: leaving.revision })
          toast({ text: t('bulletin.entry.withdrawn') })
        }}
      >
        <p>{t('bulletin.entry.withdrawText')}</p>
      </ConfirmDialog>
    </Panel>
  )
}
