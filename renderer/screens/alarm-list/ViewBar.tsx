/** The row of views above the alarm list: a press asks its whole question; a changed one can be saved under a name. */
import { Bookmark, BookmarkPlus, RotateCcw, Save, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { number } from '../../../shared/format/number.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { FilterChips } from '../../components/Filters.tsx'
import { Field, Input } from '../../components/Form.tsx'
import { Menu, type MenuItem } from '../../components/Menu.tsx'
import type { ListView } from './questions.ts'
import type { Asked } from './useQuestion.ts'
import css from './Alarms.module.css'

export function ViewBar({ asked, counts, children }: { asked: Asked; counts: ReadonlyMap<string, number>; children: ReactNode }) {
  const { t, locale } = useWords()
  const [naming, setNaming] = useState(false)
  const { view, views, changed } = asked
  const nameOf = (one: ListView) => one.name ?? t(`alarms.views.${one.id}`)
  const items: (MenuItem | null)[] = [
    changed ? { label: t('alarms.views.back'), icon: RotateCcw, onSelect: () => asked.open(view) } : null,
    changed && view.name !== null
      ? { label: t('alarms.views.update', { name: view.name }), icon: Save, onSelect: () => asked.save(view.name ?? '', view) }
      : null,
    { label: t('alarms.views.saveAs'), icon: BookmarkPlus, onSelect: () => setNaming(true) },
    view.name === null
      ? null
      : { label: t('alarms.views.remove', { name: view.name }), icon: Trash2, danger: true, onSelect: () => asked.remove(view) },
  ]
  return (
    <div className={css.views}>
      <FilterChips
        single
        label={t('alarms.views.label')}
        value={[view.id]}
        chips={views.map((one) => ({ value: one.id, label: nameOf(one), count: number(counts.get(one.id) ?? 0, locale) }))}
        onChange={([id]) => asked.open(views.find((one) => one.id === (id ?? view.id)) ?? view)}
      />
      {changed ? <span className={css.changed}>{t('alarms.views.changed')}</span> : null}
      <Menu label={t('alarms.views.menu')} icon={Bookmark} items={items} />
      <span className={css.viewsEnd}>{children}</span>
      {naming ? (
        <NameDialog
          onClose={() => setNaming(false)}
          onName={(name) => {
            asked.save(name)
            setNaming(false)
          }}
        />
      ) : null}
    </div>
  )
}

function NameDialog({ onClose, onName }: { onClose: () => void; onName: (name: string) => void }) {
  const { t } = useWords()
  const [name, setName] = useState('')
  const save = () => (name.trim() === '' ? undefined : onName(name))
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      title={t('alarms.views.saveAs')}
      description={t('alarms.views.explain')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" disabled={name.trim() === ''} onClick={save}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Field label={t('alarms.views.name')} required>
          <Input value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  )
}
