/** The filters above an alarm list: search, severities, the rest behind a button; whatever narrows the list stands there as a chip to take away. */
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { number } from '../../../shared/format/number.ts'
import { SEVERITIES, type Severity } from '../../../shared/model/alarm.ts'
import { useWords } from '../../app/i18n.ts'
import { ClearFilters, FilterChips, SearchBox } from '../../components/Filters.tsx'
import { SeverityIcon } from '../../components/State.tsx'
import { causeOf, type AlarmView, type StationBook } from '../alarms/view.ts'
import { FilterMore } from './FilterMore.tsx'
import { ME, NOBODY, STATES, type AlarmFilter } from './filter.ts'
import type { Asked, Question } from './questions.ts'
import type { Ask } from './useQuestion.ts'
import css from './Alarms.module.css'

export type AlarmFiltersProps = {
  filter: AlarmFilter
  views: readonly AlarmView[]
  book: StationBook
  /** How many of each severity there are for the rest of the question. */
  counts: ReadonlyMap<Severity, number>
  ask: Ask
  /** Present while something is narrowed that the view does not ask. */
  onClear: (() => void) | null
  /** What the view asks by itself: it needs no chip. */
  own?: Question
  past?: boolean
  children?: ReactNode
}

export function AlarmFilters({ filter, views, book, counts, ask, onClear, own = {}, past = false, children }: AlarmFiltersProps) {
  const { t, locale } = useWords()
  const chips = SEVERITIES.filter(
    (severity) => severity !== 'indeterminate' || counts.has(severity) || filter.severities.includes(severity),
  )
  return (
    <div className={css.filters}>
      <SearchBox
        className={css.search}
        value={filter.text}
        onChange={(q) => ask({ q })}
        label={t('alarms.filter.text')}
        placeholder={t('alarms.filter.textHint')}
      />
      <FilterMore filter={filter} views={views} ask={ask} past={past} />
      <div className={css.severities}>
        <FilterChips
          label={t('alarms.filter.severity')}
          value={filter.severities}
          chips={chips.map((severity) => ({
            value: severity,
            label: <SeverityIcon severity={severity} word />,
            count: number(counts.get(severity) ?? 0, locale),
          }))}
          onChange={(severity) => ask({ severity })}
        />
      </div>
      {children}
      <Narrowed filter={filter} book={book} ask={ask} own={own} />
      {onClear ? <ClearFilters onClear={onClear} /> : null}
    </div>
  )
}

/** What narrows the list and is not in sight elsewhere: a press takes it away. */
function Narrowed({ filter, book, ask, own }: { filter: AlarmFilter; book: StationBook; ask: Ask; own: Question }) {
  const { t } = useWords()
  const chips: { key: Asked; label: string; ask: Record<string, null> }[] = []
  if (filter.states.length > 0 && filter.states.length < STATES.length)
    chips.push({ key: 'state', label: filter.states.map((state) => t(`alarms.state.${state}`)).join(', '), ask: { state: null } })
  if (filter.causes.length > 0)
    chips.push({
      key: 'cause',
      label:
        filter.causes.length > 2
          ? t('alarms.filter.causeSeveral', { n: filter.causes.length })
          : filter.causes.map((cause) => causeOf(cause, t)).join(', '),
      ask: { cause: null },
    })
  if (filter.communes.length > 0)
    chips.push({ key: 'commune', label: filter.communes.map(book.commune).join(', '), ask: { commune: null } })
  if (filter.stationId !== null)
    chips.push({ key: 'station', label: stationName(book, filter.stationId, t('alarms.console')), ask: { station: null } })
  if (filter.incidentId !== null)
    chips.push({ key: 'incident', label: t('alarms.incidentNumber', { id: filter.incidentId }), ask: { incident: null } })
  if (filter.assigned !== null) {
    const who =
      filter.assigned === ME
        ? t('alarms.filter.assignedMe')
        : filter.assigned === NOBODY
          ? t('alarms.filter.assignedNobody')
          : filter.assigned
    chips.push({ key: 'assigned', label: who, ask: { assigned: null } })
  }
  if (filter.age !== null) chips.push({ key: 'age', label: t(`alarms.filter.ages.${filter.age}`), ask: { age: null } })
  const said = chips.filter((chip) => own[chip.key] === undefined || own[chip.key] !== saying(filter, chip.key))
  if (said.length === 0) return null
  return (
    <ul className={css.narrowed} aria-label={t('alarms.filter.narrowed')}>
      {said.map((chip) => (
        <li key={chip.key}>
          <button type="button" onClick={() => ask(chip.ask)} aria-label={t('alarms.filter.take', { what: chip.label })} title={chip.label}>
            <span>{chip.label}</span>
            <X size={12} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** A filter as the address says it. */
function saying(filter: AlarmFilter, name: Asked): string {
  if (name === 'state') return filter.states.join(',')
  if (name === 'cause') return filter.causes.join(',')
  if (name === 'commune') return filter.communes.join(',')
  if (name === 'assigned') return filter.assigned ?? ''
  return ''
}

function stationName(book: StationBook, id: number, console: string): string {
  const station = book.station(id)
  return id === 0 ? console : station ? `${station.code} ${station.name}` : `#${id}`
}
