/** The columns of the station list. */
import type { TFunction } from 'i18next'
import type { Column } from '../../components/columns.ts'
import { phraseText } from '../../app/failure.ts'
import { HealthIcon, HEALTH_ORDER, ToneIcon } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import { SEVERITIES } from '../../../shared/model/alarm.ts'
import type { StationRow } from '../../../shared/model/station.ts'
import css from './Stations.module.css'

const REMOTE = ['near', 'remote', 'veryRemote']

export function stationColumns(t: TFunction, communeOf: (id: number) => string): Column<StationRow>[] {
  return [
    {
      id: 'health',
      header: t('stations.col.health'),
      width: '142px',
      fixed: true,
      sort: (row) => HEALTH_ORDER.indexOf(row.health),
      cell: (row) => <HealthIcon health={row.health} word />,
    },
    {
      id: 'code',
      header: t('stations.col.code'),
      width: '118px',
      fixed: true,
      sort: (row) => row.code,
      cell: (row) => <span className={css.code}>{row.code}</span>,
    },
    {
      id: 'name',
      header: t('stations.col.name'),
      width: 'minmax(180px, 2fr)',
      fixed: true,
      sort: (row) => row.name,
      cell: (row) => (
        <a href={`#/stations/${row.id}`} className={css.name} tabIndex={-1} title={row.name} onClick={(event) => event.stopPropagation()}>
          {row.name}
        </a>
      ),
    },
    {
      id: 'commune',
      header: t('stations.col.commune'),
      width: 'minmax(110px, 1fr)',
      sort: (row) => communeOf(row.communeId),
      cell: (row) => communeOf(row.communeId),
    },
    {
      id: 'reason',
      header: t('stations.col.reason'),
      width: 'minmax(160px, 3fr)',
      cell: (row) => {
        const text = phraseText(t, row.reason, 'common.cannotTell')
        return (
          <span className={row.health === 'up' ? 'muted' : undefined} title={text}>
            {text}
          </span>
        )
      },
    },
    {
      id: 'since',
      header: t('stations.col.since'),
      width: '120px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.since,
      cell: (row) => <Age at={row.since} />,
    },
    {
      id: 'alarms',
      header: t('stations.col.alarms'),
      width: '92px',
      align: 'end',
      first: 'desc',
      sort: (row) => (row.worstSeverity === null ? 0 : (SEVERITIES.length - SEVERITIES.indexOf(row.worstSeverity)) * 1000 + row.openAlarms),
      cell: (row) => <AlarmCount row={row} t={t} />,
    },
    {
      id: 'technologies',
      header: t('stations.col.technologies'),
      width: '104px',
      hidden: true,
      sort: (row) => row.technologies.join(' '),
      cell: (row) => row.technologies.join(' '),
    },
    {
      id: 'remote',
      header: t('stations.col.remote'),
      width: '108px',
      hidden: true,
      first: 'desc',
      sort: (row) => REMOTE.indexOf(row.remoteClass),
      cell: (row) => t(`common.remoteClass.${row.remoteClass}`),
    },
    {
      id: 'devices',
      header: t('stations.col.devices'),
      width: '82px',
      align: 'end',
      hidden: true,
      sort: (row) => row.devices,
      cell: (row) => row.devices,
    },
    {
      id: 'lastData',
      header: t('stations.col.lastData'),
      width: '120px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.lastDataAt,
      cell: (row) => <Age at={row.lastDataAt} />,
    },
  ]
}

export function AlarmCount({ row, t }: { row: StationRow; t: TFunction }) {
  if (row.worstSeverity === null || row.openAlarms === 0) return <span className="muted">0</span>
  return (
    <span className={css.alarms} title={t('stations.openAlarms', { n: row.openAlarms, worst: t(`common.severity.${row.worstSeverity}`) })}>
      <ToneIcon tone={row.worstSeverity} label={t(`common.severity.${row.worstSeverity}`)} />
      {row.openAlarms}
    </span>
  )
}
