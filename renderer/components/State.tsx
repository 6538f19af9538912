/** Severity and health as drawn shapes, always with their word: colour never stands alone. */
import type { ReactNode } from 'react'
import type { Severity } from '../../shared/model/alarm.ts'
import type { Health } from '../../shared/model/station.ts'
import { useWords } from '../app/i18n.ts'
import { cx } from './cx.ts'
import css from './State.module.css'

/** The eleven tones that mean something. */
export type Tone = Severity | 'ok' | 'unknown' | 'unreachable' | 'planned'

const SHAPES: Record<Tone, ReactNode> = {
  critical: <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" />,
  major: <path d="M8 1.4 15.3 14.2H.7z" fill="currentColor" />,
  minor: <path d="M8 .8 15.2 8 8 15.2.8 8z" fill="currentColor" />,
  warning: <rect x="2" y="2" width="12" height="12" rx="1" fill="currentColor" />,
  indeterminate: (
    <path
      d="M4.6 5.2C4.6 3 6.1 1.8 8.1 1.8c2 0 3.5 1.2 3.5 3.1 0 2.7-3.3 2.7-3.3 5.3M8.2 13.3v1"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinecap="round"
    />
  ),
  ok: <circle cx="8" cy="8" r="5" fill="currentColor" />,
  unknown: <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="2" />,
  unreachable: (
    <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round">
      <circle cx="8" cy="8" r="5" />
      <path d="M2.5 13.5l11-11" />
    </g>
  ),
  planned: (
    <g fill="currentColor">
      <rect x="3.5" y="2.5" width="3" height="11" rx="1" />
      <rect x="9.5" y="2.5" width="3" height="11" rx="1" />
    </g>
  ),
}

/** A shape in its colour. Give `label` where no word stands beside it. */
export function ToneIcon({ tone, size = 12, label, className }: { tone: Tone; size?: number; label?: string; className?: string }) {
  return (
    <svg
      className={cx(css.shape, css[tone], className)}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      focusable="false"
    >
      {label ? <title>{label}</title> : null}
      {SHAPES[tone]}
    </svg>
  )
}

/** Each health has one tone; down looks like critical, since users are without service. */
export const HEALTH_TONE: Record<Health, Tone> = {
  down: 'critical',
  atRisk: 'major',
  degraded: 'minor',
  unreachable: 'unreachable',
  unknown: 'unknown',
  maintenance: 'planned',
  up: 'ok',
  notInService: 'unknown',
}

/** Worst first: the order that lists sort health in. */
export const HEALTH_ORDER: readonly Health[] = ['down', 'atRisk', 'unreachable', 'degraded', 'unknown', 'maintenance', 'up', 'notInService']

export function SeverityIcon({ severity, size, word = false }: { severity: Severity; size?: number; word?: boolean }) {
  const { t } = useWords()
  const name = t(`common.severity.${severity}`)
  return word ? (
    <span className={css.worded}>
      <ToneIcon tone={severity} size={size} />
      <span className={css[severity]}>{name}</span>
    </span>
  ) : (
    <ToneIcon tone={severity} size={size} label={name} />
  )
}

export function HealthIcon({ health, size, word = false }: { health: Health; size?: number; word?: boolean }) {
  const { t } = useWords()
  const name = t(`common.health.${health}`)
  const tone = HEALTH_TONE[health]
  return word ? (
    <span className={css.worded}>
      <ToneIcon tone={tone} size={size} />
      <span className={css[tone]}>{name}</span>
    </span>
  ) : (
    <ToneIcon tone={tone} size={size} label={name} />
  )
}

/** A short word in a tinted box; `tone` 'plain' for what is neither good nor bad. */
export function Badge({
  tone = 'plain',
  shape = false,
  children,
  title,
}: {
  tone?: Tone | 'plain' | 'accent'
  shape?: boolean
  children: ReactNode
  title?: string
}) {
  return (
    <span className={cx(css.badge, css[`${tone}Badge`])} title={title}>
      {shape && tone !== 'plain' && tone !== 'accent' ? <ToneIcon tone={tone} size={10} /> : null}
      {children}
    </span>
  )
}
