/** A screen's frame: its title (the page's one h1), filters, primary action, and content. */
import { useEffect, type ReactNode } from 'react'
import { cx } from './cx.ts'
import css from './Page.module.css'

export type PageProps = {
  title: string
  /** Beside the title. */
  note?: ReactNode
  actions?: ReactNode
  /** A row below the title: search and chips. */
  filters?: ReactNode
  /** The content takes the height that is left and scrolls inside itself (lists); otherwise the page scrolls. */
  fill?: boolean
  /** Stands at the right edge over the full height. */
  side?: ReactNode
  /** Replaces the visible title (which is then only for those who do not see). */
  head?: ReactNode
  children: ReactNode
}

export function Page({ title, note, actions, filters, fill = false, side, head, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Branchwatch`
  }, [title])
  return (
    <div className={cx(css.page, fill && css.fill)}>
      <div className={cx(css.main, 'scroll')}>
        <div className={css.inner}>
          {head ?? (
            <header className={css.head}>
              <h1>{title}</h1>
              {note ? <div className={css.note}>{note}</div> : null}
              {actions ? <div className={css.actions}>{actions}</div> : null}
            </header>
          )}
          {filters ? <div className={css.filters}>{filters}</div> : null}
          {children}
        </div>
      </div>
      {side}
    </div>
  )
}
