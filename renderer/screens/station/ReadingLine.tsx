/** One reading in its group's table. Rows of one metric stand under its name, each called by its own label. */
import { ChartLine } from 'lucide-react'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { IconButton } from '../../components/Button.tsx'
import { Age, Value } from '../../components/Value.tsx'
import { cx } from '../../components/cx.ts'
import type { LiveReadingRow } from '../../../shared/contract/stations.ts'
import { metricName } from '../../../shared/format/metric.ts'
import css from './Readings.module.css'

export function ReadingLine({
  row,
  oid,
  several,
  begins,
  device,
}: {
  row: LiveReadingRow
  oid: boolean
  several: boolean
  begins: boolean
  device: string
}) {
  const { t } = useWords()
  const params = useParams()
  const name = metricName(row.metric, t)
  const label = [row.label === '' ? row.instance : row.label, device].filter(Boolean).join(' · ')
  const id = `metric:${row.metric}`
  const charted = params.list('c')
  const on = charted.includes(id)
  const chart =
    !several || begins ? (
      <IconButton
        size="small"
        icon={ChartLine}
        pressed={on}
        label={`${t(on ? 'station.charts.drop' : 'station.charts.add')}: ${name}`}
        onClick={() => params.set({ c: on ? charted.filter((c) => c !== id) : [...charted, id] })}
      />
    ) : null
  return (
    <>
      {begins ? (
        <tr className={css.head}>
          <th scope="rowgroup" colSpan={oid ? 4 : 3}>
            {name}
          </th>
          <td className={css.tool}>{chart}</td>
        </tr>
      ) : null}
      <tr>
        <th scope="row" className={cx(css.name, several && css.under)} title={label === '' ? name : `${name} · ${label}`}>
          {several ? label || name : name}
          {several || label === '' ? null : <span className={css.label}> · {label}</span>}
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
        <td className={css.tool}>{several ? null : chart}</td>
      </tr>
    </>
  )
}
