/** The filters above an alarm list. On a phone only search and severities are in sight; the rest is behind a button. */
import { useMemo, useState } from 'react'
import { SlidersHorizontal, X } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { compareText } from '../../../shared/format/text.ts'
import { SEVERITIES } from '../../../shared/model/alarm.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { useNarrow } from '../../app/media.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { FilterChips, SearchBox } from '../../components/Filters.tsx'
import { Field, Segmented, Select } from '../../components/Form.tsx'
import { SeverityIcon } from '../../components/State.tsx'
import {
  GROUPINGS,
  isFiltered,
  isOpened,
  NO_FILTER,
  PERIODS,
  readGrouping,
  readPeriod,
  type AckFilter,
  type AlarmFilter,
} from './filter.ts'
import { causeOf, type AlarmView, type StationBook } from '../alarms/view.ts'
import css from './Alarms.module.css'

export type AlarmFiltersProps = {
  filter: AlarmFilter
  views: readonly AlarmView[]
  book: StationBook
  past: boolean
  /** How many suppressed alarms pass the other filters. */
  suppressed: number
}

export function AlarmFilters({ filter, views, book, past, suppressed }: AlarmFiltersProps) {
  const { t, locale } = useWords()
  const params = useParams()
  const narrow = useNarrow()
  const [open, setOpen] = useState(false)
  const counts = useMemo(() => {
    const by = new Map<string, number>()
    for (const { alarm } of views) {
      if (!past && alarm.suppressed && !filter.suppressed) continue
      by.set(alarm.severity, (by.get(alarm.severity) ?? 0) + 1)
    }
    return by
  }, [views, past, filter.suppressed])
  const chips = SEVERITIES.filter(
    (severity) => severity !== 'indeterminate' || counts.has(severity) || filter.severities.includes(severity),
  )
  return (
    <div className={css.filters}>
      <div className={css.searchLine}>
        <SearchBox
          className={css.search}
          value={filter.text}
          onChange={(q) => params.set({ q: q === '' ? null : q })}
          label={t('alarms.filter.text')}
          placeholder={t('alarms.filter.textHint')}
        />
        {narrow ? (
          <IconButton
            icon={SlidersHorizontal}
            kind="secondary"
            label={t('alarms.filter.more')}
            pressed={open}
            onClick={() => setOpen(!open)}
          />
        ) : null}
      </div>
      <div className={css.severities}>
        <FilterChips
          label={t('alarms.filter.severity')}
          value={filter.severities}
          chips={chips.map((severity) => ({
            value: severity,
            label: <SeverityIcon severity={severity} word />,
            count: number(counts.get(severity) ?? 0, locale),
          }))}
          onChange={(value) => params.set({ severity: value })}
        />
      </div>
      {narrow && !open ? null : <MoreFilters filter={filter} past={past} />}
      {isOpened(filter) ? (
        <Button size="small" icon={X} onClick={() => params.set({ station: null, cause: null })}>
          {filter.stationId === null ? causeOf(filter.cause ?? 0, t) : stationName(book, filter.stationId, t('alarms.console'))}
        </Button>
      ) : null}
      {!past && suppressed > 0 ? (
        <Button
          size="small"
          kind="quiet"
          aria-pressed={filter.suppressed}
          title={t('alarms.filter.suppressedWhy')}
          onClick={() => params.set({ suppressed: filter.suppressed ? null : '1' })}
        >
          {t(filter.suppressed ? 'alarms.filter.suppressedHide' : 'alarms.filter.suppressedShow', { n: number(suppressed, locale) })}
        </Button>
      ) : null}
      {isFiltered(filter) ? (
        <Button size="small" kind="quiet" onClick={() => params.set(NO_FILTER)}>
          {t('alarms.filter.clear')}
        </Button>
      ) : null}
    </div>
  )
}

function stationName(book: StationBook, id: number, console: string): string {
  const station = book.station(id)
  return id === 0 ? console : station ? `${station.code} ${station.name}` : `#${id}`
}

function MoreFilters({ filter, past }: { filter: AlarmFilter; past: boolean }) {
  const { t } = useWords()
  const params = useParams()
  const list = useRead('stations.list', undefined, { staleTime: 60_000 })
  const communes = useMemo(() => (list.data?.communes ?? []).toSorted((a, b) => compareText(a.name, b.name)), [list.data])
  const acks: AckFilter[] = ['all', 'no', 'yes']
  const ackWord = { all: 'ackAll', no: 'ackNo', yes: 'ackYes' } as const
  const groupWord = {
    none: 'alarms.filter.groupNone',
    station: 'alarms.filter.groupStation',
    commune: 'alarms.filter.groupCommune',
    cause: 'alarms.filter.groupCause',
  } as const
  return (
    <div className={css.more}>
      <Segmented
        label={t('alarms.filter.ack')}
        value={filter.ack}
        options={acks.map((value) => ({ value, label: t(`alarms.filter.${ackWord[value]}`) }))}
        onChange={(ack) => params.set({ ack: ack === 'all' ? null : ack })}
      />
      <Field label={t('alarms.filter.commune')} hideLabel className={css.pick}>
        <Select value={filter.communes[0] ?? ''} onChange={(event) => params.set({ commune: event.target.value || null })}>
          <option value="">{t('alarms.filter.communeAll')}</option>
          {communes.map((commune) => (
            <option key={commune.id} value={commune.id}>
              {commune.name}
            </option>
          ))}
        </Select>
      </Field>
      {past ? (
        <Segmented
          label={t('alarms.filter.period')}
          value={readPeriod(params)}
          options={PERIODS.map((value) => ({ value, label: t(`alarms.filter.${value}`) }))}
          onChange={(period) => params.set({ period: period === 'week' ? null : period })}
        />
      ) : (
        <Field label={t('alarms.filter.group')} hideLabel className={css.pick}>
          <Select
            value={readGrouping(params)}
            onChange={(event) => params.set({ group: event.target.value === 'none' ? null : event.target.value, alarm: null })}
          >
            {GROUPINGS.map((value) => (
              <option key={value} value={value}>
                {t(groupWord[value])}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </div>
  )
}
