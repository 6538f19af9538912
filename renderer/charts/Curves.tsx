/** The lines of a chart, drawn into the chart library's axes straight from typed arrays: the mean over a pale band of least to greatest, open where there is no value. */
import { usePlotArea, useXAxisScale, useYAxisScale, type ScaleFunction } from 'recharts'
import { memo, useId, useMemo } from 'react'
import type { Curve } from './curve.ts'
import { colour, dash } from './colours.ts'

export type Drawn = {
  id: string
  curve: Curve
  /** Which colour, from 0. */
  colour: number
  /** Which pattern of dashes, from 0: a whole line. */
  dash?: number
  /** Only the line: where many are compared, bands would cover one another. */
  bare?: boolean
  /** Goes before the others, or steps back behind one that does. */
  weight?: 'strong' | 'faint'
}

export const Curves = memo(function Curves({ lines }: { lines: readonly Drawn[] }) {
  const clip = useId()
  const area = usePlotArea()
  const x = useXAxisScale()
  const y = useYAxisScale()
  if (!x || !y || !area) return null
  return (
    <g data-curves={lines.length} clipPath={`url(#${clip})`}>
      <clipPath id={clip}>
        <rect x={area.x} y={area.y - 2} width={area.width} height={area.height + 4} />
      </clipPath>
      {lines.map((line) => (line.bare ? null : <Band key={line.id} curve={line.curve} fill={colour(line.colour)} x={x} y={y} />))}
      {lines.map((line) => (
        <Mean key={line.id} line={line} x={x} y={y} />
      ))}
    </g>
  )
})

type Scales = { x: ScaleFunction; y: ScaleFunction }

function Band({ curve, fill, x, y }: Scales & { curve: Curve; fill: string }) {
  const d = useMemo(() => bandPath(curve, x, y), [curve, x, y])
  return d === '' ? null : <path d={d} fill={fill} fillOpacity={0.2} stroke="none" />
}

function Mean({ line, x, y }: Scales & { line: Drawn }) {
  const d = useMemo(() => meanPath(line.curve, x, y), [line.curve, x, y])
  if (d === '') return null
  return (
    <path
      d={d}
      data-line={line.id}
      fill="none"
      stroke={colour(line.colour)}
      strokeWidth={line.weight === 'strong' ? 2.75 : 1.75}
      strokeOpacity={line.weight === 'faint' ? 0.25 : 1}
      strokeDasharray={dash(line.dash ?? 0)}
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  )
}

const at = (value: number) => Math.round(value * 10) / 10

/** The mean as a path; a value alone between two gaps is a dot of a line's width. */
function meanPath({ at: times, mean }: Curve, x: ScaleFunction, y: ScaleFunction): string {
  const out: string[] = []
  let open = true
  let alone = false
  for (let i = 0; i < times.length; i++) {
    const value = mean[i] ?? Number.NaN
    if (Number.isNaN(value)) {
      if (alone) out.push('h0.1')
      open = true
      alone = false
      continue
    }
    const [px, py] = [x(times[i]) ?? 0, y(value) ?? 0]
    out.push(open ? 'M' : 'L', String(at(px)), ' ', String(at(py)))
    alone = open
    open = false
  }
  if (alone) out.push('h0.1')
  return out.join('')
}

/** Least to greatest as closed shapes, one for each run without a gap. */
function bandPath({ at: times, min, max }: Curve, x: ScaleFunction, y: ScaleFunction): string {
  const out: string[] = []
  let begin = -1
  let wide = false
  const close = (end: number) => {
    // Where least and greatest are the same all along there is nothing to fill.
    if (begin >= 0 && wide && end - begin > 1) {
      for (let i = begin; i < end; i++) out.push(i === begin ? 'M' : 'L', String(at(x(times[i]) ?? 0)), ' ', String(at(y(max[i]) ?? 0)))
      for (let i = end - 1; i >= begin; i--) out.push('L', String(at(x(times[i]) ?? 0)), ' ', String(at(y(min[i]) ?? 0)))
      out.push('z')
    }
    begin = -1
    wide = false
  }
  for (let i = 0; i < times.length; i++) {
    if (Number.isNaN(min[i] ?? Number.NaN)) close(i)
    else {
      if (begin < 0) begin = i
      if (max[i] !== min[i]) wide = true
    }
  }
  close(times.length)
  return out.join('')
}
