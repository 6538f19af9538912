/** The head of one subject's page: the way back and what it belongs to, its name with what can be done, and its state in a line. */
import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import css from './SubjectHead.module.css'

export type SubjectHeadProps = {
  back: { href: string; label: string }
  /** Beside the way back. */
  over: ReactNode
  name: ReactNode
  actions?: ReactNode
  actionsClass?: string
  state: ReactNode
  /** Dialogs of the actions. */
  children?: ReactNode
}

export function SubjectHead({ back, over, name, actions, actionsClass, state, children }: SubjectHeadProps) {
  return (
    <header className={css.head}>
      <div className={css.over}>
        <a href={back.href} className={css.back}>
          <ChevronLeft size={16} aria-hidden />
          {back.label}
        </a>
        {over}
      </div>
      <div className={css.line}>
        <h1 className={css.name}>{name}</h1>
        {actions ? <div className={cx(css.actions, actionsClass)}>{actions}</div> : null}
      </div>
      {state}
      {children}
    </header>
  )
}
