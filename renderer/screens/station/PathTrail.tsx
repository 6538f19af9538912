/** The backhaul path from the station to the core as a breadcrumb; a dead hop is seen at once. */
import { ChevronRight } from 'lucide-react'
import { useWords } from '../../app/i18n.ts'
import type { OutputOf } from '../../app/client.ts'
import { HealthIcon } from '../../components/State.tsx'
import type { Health } from '../../../shared/model/station.ts'
import css from './Station.module.css'

export function PathTrail({ station, path }: { station: { code: string; health: Health }; path: OutputOf<'stations.get'>['path'] }) {
  const { t } = useWords()
  return (
    <nav aria-label={t('station.path')} className={css.trail}>
      <ol>
        <li>
          <HealthIcon health={station.health} size={11} />
          <span>{station.code}</span>
        </li>
        {path.map((hop) => (
          <li key={hop.id}>
            <ChevronRight size={14} className={css.chevron} aria-hidden />
            <HealthIcon health={hop.health} size={11} />
            <a href={`#/stations/${hop.id}`} title={hop.name}>
              {hop.code}
            </a>
          </li>
        ))}
        <li>
          <ChevronRight size={14} className={css.chevron} aria-hidden />
          <span className="muted">{t('station.core')}</span>
        </li>
      </ol>
    </nav>
  )
}
