/** Names and values in two columns. */
import type { ReactNode } from 'react'
import { NONE } from '../../shared/format/number.ts'
import { cx } from './cx.ts'
import css from './Facts.module.css'

/** Holds `Fact`s; a class may set `--facts-name`, the width of the names. */
export function Facts({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={cx(css.facts, className)}>{children}</dl>
}

/** One of them; null is shown as not there. */
export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children ?? <span className="muted">{NONE}</span>}</dd>
    </div>
  )
}
