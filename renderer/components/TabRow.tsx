/** A row of tabs above the screens of one place: each an address of its own, some with a count of what waits there. */
import { useEffect, useRef } from 'react'
import { number } from '../../shared/format/number.ts'
import { useWords } from '../app/i18n.ts'
import css from './TabRow.module.css'

export type TabItem = {
  /** The address, e.g. `/alarms/incidents`. */
  href: string
  label: string
  /** What waits there; 0 shows nothing. */
  count?: number
  /** The count in words, for those who do not see it and on hover. */
  countTitle?: string
  tone?: 'critical' | 'plain'
}

export type TabRowProps = {
  /** The name of the row, said to those who do not see it. */
  label: string
  tabs: readonly TabItem[]
  /** The address of the present one. */
  at: string
}

export function TabRow({ label, tabs, at }: TabRowProps) {
  const { locale } = useWords()
  const row = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a phone the tabs slide: the chosen one is brought into sight.
    row.current?.querySelector('a[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [])
  return (
    <nav ref={row} className={css.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.href} href={`#${tab.href}`} aria-current={tab.href === at ? 'page' : undefined}>
          {tab.label}
          {tab.count ? (
            <span className={css.count} data-tone={tab.tone} title={tab.countTitle}>
              <span aria-hidden={tab.countTitle === undefined ? undefined : true}>{number(tab.count, locale)}</span>
              {tab.countTitle === undefined ? null : <span className="visually-hidden">{tab.countTitle}</span>}
            </span>
          ) : null}
        </a>
      ))}
    </nav>
  )
}
