/** The side panel of a station: why it is as it is, its power, its open alarms, and the way to its page. */
import { ArrowRight } from 'lucide-react'
import { useRead } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { LinkButton } from '../../components/Button.tsx'
import { SidePanel } from '../../components/Dialog.tsx'
import { HealthIcon } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import type { StationRow } from '../../../shared/model/station.ts'
import { AlarmItem } from '../station/AlarmItem.tsx'
import { PathTrail } from '../station/PathTrail.tsx'
import { PowerStrip } from '../station/PowerStrip.tsx'
import css from './Stations.module.css'

const SHOWN = 6

export function StationPeek({ row, commune, onClose }: { row: StationRow; commune: string; onClose: () => void }) {
  const { t } = useWords()
  const detail = useRead('stations.get', { id: row.id }, { keep: false })
  const readings = useRead('stations.readings', { id: row.id })
  const power = useRead('power.station', { id: row.id })
  const alarms = useRead('alarms.active', undefined, { staleTime: 60_000 })
  const mine = (alarms.data ?? []).filter((a) => a.stationId === row.id && a.clearedAt === null)
  return (
    <SidePanel label={t('stations.panel.label')} over={`${row.code} · ${commune}`} title={row.name} onClose={onClose}>
      <div className={css.peek}>
        <div>
          <p className={css.peekHealth}>
            <HealthIcon health={row.health} size={16} word />
            <Age at={row.since} className="muted" />
          </p>
          <p>{phraseText(t, row.reason, 'common.cannotTell')}</p>
        </div>
        <LinkButton kind="primary" icon={ArrowRight} href={`/stations/${row.id}`}>
          {t('stations.panel.open')}
        </LinkButton>
        <Await of={detail} lines={3}>
          {(data) => (
            <>
              <PowerStrip readings={readings.data} power={power.data} station={data.station} compact />
              <PathTrail station={row} path={data.path} />
            </>
          )}
        </Await>
        <section>
          <h3 className={css.peekTitle}>{t('stations.panel.alarms')}</h3>
          {mine.length === 0 ? (
            <p className="muted">{t('stations.panel.noAlarms')}</p>
          ) : (
            <ul className={css.peekAlarms}>
              {mine.slice(0, SHOWN).map((alarm) => (
                <AlarmItem key={alarm.id} alarm={alarm} />
              ))}
            </ul>
          )}
          {mine.length > SHOWN ? <p className="muted">{t('stations.panel.moreAlarms', { n: mine.length - SHOWN })}</p> : null}
        </section>
      </div>
    </SidePanel>
  )
}
