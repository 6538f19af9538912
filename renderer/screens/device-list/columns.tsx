/** The columns of the device list. */
import type { TFunction } from 'i18next'
import { number, withUnit } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { Column } from '../../components/columns.ts'
import { Age } from '../../components/Value.tsx'
import { STATE_ORDER } from '../device/state.ts'
import { StateWord, VerifiedMark } from '../device/StateWord.tsx'
import { address, milliseconds } from '../device/words.ts'
import type { DeviceRow } from './rows.ts'
import css from './DeviceList.module.css'

/** An IPv4 address sorts by its numbers, not by its digits. */
const addressOrder = (host: string): string =>
  /^\d+(\.\d+){3}$/.test(host) ? host.replaceAll(/\d+/g, (part) => part.padStart(3, '0')) : host

export function deviceColumns(t: TFunction, locale: Locale): Column<DeviceRow>[] {
  const head = (id: string): string => t(`devices.col.${id}`)
  return [
    {
      id: 'state',
      header: head('state'),
      width: '134px',
      fixed: true,
      sort: (row) => STATE_ORDER.indexOf(row.state),
      cell: (row) => <StateWord state={row.state} />,
    },
    {
      id: 'name',
      header: head('name'),
      width: 'minmax(150px, 1.6fr)',
      fixed: true,
      sort: (row) => row.device.name,
      cell: ({ device }) => (
        <a
          href={`#/devices/${device.id}`}
          className={css.name}
          tabIndex={-1}
          title={device.name}
          onClick={(event) => event.stopPropagation()}
        >
          {device.name}
        </a>
      ),
    },
    {
      id: 'station',
      header: head('station'),
      width: 'minmax(170px, 1.7fr)',
      sort: (row) => row.code,
      cell: (row) => (
        <a
          href={`#/stations/${row.device.stationId}`}
          className={css.station}
          tabIndex={-1}
          title={`${row.code} ${row.station}`}
          onClick={(event) => event.stopPropagation()}
        >
          {row.code} {row.station}
        </a>
      ),
    },
    {
      id: 'kind',
      header: head('kind'),
      width: '142px',
      sort: (row) => t(`common.deviceKind.${row.device.kind}`),
      cell: (row) => t(`common.deviceKind.${row.device.kind}`),
    },
    {
      id: 'address',
      header: head('address'),
      width: 'minmax(116px, 0.8fr)',
      sort: (row) => addressOrder(row.device.host),
      cell: ({ device }) => (
        <span className="mono" title={address(device)}>
          {address(device)}
        </span>
      ),
    },
    {
      id: 'profile',
      header: head('profile'),
      width: 'minmax(130px, 1.2fr)',
      sort: (row) => row.profile || null,
      cell: (row) =>
        row.profile === '' ? (
          <span className="muted">{t('station.devices.noProfile')}</span>
        ) : (
          <span className={css.profile}>
            <span title={row.profile}>{row.profile}</span>
            {row.verified === null ? null : <VerifiedMark verified={row.verified} />}
          </span>
        ),
    },
    {
      id: 'response',
      header: head('response'),
      width: '78px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.device.status.responseMs,
      cell: ({ device: { status } }) =>
        status.responseMs === null ? <span className="muted">—</span> : milliseconds(status.responseMs, locale),
    },
    {
      id: 'answered',
      header: head('answered'),
      width: '114px',
      align: 'end',
      sort: (row) => row.device.status.lastOkAt,
      cell: ({ device: { status } }) => <Age at={status.lastOkAt} />,
    },
    {
      id: 'failures',
      header: head('failures'),
      width: '74px',
      align: 'end',
      first: 'desc',
      sort: (row) => row.device.status.failures,
      cell: ({ device: { status } }) => (
        <span className={status.failures === 0 ? 'muted' : undefined}>{number(status.failures, locale)}</span>
      ),
    },
    {
      id: 'polled',
      header: head('polled'),
      width: '124px',
      align: 'end',
      hidden: true,
      sort: (row) => row.device.status.at,
      cell: ({ device: { status } }) => <Age at={status.at} />,
    },
    {
      id: 'interval',
      header: head('interval'),
      width: '92px',
      align: 'end',
      hidden: true,
      sort: (row) => row.device.intervalSeconds,
      cell: ({ device: { intervalSeconds } }) =>
        intervalSeconds === null ? <span className="muted">{t('devices.common')}</span> : withUnit(number(intervalSeconds, locale), 's'),
    },
  ]
}
