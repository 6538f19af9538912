/** A device as one card in a phone's list. */
import { useWords } from '../../app/i18n.ts'
import { Age } from '../../components/Value.tsx'
import { StateWord, VerifiedMark } from '../device/StateWord.tsx'
import type { DeviceRow } from './rows.ts'
import css from './DeviceList.module.css'

export function DeviceCard({ row }: { row: DeviceRow }) {
  const { t } = useWords()
  return (
    <a className={css.card} href={`#/devices/${row.id}`} tabIndex={-1} onClick={(event) => event.stopPropagation()}>
      <span className={css.cardTop}>
        <StateWord state={row.state} />
        <Age at={row.device.status.lastOkAt} className="muted" />
      </span>
      <span className={css.cardName}>{row.device.name}</span>
      <span className={css.cardNote}>
        {row.code} {row.station}
      </span>
      <span className={css.cardNote}>
        {row.profile === '' ? t('station.devices.noProfile') : row.profile}{' '}
        {row.verified === null ? null : <VerifiedMark verified={row.verified} word />}
      </span>
    </a>
  )
}
