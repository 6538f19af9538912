/** The cause of an incident as a picture, with its word: what kind of people and tools it needs. */
import {
  BatteryWarning,
  Cable,
  CircleHelp,
  CloudLightning,
  Cpu,
  Network,
  RadioTower,
  Signal,
  Unplug,
  UtilityPole,
  type LucideIcon,
} from 'lucide-react'
import type { IncidentCause } from '../../../shared/model/incident.ts'
import { useWords } from '../../app/i18n.ts'
import css from './Incidents.module.css'

const ICONS: Record<IncidentCause, LucideIcon> = {
  mains: Unplug,
  feeder: UtilityPole,
  backhaul: Network,
  link: Cable,
  power: BatteryWarning,
  equipment: Cpu,
  environment: CloudLightning,
  service: Signal,
  isolated: RadioTower,
  other: CircleHelp,
}

export function CauseIcon({ cause, size = 16, word = false }: { cause: IncidentCause; size?: number; word?: boolean }) {
  const { t } = useWords()
  const Icon = ICONS[cause]
  const name = t(`incidents.cause.${cause}`)
  return word ? (
    <span className={css.cause}>
      <Icon size={size} strokeWidth={1.75} aria-hidden />
      {name}
    </span>
  ) : (
    <Icon size={size} strokeWidth={1.75} role="img" aria-label={name} className={css.causeIcon}>
      <title>{name}</title>
    </Icon>
  )
}
