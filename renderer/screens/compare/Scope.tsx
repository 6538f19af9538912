/** What is compared: the metric, stations one by one, or all of a commune. */
import { X } from 'lucide-react'
import { useMemo } from 'react'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { Field, Select } from '../../components/Form.tsx'
import { HealthIcon } from '../../components/State.tsx'
import { Suggest } from '../../components/Suggest.tsx'
import { metricName, unitText } from '../../../shared/format/metric.ts'
import { compareText } from '../../../shared/format/text.ts'
import { metric } from '../../../shared/model/metric.ts'
import type { Commune, StationRow } from '../../../shared/model/station.ts'
import { metricGroups, MOST_STATIONS, stationSearch, type Comparison } from './question.ts'
import css from './Compare.module.css'

export type ScopeProps = {
  comparison: Comparison
  rows: readonly StationRow[]
  communes: readonly Commune[]
  /** The stations of the question. */
  stations: readonly StationRow[]
}

const GROUPS = metricGroups()
/** So many chips are read at a glance; the rest is a count. */
const CHIPS = 24

export function Scope({ comparison, rows, communes, stations }: ScopeProps) {
  const { t, locale } = useWords()
  const params = useParams()
  const names = useMemo(() => new Map(communes.map((one) => [one.id, one.name])), [communes])
  const find = useMemo(() => stationSearch(rows, (id) => names.get(id) ?? ''), [rows, names])
  const ordered = useMemo(() => communes.toSorted((a, b) => compareText(a.name, b.name)), [communes])
  const named = stations.filter((row) => comparison.stations.includes(row.id))
  const full = comparison.stations.length >= MOST_STATIONS
  const set = (ids: readonly number[]) => params.set({ s: ids.map(String), off: null })
  return (
    <section className={css.scope} aria-label={t('compare.scope')}>
      <Field label={t('compare.metric')} className={css.metric}>
        <Select value={comparison.metric} onChange={(event) => params.set({ metric: event.target.value, off: null })}>
          {GROUPS.map(({ group, metrics }) => (
            <optgroup key={group} label={t(`common.group.${group}`)}>
              {metrics.map((key) => {
                const unit = unitText(metric(key).unit, locale)
                return (
                  <option key={key} value={key}>
                    {unit === '' ? metricName(key, t) : `${metricName(key, t)} (${unit})`}
                  </option>
                )
              })}
            </optgroup>
          ))}
        </Select>
      </Field>
      <Field label={t('compare.commune')} className={css.commune}>
        <Select value={comparison.communeId ?? ''} onChange={(event) => params.set({ commune: event.target.value, off: null })}>
          <option value="">{t('compare.noCommune')}</option>
          {ordered.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </Select>
      </Field>
      <div className={css.search}>
        <Suggest<StationRow>
          label={t('compare.add')}
          placeholder={t('compare.search')}
          error={full ? t('compare.full', { n: MOST_STATIONS }) : undefined}
          find={find}
          show={proposed}
          onPick={(row) => {
            if (!full && !comparison.stations.includes(row.id)) set([...comparison.stations, row.id])
          }}
        />
      </div>
      {named.length > 0 ? (
        <ul className={css.chosen} aria-label={t('compare.chosen')}>
          {named.slice(0, CHIPS).map((row) => (
            <li key={row.id} title={row.name}>
              <a href={`#/stations/${row.id}`}>{row.code}</a>
              <IconButton
                size="small"
                icon={X}
                label={t('compare.remove', { code: row.code })}
                onClick={() => set(comparison.stations.filter((id) => id !== row.id))}
              />
            </li>
          ))}
          {named.length > CHIPS ? <li className={css.rest}>{t('compare.more', { n: named.length - CHIPS })}</li> : null}
          <li className={css.clear}>
            <Button kind="quiet" size="small" icon={X} onClick={() => set([])}>
              {t('compare.clear')}
            </Button>
          </li>
        </ul>
      ) : null}
    </section>
  )
}

function proposed(row: StationRow) {
  return (
    <span>
      <HealthIcon health={row.health} size={12} /> <span className="muted">{row.code}</span> {row.name}
    </span>
  )
}
