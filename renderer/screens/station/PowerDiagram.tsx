/** The one-line diagram: what feeds the station, what it feeds, each with its value, its state as shape, word and colour, and the way of the power. */
import { useId } from 'react'
import { useWords } from '../../app/i18n.ts'
import { useNarrow } from '../../app/media.ts'
import { useTenSeconds } from '../../app/now.ts'
import { ToneIcon } from '../../components/State.tsx'
import { cx } from '../../components/cx.ts'
import { valueText } from '../../../shared/format/metric.ts'
import { NONE } from '../../../shared/format/number.ts'
import { age } from '../../../shared/format/time.ts'
import type { PowerValue, StationPower } from '../../../shared/model/power.ts'
import { boxesOf, flowsOf, hasGenset, NARROW, NARROW_PLAIN, WIDE, type Box, type Place } from './diagram.ts'
import css from './Power.module.css'

export function PowerDiagram({ power }: { power: StationPower }) {
  const { t } = useWords()
  const id = useId()
  const narrow = useNarrow()
  const layout = narrow ? (hasGenset(power) ? NARROW : NARROW_PLAIN) : WIDE
  const boxes = boxesOf(power)
  const text = useShown()
  const said = boxes
    .map((box) =>
      [`${t(`power.box.${box.name}`)}: ${t(`power.state.${box.state}`)}`, text(box.value), text(box.second)].filter(Boolean).join(', '),
    )
    .join('; ')
  return (
    <svg
      className={css.diagram}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      role="img"
      aria-labelledby={`${id}t ${id}d`}
      style={{ maxWidth: layout.width * 1.15 }}
    >
      <title id={`${id}t`}>{t('power.diagram')}</title>
      <desc id={`${id}d`}>{said}</desc>
      <defs>
        <marker
          id={`${id}a`}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerUnits="userSpaceOnUse"
          markerWidth="11"
          markerHeight="11"
          orient="auto"
        >
          <path d="M0 0L8 4L0 8z" className={css.arrow} />
        </marker>
      </defs>
      {flowsOf(power).map(({ from, to, how }) => (
        <path
          key={`${from}-${to}`}
          d={layout.lines[`${from}-${to}`]}
          className={cx(css.flow, css[how])}
          markerEnd={how === 'on' ? `url(#${id}a)` : undefined}
        />
      ))}
      {boxes.map((box) => (
        <BoxShape key={box.name} box={box} place={layout.boxes[box.name]} />
      ))}
    </svg>
  )
}

/** A value in words: "~" before what is suspect, its age behind what is old; empty where nobody reports it. */
function useShown(): (value: PowerValue | null) => string {
  const { t, locale } = useWords()
  const now = useTenSeconds()
  return (value) => {
    if (!value?.metric) return ''
    if (value.value === null) return value.quality === 'error' ? t('common.quality.errorShort') : NONE
    const text = valueText(value.metric, value.value, t, locale)
    if (value.quality === 'suspect') return `~${text}`
    return value.quality === 'stale' && value.at !== null ? `${text}, ${age(value.at, now, locale)}` : text
  }
}

/** Nothing is known of it: its frame is dashed. */
const isUntold = ({ state }: Box): boolean => /\.(unknown|unread|portable)$/.test(state)

function BoxShape({ box, place: { x, y, w, h } }: { box: Box; place: Place }) {
  const { t, locale } = useWords()
  const now = useTenSeconds()
  const shown = useShown()
  const { value, second } = box
  const isStale = value?.quality === 'stale'
  const large = value?.metric ? (value.value === null ? shown(value) : valueText(value.metric, value.value, t, locale)) : null
  const beside = second ? shown(second) : ''
  const word = t(`power.state.${box.state}`)
  return (
    <g transform={`translate(${x} ${y})`} className={cx(css.box, css[`${box.tone}Box`], isUntold(box) && css.untold)}>
      <rect width={w} height={h} rx="6" />
      <g transform="translate(10 11)">
        <ToneIcon tone={box.tone} size={11} />
      </g>
      <text x="27" y="21" className={css.boxName}>
        {t(`power.box.${box.name}`)}
      </text>
      {large === null ? null : (
        <text x="10" y="45" className={cx(css.boxValue, isStale && css.old, value?.quality === 'suspect' && css.doubtful)}>
          {value?.quality === 'suspect' ? '~' : ''}
          {large}
          {value && value.quality !== 'good' ? <title>{t(`common.quality.${value.quality}`)}</title> : null}
        </text>
      )}
      <text x="10" y={large === null ? 47 : 67} className={css.boxState}>
        {isStale && value.at !== null ? age(value.at, now, locale) : beside ? `${word} · ${beside}` : word}
      </text>
    </g>
  )
}
