/** Asks for what a deed needs before it is done to one or many alarms: a comment, a reason, a name, a time. Ctrl-Enter does it. */
import { useId, useState } from 'react'
import { fromInput, moment, toInput } from '../../../shared/format/time.ts'
import { useRead } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { useSecond } from '../../app/now.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, Input, Segmented, TextArea } from '../../components/Form.tsx'
import { SeverityIcon } from '../../components/State.tsx'
import type { AlarmView } from '../alarms/view.ts'
import type { Deed, Details } from './deeds.ts'
import { LENGTHS, LONGEST, until, type Length } from './until.ts'
import css from './Alarms.module.css'

const SHOWN = 6
/** What is asked before it is done; the rest is done at once. */
export const ASKING = ['acknowledge', 'assign', 'comment', 'shelve', 'suppress', 'close'] as const satisfies Deed[]
export type AskedDeed = (typeof ASKING)[number]
export type Asking = { readonly deed: AskedDeed; readonly views: readonly AlarmView[] }

/** Without these words it is not done. */
const NEEDS_TEXT: readonly AskedDeed[] = ['comment', 'shelve', 'suppress']
const MOST_TEXT: Record<AskedDeed, number> = { acknowledge: 2000, assign: 80, comment: 2000, shelve: 500, suppress: 500, close: 2000 }

export type DeedDialogProps = {
  asking: Asking | null
  onClose: () => void
  onConfirm: (asking: Asking, details: Details) => Promise<unknown>
}

export function DeedDialog({ asking, onClose, onConfirm }: DeedDialogProps) {
  return asking ? <Open asking={asking} onClose={onClose} onConfirm={onConfirm} /> : null
}

function Open({ asking, onClose, onConfirm }: DeedDialogProps & { asking: Asking }) {
  const { t } = useWords()
  const { deed, views } = asking
  const [text, setText] = useState('')
  const [length, setLength] = useState<Length>('hour')
  const [date, setDate] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const now = useSecond()
  const end = deed === 'shelve' ? (length === 'date' ? fromInput(date ?? '') : until(length, now)) : null
  const goes =
    (!NEEDS_TEXT.includes(deed) || text.trim() !== '') &&
    (deed !== 'assign' || text.trim() !== '') &&
    (deed !== 'shelve' || (end !== null && end > now && end <= now + LONGEST))
  const confirm = async () => {
    if (!goes || busy) return
    setBusy(true)
    setProblem(null)
    try {
      await onConfirm(asking, deed === 'assign' ? { to: text.trim() } : { text: text.trim(), ...(end === null ? {} : { until: end }) })
      onClose()
    } catch (error) {
      setProblem(sentence(t, failureOf(error)))
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`alarms.ask.${deed}.title`, { n: views.length })}
      description={t(`alarms.ask.${deed}.explain`)}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind={deed === 'close' || deed === 'suppress' ? 'danger' : 'primary'}
            busy={busy}
            disabled={!goes}
            onClick={() => void confirm()}
          >
            {t(`alarms.deed.${deed}`)}
            {views.length > 1 ? ` (${views.length})` : ''}
          </Button>
        </>
      }
    >
      <form
        className={css.ask}
        onSubmit={(event) => {
          event.preventDefault()
          void confirm()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void confirm()
        }}
      >
        <Targets views={views} />
        {deed === 'shelve' ? <ShelfLength length={length} onLength={setLength} date={date} onDate={setDate} end={end} now={now} /> : null}
        {deed === 'assign' ? (
          <Assignee value={text} onChange={setText} error={problem} />
        ) : (
          <Field label={t(`alarms.ask.${deed}.text`)} error={problem} required={NEEDS_TEXT.includes(deed)}>
            <TextArea
              value={text}
              maxLength={MOST_TEXT[deed]}
              placeholder={t(deed === 'shelve' || deed === 'suppress' ? 'alarms.reasonHint' : 'alarms.commentHint')}
              onChange={(event) => setText(event.target.value)}
            />
          </Field>
        )}
      </form>
    </Dialog>
  )
}

function Targets({ views }: { views: readonly AlarmView[] }) {
  const { t } = useWords()
  return (
    <ul className={css.targets}>
      {views.slice(0, SHOWN).map((view) => (
        <li key={view.id}>
          <SeverityIcon severity={view.alarm.severity} />
          <span>{view.title}</span>
          <span className="muted">
            {view.code} {view.station}
          </span>
        </li>
      ))}
      {views.length > SHOWN ? <li className="muted">{t('alarms.ackMore', { n: views.length - SHOWN })}</li> : null}
    </ul>
  )
}

type ShelfLengthProps = {
  length: Length
  onLength: (length: Length) => void
  date: string | null
  onDate: (date: string) => void
  end: number | null
  now: number
}

function ShelfLength({ length, onLength, date, onDate, end, now }: ShelfLengthProps) {
  const { t, locale } = useWords()
  return (
    <div className={css.shelf}>
      <Segmented
        label={t('alarms.shelf.label')}
        value={length}
        options={LENGTHS.map((value) => ({ value, label: t(`alarms.shelf.${value}`) }))}
        onChange={(next) => {
          onLength(next)
          if (next === 'date' && date === null) onDate(toInput(now + LONGEST / 7))
        }}
      />
      {length === 'date' ? (
        <Field label={t('alarms.shelf.until')} hint={t('alarms.shelf.longest')}>
          <Input
            type="datetime-local"
            value={date ?? ''}
            min={toInput(now)}
            max={toInput(now + LONGEST)}
            onChange={(event) => onDate(event.target.value)}
          />
        </Field>
      ) : null}
      {end === null ? null : <p className="muted">{t('alarms.shelf.ends', { at: moment(end, locale) })}</p>}
    </div>
  )
}

/** Whoever is named on any active alarm can be picked; any other name can be written. */
function Assignee({ value, onChange, error }: { value: string; onChange: (name: string) => void; error: string | null }) {
  const { t } = useWords()
  const list = useId()
  const me = useRead('session.me')
  const active = useRead('alarms.active', undefined, { staleTime: Infinity })
  const names = new Set<string>()
  if (me.data) names.add(me.data.name)
  for (const alarm of active.data ?? []) for (const name of [alarm.assignedTo, alarm.acknowledgedBy]) if (name) names.add(name)
  return (
    <Field label={t('alarms.ask.assign.text')} error={error} required>
      <Input value={value} maxLength={MOST_TEXT.assign} list={list} onChange={(event) => onChange(event.target.value)} />
      <datalist id={list}>
        {[...names].slice(0, 50).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Field>
  )
}
