/** Minutes of battery in large type, with their band and what they rest on; or the sentence why they cannot be told. */
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { useTenSeconds } from '../../app/now.ts'
import { Badge, ToneIcon, type Tone } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import { duration, MINUTE } from '../../../shared/format/time.ts'
import type { Confidence, StationPower } from '../../../shared/model/power.ts'
import css from './Power.module.css'

const TONE: Record<Confidence, Tone> = { high: 'ok', medium: 'minor', low: 'unknown' }
/** A reading that is older than this when the minutes are told: the rest is reckoned. */
const CARRIED_MS = 3 * MINUTE

export function MinutesLeft({ power }: { power: StationPower }) {
  const { t, locale } = useWords()
  const now = useTenSeconds()
  const { estimate, onBatterySince } = power
  const { minutes, low, high, confidence, basis } = estimate
  if (minutes === null || low === null || high === null) {
    return (
      <div className={css.left}>
        <p className={css.leftLabel}>{t(onBatterySince === null ? 'power.reserve' : 'power.left')}</p>
        <p className={css.cannot}>
          <ToneIcon tone="unknown" size={14} />
          <span>
            <strong>{t('power.cannotTell')}</strong> {estimate.why ? phraseText(t, estimate.why, 'common.cannotTell') : ''}
          </span>
        </p>
      </div>
    )
  }
  // Between two polls the time goes on.
  const gone = onBatterySince === null ? 0 : Math.max(0, (now - estimate.at) / MINUTE)
  const text = (value: number) => duration(Math.max(0, value - gone) * MINUTE, locale)
  const carried = estimate.readingAt !== null && estimate.at - estimate.readingAt > CARRIED_MS
  return (
    <div className={css.left}>
      <p className={css.leftLabel}>{t(onBatterySince === null ? 'power.reserve' : 'power.left')}</p>
      <p className={css.minutes} data-on={onBatterySince === null ? undefined : ''}>
        {text(minutes)}
      </p>
      <p className={css.band}>
        {t('power.band', { low: text(low), high: text(high) })}
        {confidence ? (
          <Badge tone={TONE[confidence]} shape>
            {t(`power.confidence.${confidence}`)}
          </Badge>
        ) : null}
      </p>
      <p className="muted">
        {basis ? t(`power.basis.${basis}`) : ''}{' '}
        {carried ? (
          <>
            {t('power.carried')} <Age at={estimate.readingAt} />.
          </>
        ) : null}
      </p>
    </div>
  )
}
