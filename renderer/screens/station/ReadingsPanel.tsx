/** Every current reading of the station, by group: value with quality, age, and on demand the OID. */
import { ChartLine } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { IconButton } from '../../components/Button.tsx'
import { Switch } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Age, Value } from '../../components/Value.tsx'
import type { LiveReadingRow } from '../../../shared/contract/stations.ts'
import { metricName } from '../../../shared/format/metric.ts'
import { compareText } from '../../../shared/format/text.ts'
import { metric, METRICS, type MetricDefinition, type MetricKey } from '../../../shared/model/metric.ts'
import css from './Readings.module.css'

type Group = MetricDefinition['group']
const GROUPS: readonly Group[] = ['power', 'battery', 'genset', 'radio', 'environment', 'network', 'cell', 'system']
const ORDER = Object.keys(METRICS) as MetricKey[]
/** A group shows so many rows before "show all". */
const FIRST = 14

/** Readings by group, in the catalogue's order, rows of a table by their number. */
export function grouped(readings: readonly LiveReadingRow[]): { group: Group; rows: LiveReadingRow[] }[] {
  return GROUPS.map((group) => ({
    group,
    rows: readings
      .filter((r) => metric(r.metric).group === group)
      .sort((a, b) => ORDER.indexOf(a.metric) - ORDER.indexOf(b.metric) || a.deviceId - b.deviceId || compareText(a.instance, b.instance)),
  })).filter(({ rows }) => rows.length > 0)
}

export function ReadingsPanel({ stationId }: { stationId: number }) {
  const { t } = useWords()
  const readings = useRead('stations.readings', { id: stationId })
  const [oid, setOid] = useState(false)
  const groups = useMemo(() => grouped(readings.data ?? []), [readings.data])
  const problems = (readings.data ?? []).filter((r) => r.quality !== 'good' && r.quality !== 'unavailable').length
  return (
    <Panel
      title={t('station.readings.title')}
      note={
        readings.data && readings.data.length > 0
          ? `${t('station.readings.count', { n: readings.data.length })}${problems > 0 ? ` · ${t('station.readings.problem', { n: problems })}` : ''}`
          : undefined
      }
      actions={<Switch label={t('station.readings.showOid')} checked={oid} onChange={(event) => setOid(event.target.checked)} />}
    >
      <Await of={readings} lines={8}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState>{t('station.readings.none')}</EmptyState>
          ) : (
            <div className={css.groups} data-wide={oid}>
              {groups.map(({ group, rows: mine }) => (
                <GroupTable key={group} group={group} rows={mine} oid={oid} />
              ))}
            </div>
          )
        }
      </Await>
    </Panel>
  )
}

function GroupTable({ group, rows, oid }: { group: Group; rows: readonly LiveReadingRow[]; oid: boolean }) {
  const { t } = useWords()
  const [all, setAll] = useState(false)
  const params = useParams()
  const shown = all ? rows : rows.slice(0, FIRST)
  const charted = params.list('c')
  const chart = (key: MetricKey) => {
    const id = `metric:${key}`
    params.set({ c: charted.includes(id) ? charted.filter((c) => c !== id) : [...charted, id] })
  }
  return (
    <section className={css.group}>
      <table className={css.table}>
        <caption className={css.caption}>{t(`common.group.${group}`)}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('station.readings.name')}</th>
            <th scope="col">{t('station.readings.value')}</th>
            <th scope="col">{t('station.readings.age')}</th>
            {oid ? <th scope="col">{t('station.readings.oid')}</th> : null}
            <th scope="col">{t('station.charts.add')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => {
            const name = metricName(row.metric, t)
            const label = row.label === '' ? row.instance : row.label
            const isNumber = metric(row.metric).states === undefined
            const on = charted.includes(`metric:${row.metric}`)
            return (
              <tr key={`${row.deviceId}/${row.metric}/${row.instance}`}>
                <th scope="row" className={css.name} title={label === '' ? name : `${name} · ${label}`}>
                  {name}
                  {label === '' ? null : <span className={css.label}> · {label}</span>}
                </th>
                <td className={css.value}>
                  <Value metric={row.metric} value={row.value} quality={row.quality} raw={row.raw} />
                </td>
                <td className={css.age}>
                  <Age at={row.at} />
                </td>
                {oid ? (
                  <td className={css.oid}>
                    {row.oid}
                    {row.raw === null ? '' : ` = ${row.raw}`}
                  </td>
                ) : null}
                <td className={css.tool}>
                  {isNumber ? (
                    <IconButton
                      size="small"
                      icon={ChartLine}
                      pressed={on}
                      label={`${t(on ? 'station.charts.drop' : 'station.charts.add')}: ${name}`}
                      onClick={() => chart(row.metric)}
                    />
                  ) : null}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {rows.length > FIRST ? (
        <button type="button" className={css.more} onClick={() => setAll(!all)}>
          {all ? t('station.readings.fewer') : t('station.readings.all', { n: rows.length })}
        </button>
      ) : null}
    </section>
  )
}
