/** The branch in a few figures: stations at work of all, those in trouble, what people feel, what waits. */
import { number, percent } from '../../../shared/format/number.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { HEALTH_TONE, ToneIcon, type Tone } from '../../components/State.tsx'
import { cx } from '../../components/cx.ts'
import { useIncidents } from '../incidents/data.ts'
import css from './Wall.module.css'

export function FigurePage() {
  const { t, locale } = useWords()
  const overview = useRead('stations.overview').data
  const incidents = (useIncidents().data ?? []).filter((one) => one.state !== 'ended' && one.mergedInto === null)
  if (!overview) return null
  const { health } = overview
  const total = Object.entries(health).reduce((sum, [name, n]) => (name === 'notInService' ? sum : sum + n), 0)
  const working = health.up + health.degraded + health.atRisk
  const hamlets = new Set(incidents.flatMap((one) => one.hamletIds)).size
  const figures: { label: string; n: number; tone?: Tone }[] = [
    ...(['down', 'unreachable', 'atRisk', 'degraded', 'unknown', 'maintenance'] as const).map((one) => ({
      label: t(`common.health.${one}`),
      n: health[one],
      tone: HEALTH_TONE[one],
    })),
    { label: t('wall.incidents'), n: incidents.length },
    { label: t('incidents.column.hamlets'), n: hamlets },
    { label: t('wall.waiting'), n: overview.unacknowledged },
  ]
  return (
    <div className={css.figures}>
      <div className={css.lead}>
        <span className={css.label}>{t('wall.working')}</span>
        {/* Of those that nobody knows anything of, nothing is said: they are neither at work nor out. */}
        <strong>{percent(total === health.unknown ? null : working / (total - health.unknown), locale, 1)}</strong>
        <span className={css.of}>
          {t('wall.of', { n: number(working, locale), total: number(total - health.unknown, locale) })}
          {health.unknown > 0 ? ` · ${t('wall.unknown', { n: number(health.unknown, locale) })}` : ''}
        </span>
      </div>
      <ul className={css.grid}>
        {figures.map((figure) => (
          <li key={figure.label} className={cx(figure.n === 0 && css.zero)}>
            <span className={css.label}>
              {figure.tone ? <ToneIcon tone={figure.tone} size={22} /> : null}
              {figure.label}
            </span>
            <strong>{number(figure.n, locale)}</strong>
          </li>
        ))}
      </ul>
    </div>
  )
}
