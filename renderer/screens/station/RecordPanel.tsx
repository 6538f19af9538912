/** The record of a station: where it is, what it is built of, its power, its notes. */
import type { ReactNode } from 'react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Panel } from '../../components/Panel.tsx'
import { number, withUnit } from '../../../shared/format/number.ts'
import { dayText } from '../../../shared/format/time.ts'
import type { Station } from '../../../shared/model/station.ts'
import css from './Station.module.css'

export function RecordPanel({ station }: { station: Station }) {
  const { t, locale } = useWords()
  const places = useRead('stations.places', undefined, { staleTime: 5 * 60_000 })
  const commune = places.data?.communes.find((c) => c.id === station.communeId)
  const province = places.data?.provinces.find((p) => p.id === commune?.provinceId)
  const hamlet = places.data?.hamlets.find((h) => h.id === station.hamletId)
  const former = [...(commune?.formerNames ?? [])].join(', ')
  const unknown = <span className="muted">{t('station.record.unknown')}</span>
  const join = (...all: (string | false | null | undefined)[]) => all.filter(Boolean).join(' · ')
  const rows: [string, ReactNode][] = [
    ['place', join(hamlet?.name, commune?.name, province?.name, former !== '' && `(${former})`) || unknown],
    [
      'coordinates',
      station.lat === null || station.lon === null ? unknown : `${number(station.lat, locale, 5)}; ${number(station.lon, locale, 5)}`,
    ],
    ['technologies', join(station.technologies.join(' '), t('station.record.cells', { n: station.cells }))],
    ['shelter', t(`common.shelter.${station.shelter}`)],
    ['remote', t(`common.remoteClass.${station.remoteClass}`)],
    [
      'access',
      join(
        t(`common.access.${station.access}`),
        station.accessMinutes !== null && t('station.record.accessMinutes', { n: station.accessMinutes }),
      ),
    ],
    ['criticality', t(`station.form.criticality${station.criticality}`)],
    ['commissioned', station.commissionedOn === null ? unknown : dayText(station.commissionedOn, locale)],
    [
      'battery',
      join(
        station.batteryAh !== null && withUnit(number(station.batteryAh, locale, 0, true), 'Ah'),
        station.batteryCells !== null && `${station.batteryCells} cell`,
        station.batteryInstalledOn !== null && t('station.record.batteryInstalled', { day: dayText(station.batteryInstalledOn, locale) }),
        station.batteryTestedOn !== null && t('station.record.batteryTested', { day: dayText(station.batteryTestedOn, locale) }),
      ) || unknown,
    ],
    [
      'genset',
      join(
        t(`common.genset.${station.genset}`),
        station.tankLitres !== null && `${number(station.tankLitres, locale, 0, true)} ${t('station.form.litres')}`,
      ),
    ],
    ['solar', t(station.solar ? 'common.yes' : 'common.no')],
    ['owner', station.owner || unknown],
    ['sharedWith', station.sharedWith],
    ['notes', station.notes],
  ]
  return (
    <Panel title={t('station.record.title')}>
      <dl className={css.record}>
        {rows.map(([name, value]) =>
          value === '' ? null : (
            <div key={name}>
              <dt>{t(`station.record.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </Panel>
  )
}
