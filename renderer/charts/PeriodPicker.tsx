/** Chooses the period of the charts: ranges up to now, a period of one's own, earlier and later, back to now. */
import { Popover } from '@base-ui/react/popover'
import { CalendarRange, ChevronLeft, ChevronRight, SkipForward, Undo2 } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { useWords } from '../app/i18n.ts'
import { Button, IconButton } from '../components/Button.tsx'
import button from '../components/Button.module.css'
import { cx } from '../components/cx.ts'
import { Field, Input, Segmented } from '../components/Form.tsx'
import popover from '../components/Popover.module.css'
import { clock, date, fromInput, moment, toInput } from '../../shared/format/time.ts'
import type { Locale } from '../../shared/i18n/words.ts'
import { problemOf, RANGES, type Period, type Problem, type Range, type Window } from './period.ts'
import { zoom } from './usePeriod.ts'
import css from './PeriodPicker.module.css'

/** Both ends in words; the day only once where it is the same. */
export function windowText({ from, to }: Window, locale: Locale): string {
  const minute = (at: number) => `${date(at, locale)} ${clock(at, to - from < 600_000)}`
  return date(from, locale) === date(to, locale) ? `${minute(from)} – ${clock(to, to - from < 600_000)}` : `${minute(from)} – ${minute(to)}`
}

export function PeriodPicker({ period, window }: { period: Period; window: Window }) {
  const { t } = useWords()
  const fixed = period.fixed !== null
  return (
    <div className={css.picker}>
      <Segmented<Range | ''>
        size="small"
        label={t('charts.period.label')}
        value={fixed ? '' : period.range}
        options={RANGES.map((value) => ({ value, label: t(`charts.period.r${value}`) }))}
        onChange={(next) => (next === '' ? undefined : zoom.set({ range: next, fixed: null }))}
      />
      <Custom period={period} window={window} />
      <div className={css.steps}>
        <IconButton size="small" kind="secondary" icon={ChevronLeft} label={t('charts.period.earlier')} onClick={() => zoom.step(-1)} />
        <IconButton
          size="small"
          kind="secondary"
          icon={ChevronRight}
          label={t('charts.period.later')}
          disabled={!fixed}
          onClick={() => zoom.step(1)}
        />
        <IconButton
          size="small"
          kind="secondary"
          icon={SkipForward}
          label={t('charts.period.now')}
          disabled={!fixed}
          onClick={() => zoom.reset()}
        />
        <IconButton
          size="small"
          kind="secondary"
          icon={Undo2}
          label={t('charts.period.undo')}
          disabled={!fixed}
          onClick={() => zoom.undo()}
        />
      </div>
    </div>
  )
}

/** What is shown where it is no range: spoken when it changes. */
export function PeriodNote({ period, window }: { period: Period; window: Window }) {
  const { locale } = useWords()
  return (
    <span role="status" title={`${moment(window.from, locale)} – ${moment(window.to, locale)}`}>
      {period.fixed ? windowText(window, locale) : ''}
    </span>
  )
}

function Custom({ period, window }: { period: Period; window: Window }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        className={cx(button.button, button.secondary, button.small)}
        aria-pressed={period.fixed !== null}
        title={t('charts.period.customTitle')}
      >
        <CalendarRange size={16} strokeWidth={1.75} aria-hidden />
        <span className={button.label}>{t('charts.period.custom')}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className={popover.positioner}>
          <Popover.Popup className={popover.popup}>
            <Popover.Title className={popover.title}>{t('charts.period.customTitle')}</Popover.Title>
            <CustomForm
              window={window}
              onDone={(fixed) => {
                setOpen(false)
                zoom.set({ range: period.range, fixed })
              }}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function CustomForm({ window, onDone }: { window: Window; onDone: (window: Window) => void }) {
  const { t } = useWords()
  const [now] = useState(() => Date.now())
  const [from, setFrom] = useState(toInput(window.from))
  const [to, setTo] = useState(toInput(Math.min(window.to, now)))
  const [problem, setProblem] = useState<Problem | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const [begin, end] = [fromInput(from), fromInput(to)]
    const found = problemOf(begin, end, Date.now())
    setProblem(found)
    if (found === null && begin !== null && end !== null) onDone({ from: begin, to: Math.min(end, Date.now()) })
  }
  const error = problem === null ? undefined : t(`charts.period.problem.${problem}`)
  const atBegin = problem === 'early' || (problem === 'missing' && fromInput(from) === null)
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <Field label={t('charts.period.from')} error={atBegin ? error : undefined}>
        <Input type="datetime-local" value={from} max={toInput(now)} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field label={t('charts.period.to')} error={atBegin ? undefined : error} hint={t('charts.period.zone')}>
        <Input type="datetime-local" value={to} max={toInput(now)} onChange={(event) => setTo(event.target.value)} />
      </Field>
      <Button kind="primary" type="submit">
        {t('charts.period.apply')}
      </Button>
    </form>
  )
}
