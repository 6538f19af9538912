/** The names of a chart's lines: a press hides a line, the hand or the keyboard's focus brings it forward. */
import type { ReactNode } from 'react'
import { useWords } from '../app/i18n.ts'
import { colour, dash } from './colours.ts'
import css from './Chart.module.css'

export type ChartLine = { id: string; name: string; colour: number; dash?: number; /** In full, on hover. */ title?: string }
export type LegendProps = {
  lines: readonly ChartLine[]
  hidden: ReadonlySet<string>
  onToggle: (id: string) => void
  onOver?: ((id: string | null) => void) | undefined
  children?: ReactNode
}

export function Legend({ lines, hidden, onToggle, onOver, children }: LegendProps) {
  const { t } = useWords()
  return (
    <ul className={css.legend}>
      {lines.map((line) => {
        const off = hidden.has(line.id)
        return (
          <li key={line.id}>
            <button
              type="button"
              aria-pressed={!off}
              title={t(off ? 'charts.show' : 'charts.hide', { name: line.title ?? line.name })}
              onClick={() => onToggle(line.id)}
              onPointerEnter={() => onOver?.(off ? null : line.id)}
              onPointerLeave={() => onOver?.(null)}
              onFocus={() => onOver?.(off ? null : line.id)}
              onBlur={() => onOver?.(null)}
            >
              <Key colour={line.colour} dash={line.dash ?? 0} off={off} />
              <span className={css.lineName}>{line.name}</span>
            </button>
          </li>
        )
      })}
      {children}
    </ul>
  )
}

/** A piece of the line; empty while it is hidden. */
export function Key({ colour: index, dash: pattern = 0, off = false }: { colour: number; dash?: number; off?: boolean }) {
  return (
    <svg width="16" height="10" viewBox="0 0 16 10" className={css.swatch} aria-hidden>
      {off ? (
        <rect x="1.5" y="2" width="13" height="6" rx="2" fill="none" stroke={colour(index)} />
      ) : (
        <path d="M1 5H15" stroke={colour(index)} strokeWidth="3" strokeDasharray={dash(pattern)} />
      )}
    </svg>
  )
}
