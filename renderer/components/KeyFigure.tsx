/** A key figure: its label, the number, what it means; a link to the list behind it. */
import type { ReactNode } from 'react'
import { ToneIcon, type Tone } from './State.tsx'
import { cx } from './cx.ts'
import css from './KeyFigure.module.css'

export type KeyFigureProps = {
  label: ReactNode
  value: ReactNode
  /** Below the number: the change, the share, the condition. */
  note?: ReactNode
  /** Shape and colour while the number is not zero; quiet otherwise. */
  tone?: Tone
  /** Takes the colour away: zero of something bad is no news. */
  quiet?: boolean
  href?: string
  size?: 'normal' | 'large'
  children?: ReactNode
}

export function KeyFigure({ label, value, note, tone, quiet = false, href, size = 'normal', children }: KeyFigureProps) {
  const body = (
    <>
      <span className={css.label}>
        {tone ? <ToneIcon tone={tone} size={11} className={quiet ? css.faint : undefined} /> : null}
        {label}
      </span>
      <span className={cx(css.value, size === 'large' && css.large, quiet && css.quiet)}>{value}</span>
      {note ? <span className={css.note}>{note}</span> : null}
      {children}
    </>
  )
  return href ? (
    <a href={`#${href}`} className={cx(css.figure, css.link)}>
      {body}
    </a>
  ) : (
    <div className={css.figure}>{body}</div>
  )
}
