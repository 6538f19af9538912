/** The sheet itself: what happened, how long, whom it touched, who did what and when, what was learned. */
import type { ReactNode } from 'react'
import { number } from '../../../shared/format/number.ts'
import { duration, moment } from '../../../shared/format/time.ts'
import { useWords } from '../../app/i18n.ts'
import { titleOf, type StationBook } from '../alarms/view.ts'
import { fewNames, rootName, titleOfIncident, toldAt } from './data.ts'
import { lengthOf, minutesLostAt } from './order.ts'
import { isAct, isLessons, stepSaid, stepSubject, stepWord, type Detail } from './story.ts'
import css from './Sheet.module.css'

/** Longer lists are cut on paper, with how many are missing. */
const MOST_STATIONS = 120
const MOST_ACTS = 150

export type SummarySheetProps = { detail: Detail; book: StationBook; branch: string; by: string; lessons: string; now: number }

export function SummarySheet({ detail, book, branch, by, lessons, now }: SummarySheetProps) {
  const { t, locale } = useWords()
  const { incident } = detail
  const lost = minutesLostAt(incident, toldAt(incident), Math.max(now, toldAt(incident)))
  const n = (value: number) => number(Math.round(value), locale)
  const communes = incident.communeIds.map(book.commune)
  const hamlets = detail.hamlets
  const homes = hamlets.reduce((sum, hamlet) => sum + (hamlet.households ?? 0), 0)
  const facts: [string, ReactNode][] = [
    [t('incidents.column.cause'), t(`incidents.cause.${incident.cause}`)],
    [t('incidents.sheet.root'), rootName(incident.root, book, t) || t('incidents.feeder')],
    [t('incidents.sheet.began'), moment(incident.beganAt, locale)],
    [t('incidents.sheet.ended'), incident.endedAt === null ? t('incidents.sheet.notEnded') : moment(incident.endedAt, locale)],
    [t('incidents.column.length'), duration(lengthOf(incident, now), locale)],
    [t('incidents.column.owner'), incident.owner ?? t('incidents.ownerNobody')],
    [t('incidents.sheet.stations'), n(incident.stationIds.length)],
    [t('incidents.sheet.lost'), t('common.minutes', { n: n(lost) })],
    [t('incidents.sheet.communes'), communes.length === 0 ? '—' : fewNames(communes, 8, t)],
    [t('incidents.sheet.hamlets'), hamlets.length === 0 ? '0' : `${n(hamlets.length)} · ${t('incidents.householdsN', { n: n(homes) })}`],
  ]
  const stations = detail.stations.toSorted((a, b) => Number(b.root) - Number(a.root) || b.minutesLost - a.minutesLost)
  const acts = detail.timeline.filter((step) => (isAct(step) || step.kind === 'began' || step.kind === 'ended') && !isLessons(step))
  return (
    <article className={css.sheet}>
      <header className={css.head}>
        <p className={css.branch}>{branch}</p>
        <h2 className={css.title}>{t('incidents.sheet.title', { id: incident.id })}</h2>
        <p className={css.sentence}>{titleOfIncident(incident, t)}</p>
        {incident.endedAt === null ? <p className={css.draft}>{t('incidents.sheet.interim')}</p> : null}
      </header>
      <dl className={css.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('incidents.sheet.stationTable')}</h3>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('incidents.sheet.code')}</th>
            <th scope="col">{t('incidents.sheet.name')}</th>
            <th scope="col">{t('alarms.column.commune')}</th>
            <th scope="col">{t('incidents.sheet.since')}</th>
            <th scope="col" className={css.n}>
              {t('incidents.sheet.minutes')}
            </th>
          </tr>
        </thead>
        <tbody>
          {stations.slice(0, MOST_STATIONS).map((member) => {
            const station = book.station(member.stationId)
            return (
              <tr key={member.stationId}>
                <td>
                  {station?.code ?? `#${member.stationId}`}
                  {member.root ? ` (${t('incidents.root')})` : ''}
                </td>
                <td>{station?.name}</td>
                <td>{station ? book.commune(station.communeId) : ''}</td>
                <td>{moment(member.joinedAt, locale)}</td>
                <td className={css.n}>{n(member.minutesLost)}</td>
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              {stations.length > MOST_STATIONS
                ? t('incidents.sheet.cut', { n: n(stations.length - MOST_STATIONS) })
                : t('incidents.sheet.sum')}
            </th>
            <td className={css.n}>{n(stations.reduce((sum, member) => sum + member.minutesLost, 0))}</td>
          </tr>
        </tfoot>
      </table>
      {hamlets.length === 0 ? null : (
        <>
          <h3>{t('incidents.hamlets')}</h3>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('incidents.sheet.hamlet')}</th>
                <th scope="col">{t('alarms.column.commune')}</th>
                <th scope="col">{t('incidents.sheet.servedBy')}</th>
                <th scope="col" className={css.n}>
                  {t('incidents.sheet.homes')}
                </th>
              </tr>
            </thead>
            <tbody>
              {hamlets.map((hamlet) => (
                <tr key={hamlet.hamletId}>
                  <td>{hamlet.name}</td>
                  <td>{book.commune(hamlet.communeId)}</td>
                  <td>
                    {fewNames(
                      hamlet.servedBy.map((id) => book.station(id)?.code ?? `#${id}`),
                      4,
                      t,
                    )}
                  </td>
                  <td className={css.n}>{hamlet.households === null ? '—' : n(hamlet.households)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <h3>{t('incidents.sheet.byRule')}</h3>
      <p>
        {detail.byRule
          .toSorted((a, b) => b.alarms - a.alarms)
          .map((one) => `${titleOf({ ruleId: one.ruleId, probableCause: 0 }, t)}: ${n(one.alarms)}`)
          .join(' · ')}
      </p>
      <h3>{t('incidents.sheet.acts')}</h3>
      <table className={css.table}>
        <tbody>
          {acts.slice(0, MOST_ACTS).map((step, i) => (
            // oxlint-disable-next-line react/no-array-index-key -- a finished list, printed once
            <tr key={i}>
              <td className={css.time}>{moment(step.at, locale)}</td>
              <td className={css.who}>{step.by ?? ''}</td>
              <td>
                {stepWord(step, t)}
                {stepSubject(step, book, t) === '' ? '' : `: ${stepSubject(step, book, t)}`}
                {stepSaid(step) ? <q>{stepSaid(step)}</q> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {acts.length > MOST_ACTS ? <p>{t('incidents.sheet.cut', { n: n(acts.length - MOST_ACTS) })}</p> : null}
      <h3>{t('incidents.sheet.lessons')}</h3>
      {lessons === '' ? (
        <div className={css.lines} aria-hidden>
          <hr />
          <hr />
          <hr />
        </div>
      ) : (
        <p className={css.said}>{lessons}</p>
      )}
      <footer className={css.foot}>
        <p>{t('incidents.sheet.printed', { at: moment(now, locale), by })}</p>
        <div className={css.signs}>
          <p>{t('incidents.sheet.writer')}</p>
          <p>{t('incidents.sheet.manager')}</p>
        </div>
      </footer>
    </article>
  )
}
