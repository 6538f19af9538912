/** What is shown while the branch is being made: which worker is ready, and for how long it has been going on. */
import { useEffect, useState } from 'react'
import { number } from '../../../shared/format/number.ts'
import { useWords } from '../../app/i18n.ts'
import { useStatus } from '../../app/live.ts'
import { ToneIcon, type Tone } from '../../components/State.tsx'
import css from './Setup.module.css'

const WORKERS = ['simulator', 'core', 'reader'] as const
const TONE: Record<string, Tone> = { running: 'ok', failed: 'critical', restarting: 'minor' }

export function Making({ stations }: { stations: number | null }) {
  const { t, locale } = useWords()
  const status = useStatus((s) => s.status)
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((s) => s + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <section className={css.making} aria-live="polite" aria-busy>
      <h2>{stations === null ? t('setup.making.branch') : t('setup.making.demo', { n: number(stations, locale) })}</h2>
      <div className={css.track} aria-hidden>
        <div className={css.runner} />
      </div>
      <ul className={css.workers}>
        {WORKERS.map((name) => {
          const state = status?.workers[name] ?? null
          if (name === 'simulator' && stations === null) return null
          return (
            <li key={name}>
              <ToneIcon tone={(state && TONE[state]) || 'unknown'} />
              <span>{t(`setup.making.worker.${name}`)}</span>
              <span className="muted">{t(`settings.about.worker.${state ?? 'starting'}`)}</span>
            </li>
          )
        })}
      </ul>
      <p className={css.note}>
        {t('setup.making.note')} <span aria-hidden>{t('setup.making.elapsed', { s: seconds })}</span>
      </p>
    </section>
  )
}
