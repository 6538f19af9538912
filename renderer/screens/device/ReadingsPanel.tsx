/** Every current reading of the device by group: value with unit, quality and age; the object behind it and what the device sent on demand. */
import { useMemo } from 'react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Switch } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ToneIcon, type Tone } from '../../components/State.tsx'
import { Age, Value } from '../../components/Value.tsx'
import type { LiveReadingRow } from '../../../shared/contract/stations.ts'
import { metricName, valueText } from '../../../shared/format/metric.ts'
import type { Device } from '../../../shared/model/device.ts'
import { isTroubled, type Quality } from '../../../shared/model/metric.ts'
import { grouped } from '../station/ReadingsPanel.tsx'
import { readingsText } from './readings.ts'
import css from './Device.module.css'

export function ReadingsPanel({ device, stationId }: { device: Pick<Device, 'id' | 'name'>; stationId: number }) {
  const { t, locale } = useWords()
  const params = useParams()
  const oids = params.get('oids') === '1'
  const readings = useRead('stations.readings', { id: stationId })
  const mine = useMemo(() => (readings.data ?? []).filter((row) => row.deviceId === device.id), [readings.data, device.id])
  const groups = useMemo(() => grouped(mine), [mine])
  const problems = mine.filter(({ quality }) => isTroubled(quality)).length
  const copy = () =>
    readingsText(
      groups.flatMap(({ rows }) => rows),
      (row) => [metricName(row.metric, t), valueText(row.metric, row.value, t, locale), t(`common.quality.${row.quality}`)],
    )
  return (
    <Panel
      title={t('devices.readings.title')}
      note={
        mine.length > 0
          ? `${t('station.readings.count', { n: mine.length })}${problems > 0 ? ` · ${t('station.readings.problem', { n: problems })}` : ''}`
          : undefined
      }
      actions={
        mine.length > 0 ? (
          <>
            <Switch
              label={t('station.readings.showOid')}
              checked={oids}
              onChange={(event) => params.set({ oids: event.target.checked ? 1 : null })}
            />
            <CopyButton text={copy} what={t('devices.readings.copy')} size="normal" />
          </>
        ) : null
      }
    >
      <Await of={readings} lines={8}>
        {() =>
          mine.length === 0 ? (
            <EmptyState>{t('devices.readings.none')}</EmptyState>
          ) : (
            <div className={css.scroll} {...(oids ? { tabIndex: 0, role: 'group', 'aria-label': t('devices.readings.title') } : {})}>
              <table className={css.table} data-oids={oids || undefined}>
                <thead className="visually-hidden">
                  <tr>
                    <th scope="col">{t('station.readings.name')}</th>
                    <th scope="col">{t('station.readings.value')}</th>
                    <th scope="col">{t('devices.readings.quality')}</th>
                    <th scope="col">{t('station.readings.age')}</th>
                    {oids ? <th scope="col">{t('station.readings.oid')}</th> : null}
                    {oids ? <th scope="col">{t('devices.readings.copyOne')}</th> : null}
                  </tr>
                </thead>
                {groups.map(({ group, rows }) => (
                  <tbody key={group}>
                    <tr className={css.groupHead}>
                      <th scope="rowgroup" colSpan={oids ? 6 : 4}>
                        {t(`common.group.${group}`)}
                      </th>
                    </tr>
                    {rows.map((row) => (
                      <Row key={`${row.metric}/${row.instance}`} row={row} oids={oids} />
                    ))}
                  </tbody>
                ))}
              </table>
            </div>
          )
        }
      </Await>
    </Panel>
  )
}

const QUALITY_TONE: Readonly<Record<Quality, Tone>> = {
  good: 'ok',
  suspect: 'minor',
  unavailable: 'unknown',
  reset: 'unknown',
  stale: 'unknown',
  error: 'critical',
}

function Row({ row, oids }: { row: LiveReadingRow; oids: boolean }) {
  const { t } = useWords()
  const label = row.label === '' ? row.instance : row.label
  const said = row.raw === null ? row.oid : `${row.oid} = ${row.raw}`
  return (
    <tr>
      <th scope="row">
        {metricName(row.metric, t)}
        {label === '' ? null : <span className={css.label}> · {label}</span>}
      </th>
      <td className={css.value}>
        <Value metric={row.metric} value={row.value} quality={row.quality} raw={row.raw} />
      </td>
      <td className={css.quality}>
        {row.quality === 'good' ? (
          <span className="visually-hidden">{t('common.quality.good')}</span>
        ) : (
          <span className={css.word} title={t(`common.quality.${row.quality}`)}>
            <ToneIcon tone={QUALITY_TONE[row.quality]} size={10} />
            {t(`devices.quality.${row.quality}`)}
          </span>
        )}
      </td>
      <td className={css.age}>
        <Age at={row.at} />
      </td>
      {oids ? <td className={css.oid}>{said}</td> : null}
      {oids ? (
        <td className={css.copy}>
          <CopyButton text={said} what={`${t('devices.readings.copyOne')}: ${metricName(row.metric, t)} ${label}`} />
        </td>
      ) : null}
    </tr>
  )
}
