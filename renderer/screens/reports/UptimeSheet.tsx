/** The uptime report on paper: how it is counted, the totals, and every row. */
import { number, percent } from '../../../shared/format/number.ts'
import { moment } from '../../../shared/format/time.ts'
import type { Availability } from '../../../shared/model/interval.ts'
import { useWords } from '../../app/i18n.ts'
import { BUCKETS, causesOf, minutes } from './figures.ts'
import { monthParams } from './months.ts'
import { rowsOf, type Report, type Scope } from './rows.ts'
import { Length } from './Totals.tsx'
import css from './Sheet.module.css'

export function UptimeSheet({ report, scope, branch, now }: { report: Report; scope: Scope; branch: string; now: number }) {
  const { t, locale } = useWords()
  const causes = causesOf(report.total)
  return (
    <article className={css.sheet} lang={locale}>
      <header>
        <div>{branch}</div>
        <h2 className={css.title}>
          {t('reports.uptime')} · {t('reports.monthName', monthParams(report.month))}
        </h2>
        <p>
          {t('reports.period', { from: moment(report.from, locale), to: moment(report.to, locale) })}.{' '}
          {t(report.unreachableIsDown ? 'reports.policyOn' : 'reports.policyOff')}. {t('reports.printed', { when: moment(now, locale) })}.
        </p>
        <p>{t('reports.definitionsText')}</p>
        {causes.length === 0 ? null : (
          <p>
            <strong>{t('reports.cause.title')}:</strong>{' '}
            {causes.map((row) => `${t(`common.cause.${row.cause}`)} ${number(minutes(row.seconds), locale)}`).join('; ')}
          </p>
        )}
      </header>
      <table className={css.table}>
        <thead>
          <tr>
            <th>{t(scope === 'stations' ? 'reports.column.station' : 'reports.column.commune')}</th>
            {scope === 'stations' ? <th>{t('reports.column.commune')}</th> : <th className={css.n}>{t('reports.column.stations')}</th>}
            {(['adjusted', 'raw', 'coverage', ...BUCKETS, 'outages', 'mttr', 'mtbf'] as const).map((id) => (
              <th key={id} className={css.n}>
                {t(`reports.column.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(report, scope).map((row) => (
            <tr key={row.id}>
              <td>
                {row.code === '' ? '' : <strong>{row.code} </strong>}
                {row.name}
              </td>
              {scope === 'stations' ? <td>{row.commune}</td> : <td className={css.n}>{number(row.stations, locale)}</td>}
              <Cells availability={row.availability} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th colSpan={2}>{branch}</th>
            <Cells availability={report.total} />
          </tr>
        </tfoot>
      </table>
    </article>
  )
}

function Cells({ availability }: { availability: Availability }) {
  const { t, locale } = useWords()
  return (
    <>
      {(['adjusted', 'raw', 'coverage'] as const).map((id) => (
        <td key={id} className={css.n}>
          {availability[id] === null ? t('reports.noData') : percent(availability[id], locale, 3)}
        </td>
      ))}
      {BUCKETS.map((bucket) => (
        <td key={bucket} className={css.n}>
          {number(minutes(availability[bucket]), locale)}
        </td>
      ))}
      <td className={css.n}>{number(availability.outages, locale)}</td>
      <td className={css.n}>
        <Length seconds={availability.mttr} />
      </td>
      <td className={css.n}>
        <Length seconds={availability.mtbf} />
      </td>
    </>
  )
}
