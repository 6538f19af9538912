/** What is left of a station's time: counting down by itself, or why it cannot be told; and whether somebody would come in time. */
import { useWords } from '../../app/i18n.ts'
import { useSecond, useTenSeconds } from '../../app/now.ts'
import { phraseText } from '../../app/failure.ts'
import { Badge, ToneIcon, type Tone } from '../../components/State.tsx'
import { slack, type StormStation } from '../../../shared/model/storm.ts'
import { countdown, minutesOf, whenText } from './words.ts'
import css from './Storm.module.css'

const SOON_MS = 30 * 60_000
const LATER_MS = 120 * 60_000

type Ending = Pick<StormStation, 'group' | 'darkAt' | 'earliestAt' | 'latestAt' | 'why'>

/** The fewer minutes, the louder. */
function toneOf(ms: number): Tone {
  return ms < SOON_MS ? 'critical' : ms < LATER_MS ? 'major' : 'minor'
}

export function Left({ station }: { station: Ending }) {
  return station.darkAt === null ? <Untold station={station} /> : <Counting station={station} darkAt={station.darkAt} />
}

function Counting({ station, darkAt }: { station: Ending; darkAt: number }) {
  const { t, locale } = useWords()
  const now = useSecond()
  const { earliestAt, latestAt } = station
  const left = darkAt - now
  const at = t('storm.left.at', { when: whenText(darkAt, now, locale) })
  const band =
    earliestAt === null || latestAt === null
      ? ''
      : `. ${t('storm.left.band', { from: whenText(earliestAt, now, locale), to: whenText(latestAt, now, locale) })}`
  const tone = toneOf(left)
  return (
    <span className={css.left} title={`${at}${band}`}>
      <ToneIcon tone={tone} />
      {left <= 0 ? <span className={css[tone]}>{t('storm.left.soon')}</span> : <span className={css[tone]}>{countdown(left)}</span>}
    </span>
  )
}

function Untold({ station: { group, why } }: { station: Ending }) {
  const { t } = useWords()
  if (group === 'dark')
    return (
      <span className={css.left}>
        <ToneIcon tone="critical" /> <span>{t('storm.left.dark')}</span>
      </span>
    )
  const said = why ? phraseText(t, why) : t('storm.left.unknown')
  return (
    <span className={css.left} title={said}>
      <ToneIcon tone={group === 'held' ? 'ok' : 'unknown'} />
      <span className={css.why}>{said}</span>
    </span>
  )
}

export function Reach({ station }: { station: StormStation }) {
  const { t } = useWords()
  const now = useTenSeconds()
  const spare = slack(station.darkAt, station.accessMinutes, now)
  if (station.accessMinutes === null) return <span className="muted">{t('storm.reach.unknown')}</span>
  const travel = t('storm.reach.travel', { minutes: station.accessMinutes })
  if (spare === null) return <span className="muted">{travel}</span>
  const minutes = minutesOf(spare * 60_000)
  return spare >= 0 ? (
    <Badge tone="ok" shape title={travel}>
      {t('storm.reach.inTime', { minutes })}
    </Badge>
  ) : (
    <Badge tone="critical" shape title={travel}>
      {t('storm.reach.late', { minutes })}
    </Badge>
  )
}
