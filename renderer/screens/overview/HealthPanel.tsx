/** Stations by health: the working share in large, a bar of proportions, and each state as a link into the list. */
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { link } from '../../app/location.ts'
import type { OutputOf } from '../../app/client.ts'
import { KeyFigure } from '../../components/KeyFigure.tsx'
import { HEALTH_ORDER, HEALTH_TONE } from '../../components/State.tsx'
import { number, percent } from '../../../shared/format/number.ts'
import css from './Overview.module.css'

type Overview = OutputOf<'stations.overview'>
const FIGURES = HEALTH_ORDER.filter((health) => health !== 'up' && health !== 'notInService')

export function HealthPanel({ overview }: { overview: Overview }) {
  const { t, locale } = useWords()
  const status = useRead('session.status', undefined, { staleTime: 60_000 })
  const { health } = overview
  const inService = Object.entries(health).reduce((sum, [name, n]) => (name === 'notInService' ? sum : sum + n), 0)
  const total = Math.max(1, inService)
  const quiet = FIGURES.every((h) => health[h] === 0)
  const waiting = health.unknown === inService && status.data?.poll.lastReadingAt === null
  return (
    <section className={css.health} aria-label={t('overview.health')}>
      <div className={css.healthRow}>
        <div className={css.lead}>
          <KeyFigure
            size="large"
            label={t('overview.working')}
            tone="ok"
            value={number(health.up, locale)}
            note={`${t('overview.ofStations', { n: number(inService, locale) })} · ${percent(health.up / total, locale, 1)}`}
            href={link('/stations', { health: 'up' })}
          />
        </div>
        <div className={css.figures}>
          {FIGURES.map((h) => (
            <KeyFigure
              key={h}
              label={t(`common.health.${h}`)}
              tone={HEALTH_TONE[h]}
              quiet={health[h] === 0}
              value={number(health[h], locale)}
              note={health[h] === 0 ? undefined : percent(health[h] / total, locale, 1)}
              href={link('/stations', { health: h })}
            />
          ))}
        </div>
      </div>
      <div className={css.bar} aria-hidden data-quiet={quiet}>
        {[...FIGURES, 'up' as const].map((h) =>
          health[h] > 0 ? (
            <span
              key={h}
              className={css[HEALTH_TONE[h]]}
              style={{ flexGrow: health[h] }}
              title={`${t(`common.health.${h}`)}: ${health[h]}`}
            />
          ) : null,
        )}
      </div>
      {waiting ? <p className="muted">{t('overview.noVerdict')}</p> : null}
    </section>
  )
}
