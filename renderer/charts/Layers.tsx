/** What lies under and over the lines of a chart: outages as bands, doubtful samples at the foot, alarms at the top. */
import { memo, useId } from 'react'
import { usePlotArea, useXAxisScale } from 'recharts'
import type { Severity } from '../../shared/model/alarm.ts'
import type { Run } from './curve.ts'
import type { Mark, Stretch } from './marks.ts'

/** Times in which the station was down, or nobody looked. */
export const OutageBands = memo(function OutageBands({ stretches }: { stretches: readonly Stretch[] }) {
  const id = useId()
  const area = usePlotArea()
  const x = useXAxisScale()
  if (!area || !x) return null
  return (
    <g data-outages={stretches.length}>
      <defs>
        <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <rect width="1.5" height="6" fill="var(--unknown)" fillOpacity={0.35} />
        </pattern>
      </defs>
      {stretches.map((one) => {
        const left = Math.max(area.x, x(one.from) ?? 0)
        const right = Math.min(area.x + area.width, x(one.to) ?? 0)
        return (
          <rect
            key={one.from}
            x={left}
            y={area.y}
            width={Math.max(1, right - left)}
            height={area.height}
            fill={one.bucket === 'unknown' ? `url(#${id})` : one.bucket === 'downPlanned' ? 'var(--planned)' : 'var(--critical)'}
            fillOpacity={one.bucket === 'unknown' ? 1 : 0.16}
          />
        )
      })}
    </g>
  )
})

/** At the foot: dots where some samples were not good, dashes where none was. */
export const DoubtFoot = memo(function DoubtFoot({ mixed, bad }: { mixed: readonly Run[]; bad: readonly Run[] }) {
  const area = usePlotArea()
  const x = useXAxisScale()
  if (!area || !x) return null
  const foot = area.y + area.height - 2
  const path = (runs: readonly Run[]) =>
    runs.map(({ from, to }) => `M${(x(from) ?? 0).toFixed(1)} ${foot}H${Math.max(x(to) ?? 0, (x(from) ?? 0) + 2).toFixed(1)}`).join('')
  return (
    <g data-doubts={mixed.length + bad.length} fill="none" stroke="var(--unknown)">
      {mixed.length > 0 ? <path d={path(mixed)} strokeWidth={2} strokeDasharray="2 3" /> : null}
      {bad.length > 0 ? <path d={path(bad)} strokeWidth={3} strokeDasharray="6 2" /> : null}
    </g>
  )
})

/** The shapes of severities, in a box of 10 by 10 about the origin. */
const SHAPES: Record<Severity, string> = {
  critical: 'M-2-5H2L5-2V2L2 5H-2L-5 2V-2z',
  major: 'M0-5 5 4H-5z',
  minor: 'M0-5 5 0 0 5-5 0z',
  warning: 'M-4-4H4V4H-4z',
  indeterminate: 'M0-4A4 4 0 1 0 0.1-4z',
}

/** More lines than these would hide what they stand beside. */
const FEW = 12

/** At the top: when alarms were raised, with a thin line down where they are few. What they are stands in the tip and in the timeline. */
export const AlarmMarks = memo(function AlarmMarks({ marks }: { marks: readonly Mark[] }) {
  const area = usePlotArea()
  const x = useXAxisScale()
  if (!area || !x) return null
  return (
    <g data-marks={marks.length}>
      {marks.map((mark) => {
        const left = (x(mark.at) ?? 0).toFixed(1)
        return (
          <g key={mark.at} transform={`translate(${left} ${area.y + 5})`}>
            {marks.length > FEW ? null : (
              <path d={`M0 5V${area.height - 5}`} stroke={`var(--${mark.severity})`} strokeOpacity={0.35} strokeWidth={1} fill="none" />
            )}
            <path d={SHAPES[mark.severity]} fill={`var(--${mark.severity})`} stroke="var(--surface)" strokeWidth={1} />
          </g>
        )
      })}
    </g>
  )
})
