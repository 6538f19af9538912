/** What a sheet of paper gets instead of the screen: kept beside the page and shown only while printing. */
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import css from './Printed.module.css'

export function Printed({ children, landscape = false }: { children: ReactNode; landscape?: boolean }) {
  return createPortal(
    <div className={css.printed} data-landscape={landscape || undefined} aria-hidden>
      {children}
    </div>,
    document.body,
  )
}
