/** Every current reading of the station, by group: value with quality, age, and on demand the OID. */
import { useMemo, useState } from 'react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { Switch } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ReadingLine } from './ReadingLine.tsx'
import type { LiveReadingRow } from '../../../shared/contract/stations.ts'
import { compareText } from '../../../shared/format/text.ts'
import { isTroubled, metric, METRICS, type MetricDefinition, type MetricKey } from '../../../shared/model/metric.ts'
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

export function ReadingsPanel({ stationId, devices }: { stationId: number; devices: readonly { id: number; name: string }[] }) {
  const { t } = useWords()
  const readings = useRead('stations.readings', { id: stationId })
  const [oid, setOid] = useState(false)
  const groups = useMemo(() => grouped(readings.data ?? []), [readings.data])
  const problems = (readings.data ?? []).filter((r) => isTroubled(r.quality)).length
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
                <GroupTable
                  key={group}
                  group={group}
                  rows={mine}
                  oid={oid}
                  deviceOf={(id) => devices.find((d) => d.id === id)?.name ?? ''}
                />
              ))}
            </div>
          )
        }
      </Await>
    </Panel>
  )
}

function GroupTable({
  group,
  rows,
  oid,
  deviceOf,
}: {
  group: Group
  rows: readonly LiveReadingRow[]
  oid: boolean
  deviceOf: (id: number) => string
}) {
  const { t } = useWords()
  const [all, setAll] = useState(false)
  const shown = all ? rows : rows.slice(0, FIRST)
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
          {shown.map((row, i) => {
            const several = rows.some((other) => other !== row && other.metric === row.metric)
            const begins = several && shown[i - 1]?.metric !== row.metric
            const ofDevice = several && rows.some((other) => other.metric === row.metric && other.deviceId !== row.deviceId)
            return (
              <ReadingLine
                key={`${row.deviceId}/${row.metric}/${row.instance}`}
                row={row}
                oid={oid}
                several={several}
                begins={begins}
                device={ofDevice ? deviceOf(row.deviceId) : ''}
              />
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
