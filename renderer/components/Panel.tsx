/** A titled box for one subject. */
import { useId, type ReactNode } from 'react'
import { cx } from './cx.ts'
import css from './Panel.module.css'

export type PanelProps = {
  title?: ReactNode
  /** Beside the title: a count, a badge. */
  note?: ReactNode
  actions?: ReactNode
  children: ReactNode
  /** Takes the inner space away: for tables and charts that go to the edge. */
  flush?: boolean
  className?: string
  level?: 2 | 3
}

export function Panel({ title, note, actions, children, flush = false, className, level = 2 }: PanelProps) {
  const id = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={cx(css.panel, className)} aria-labelledby={title ? id : undefined}>
      {title || actions ? (
        <header className={css.head}>
          {title ? (
            <Heading id={id} className={css.title}>
              {title}
            </Heading>
          ) : null}
          {note ? <span className={css.note}>{note}</span> : null}
          {actions ? <div className={css.actions}>{actions}</div> : null}
        </header>
      ) : null}
      <div className={cx(css.body, flush && css.flush)}>{children}</div>
    </section>
  )
}
