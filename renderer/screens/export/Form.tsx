/** The question of an export: period, whose samples, which metrics, how fine, what kind of file. All of it stands in the address. */
import { X } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { IconButton } from '../../components/Button.tsx'
import { FilterChips } from '../../components/Filters.tsx'
import { Field, Input, Segmented, Select } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Suggest } from '../../components/Suggest.tsx'
import { metricName } from '../../../shared/format/metric.ts'
import { fold, matches } from '../../../shared/format/text.ts'
import { ExportFormat, ExportLevel } from '../../../shared/model/export.ts'
import { MetricKey } from '../../../shared/model/metric.ts'
import type { Commune, Province, StationRow } from '../../../shared/model/station.ts'
import { GROUPS, KINDS, PRESETS, type Group, type Kind, type Preset, type Question } from './question.ts'
import css from './Export.module.css'

export type Places = { rows: readonly StationRow[]; communes: readonly Commune[]; provinces: readonly Province[] }
const SHOWN = 8
type Named = { id: number; text: string; note: string }

export function Form({ question, children, ...places }: Places & { question: Question; children: ReactNode }) {
  const { t } = useWords()
  const params = useParams()
  const resolutions = ['auto', ...ExportLevel.options] as const
  return (
    <Panel>
      <div className={css.form}>
        <Period question={question} />
        <Scope question={question} {...places} />
        <Metrics question={question} />
        <div className={css.pair}>
          <Field label={t('exports.resolution')} className={css.field}>
            <Select
              value={question.resolution}
              onChange={(event) => params.set({ res: event.target.value === 'auto' ? null : event.target.value })}
            >
              {resolutions.map((one) => (
                <option key={one} value={one}>
                  {t(`exports.level.${one}`)}
                </option>
              ))}
            </Select>
          </Field>
          <div className={css.labelled}>
            <span className={css.label}>{t('exports.format')}</span>
            <Segmented<ExportFormat>
              label={t('exports.format')}
              value={question.format}
              options={ExportFormat.options.map((value) => ({
                value,
                label: t(`exports.kind.${value}`),
                title: t(`exports.kindHelp.${value}`),
              }))}
              onChange={(next) => params.set({ as: next === 'csv' ? null : next })}
            />
          </div>
        </div>
        {children}
      </div>
    </Panel>
  )
}

function Period({ question }: { question: Question }) {
  const { t } = useWords()
  const params = useParams()
  const backwards = question.last < question.first
  return (
    <div className={css.period}>
      <div className={css.labelled}>
        <span className={css.label}>{t('exports.period')}</span>
        <FilterChips<Preset>
          label={t('exports.period')}
          single
          chips={PRESETS.map((value) => ({ value, label: t(`exports.preset.${value}`) }))}
          value={question.preset === null ? [] : [question.preset]}
          onChange={([next]) => params.set({ period: next ?? null, from: null, to: null })}
        />
      </div>
      <div className={css.days}>
        <Field label={t('exports.first')} className={css.day}>
          <Input
            type="date"
            value={question.first}
            onChange={(event) => params.set({ from: event.target.value, to: question.last, period: null })}
          />
        </Field>
        <Field label={t('exports.last')} className={css.day} error={backwards ? t('error.field.period') : null}>
          <Input
            type="date"
            value={question.last}
            onChange={(event) => params.set({ from: question.first, to: event.target.value, period: null })}
          />
        </Field>
      </div>
    </div>
  )
}

function Scope({ question, rows, communes, provinces }: Places & { question: Question }) {
  const { t } = useWords()
  const params = useParams()
  const { kind, ids } = question
  const named = useMemo(() => namedOf(kind, { rows, communes, provinces }), [kind, rows, communes, provinces])
  const find = useMemo(() => search(named), [named])
  const chosen = named.filter(({ id }) => ids.includes(id))
  return (
    <div className={css.choice}>
      <Field label={t('exports.scope')} className={css.field}>
        <Select
          value={kind}
          onChange={(event) => params.set({ scope: event.target.value === 'all' ? null : event.target.value, ids: null })}
        >
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {t(`exports.scopeKind.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      {kind === 'all' ? null : (
        <div className={css.search}>
          <Suggest<Named>
            key={kind}
            label={t(`exports.find.${kind}`)}
            placeholder={t(`exports.find.${kind}`)}
            find={find}
            show={proposed}
            onPick={({ id }) => params.set({ ids: [...new Set([...ids, id])].map(String) })}
          />
        </div>
      )}
      <Chosen
        label={t('exports.chosen')}
        items={chosen.map(({ id, text, note }) => ({
          key: String(id),
          text: note === '' || kind !== 'stations' ? text : note,
          title: text,
        }))}
        onRemove={(key) => params.set({ ids: ids.filter((id) => String(id) !== key).map(String) })}
      />
    </div>
  )
}

function proposed({ text, note }: Named) {
  return (
    <span>
      {text} <span className="muted">{note}</span>
    </span>
  )
}

/** Everything of a kind with its names; stations by code. */
function namedOf(kind: Kind, { rows, communes, provinces }: Places): Named[] {
  if (kind === 'stations') return rows.map(({ id, code, name }) => ({ id, text: name, note: code }))
  const provinceOf = new Map(provinces.map(({ id, name }) => [id, name]))
  if (kind === 'communes') return communes.map(({ id, name, provinceId }) => ({ id, text: name, note: provinceOf.get(provinceId) ?? '' }))
  return kind === 'provinces' ? provinces.map(({ id, name }) => ({ id, text: name, note: '' })) : []
}

function search(named: readonly Named[]): (words: readonly string[]) => Named[] {
  const folded = named.map((one) => ({ one, text: fold(`${one.note} ${one.text}`) }))
  return (words) => {
    const found: Named[] = []
    for (const { one, text } of folded) {
      if (matches(text, words)) found.push(one)
      if (found.length === SHOWN) break
    }
    return found
  }
}

function Metrics({ question }: { question: Question }) {
  const { t } = useWords()
  const params = useParams()
  const { groups, metrics } = question
  const named = useMemo(() => MetricKey.options.map((key, id): Named => ({ id: id + 1, text: metricName(key, t), note: key })), [t])
  const find = useMemo(() => search(named), [named])
  const set = (words: readonly string[]) => params.set({ m: words })
  return (
    <div className={css.choice}>
      <div className={css.labelled}>
        <span className={css.label}>{t('exports.metrics')}</span>
        <FilterChips<Group>
          label={t('exports.groups')}
          chips={GROUPS.map((value) => ({ value, label: t(`common.group.${value}`) }))}
          value={groups}
          onChange={(next) => set([...next, ...metrics])}
        />
      </div>
      <div className={css.search}>
        <Suggest<Named>
          label={t('exports.findMetric')}
          placeholder={t('exports.findMetric')}
          find={find}
          show={proposed}
          onPick={({ note }) => set([...groups, ...new Set([...metrics, note])])}
        />
      </div>
      {groups.length + metrics.length === 0 ? <p className={css.hint}>{t('exports.allMetrics')}</p> : null}
      <Chosen
        label={t('exports.chosenMetrics')}
        items={metrics.map((key) => ({ key, text: metricName(key, t), title: key }))}
        onRemove={(key) => set([...groups, ...metrics.filter((one) => one !== key)])}
      />
    </div>
  )
}

/** So many chips are read at a glance; the rest is a count. */
const CHIPS = 40
function Chosen({
  label,
  items,
  onRemove,
}: {
  label: string
  items: readonly { key: string; text: string; title: string }[]
  onRemove: (key: string) => void
}) {
  const { t } = useWords()
  if (items.length === 0) return null
  return (
    <ul className={css.chosen} aria-label={label}>
      {items.slice(0, CHIPS).map(({ key, text, title }) => (
        <li key={key} title={title}>
          {text}
          <IconButton size="small" icon={X} label={t('exports.remove', { name: text })} onClick={() => onRemove(key)} />
        </li>
      ))}
      {items.length > CHIPS ? <li className={css.rest}>{t('exports.more', { n: items.length - CHIPS })}</li> : null}
    </ul>
  )
}
