/** The columns of the list of incidents, and the card that stands for one on a phone. */
import type { TFunction } from 'i18next'
import { number } from '../../../shared/format/number.ts'
import { duration } from '../../../shared/format/time.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import { SEVERITIES } from '../../../shared/model/alarm.ts'
import type { Incident } from '../../../shared/model/incident.ts'
import { useWords } from '../../app/i18n.ts'
import { useTenSeconds } from '../../app/now.ts'
import type { Column } from '../../components/DataTable.tsx'
import { SeverityIcon } from '../../components/State.tsx'
import { cx } from '../../components/cx.ts'
import type { StationBook } from '../alarms/view.ts'
import { CauseIcon } from './CauseIcon.tsx'
import { fewNames, rootName, titleOfIncident } from './data.ts'
import { Lost } from './Lost.tsx'
import { lengthOf } from './order.ts'
import { StateMark } from './StateMark.tsx'
import css from './Incidents.module.css'

function Length({ incident }: { incident: Incident }) {
  const { locale } = useWords()
  const now = useTenSeconds()
  return <>{duration(lengthOf(incident, now), locale)}</>
}

/** What happened, and below it where. */
function What({ incident, book }: { incident: Incident; book: StationBook }) {
  const { t } = useWords()
  const communes = fewNames(incident.communeIds.map(book.commune), 3, t)
  const root = rootName(incident.root, book, t)
  return (
    <span className={css.what}>
      <span className={cx(css.title, incident.acknowledgedAt === null && incident.state === 'open' && css.strong)}>
        {titleOfIncident(incident, t)}
      </span>
      <span className={css.where}>
        <CauseIcon cause={incident.cause} word size={14} />
        <span>{[root, communes].filter((part, i, all) => part !== '' && all.indexOf(part) === i).join(' · ')}</span>
      </span>
    </span>
  )
}

/** A figure that is quiet while it is zero, with a second one below it. */
function Two({ n, below, locale }: { n: number; below: string | null; locale: Locale }) {
  return (
    <span className={css.two}>
      <span className={n === 0 ? 'muted' : css.strong}>{number(n, locale)}</span>
      {below === null ? null : <span className="muted">{below}</span>}
    </span>
  )
}

export function incidentColumns(t: TFunction, locale: Locale, book: StationBook): Column<Incident>[] {
  const head = (id: string) => t(`incidents.column.${id}`)
  return [
    {
      id: 'severity',
      header: head('severity'),
      width: '112px',
      fixed: true,
      sort: (row) => SEVERITIES.indexOf(row.severity),
      cell: (row) => <SeverityIcon severity={row.severity} word />,
    },
    { id: 'what', header: head('what'), width: 'minmax(300px, 4fr)', fixed: true, cell: (row) => <What incident={row} book={book} /> },
    {
      id: 'down',
      header: head('down'),
      width: '92px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.down * 10_000 + row.atRisk,
      cell: (row) => (
        <Two n={row.down} below={row.atRisk > 0 ? t('incidents.atRiskN', { n: number(row.atRisk, locale) }) : null} locale={locale} />
      ),
    },
    {
      id: 'hamlets',
      header: head('hamlets'),
      width: '108px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.households * 10_000 + row.hamletIds.length,
      cell: (row) => (
        <Two
          n={row.hamletIds.length}
          below={row.households > 0 ? t('incidents.householdsN', { n: number(row.households, locale) }) : null}
          locale={locale}
        />
      ),
    },
    {
      id: 'lost',
      header: head('lost'),
      width: '84px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.minutesLost,
      cell: (row) => <Lost incident={row} />,
    },
    {
      id: 'length',
      header: head('length'),
      width: '108px',
      align: 'end',
      first: 'desc',
      sort: (row) => -row.beganAt,
      cell: (row) => <Length incident={row} />,
    },
    { id: 'owner', header: head('owner'), width: 'minmax(112px, 0.6fr)', sort: (row) => row.owner, cell: (row) => row.owner ?? '' },
    { id: 'state', header: head('state'), width: '128px', cell: (row) => <StateMark incident={row} /> },
    {
      id: 'alarms',
      header: head('alarms'),
      width: '88px',
      align: 'end',
      first: 'desc',
      hidden: true,
      sort: (row) => row.alarms,
      cell: (row) => (
        <Two
          n={row.alarms}
          below={row.suppressed > 0 ? t('incidents.suppressedN', { n: number(row.suppressed, locale) }) : null}
          locale={locale}
        />
      ),
    },
  ]
}

/** An incident on a phone: what to do, what it costs, whether somebody is on it. */
export function IncidentCard({ row, book }: { row: Incident; book: StationBook }) {
  const { t, locale } = useWords()
  const figures = [
    ...(row.down > 0 ? [t('incidents.downN', { n: number(row.down, locale) })] : []),
    ...(row.atRisk > 0 ? [t('incidents.atRiskN', { n: number(row.atRisk, locale) })] : []),
    ...(row.hamletIds.length > 0 ? [t('incidents.hamletsN', { n: number(row.hamletIds.length, locale) })] : []),
  ]
  return (
    <div className={css.card}>
      <div className={css.cardLine}>
        <SeverityIcon severity={row.severity} size={14} />
        <CauseIcon cause={row.cause} word size={14} />
        <span className={css.cardAge}>
          <Length incident={row} />
        </span>
      </div>
      <p className={css.cardTitle}>{titleOfIncident(row, t)}</p>
      <div className={css.cardLine}>
        <span className={css.cardText}>{figures.join(' · ') || fewNames(row.communeIds.map(book.commune), 2, t)}</span>
        {row.owner === null ? <StateMark incident={row} /> : <span className="muted">{row.owner}</span>}
      </div>
    </div>
  )
}
