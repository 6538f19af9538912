/** Names and values in two columns. */
import type { ReactNode } from 'react'
import { NONE } from '../../shared/format/number.ts'
import css from './Facts.module.css'

/** Holds `Fact`s. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={css.facts}>{children}</dl>
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
