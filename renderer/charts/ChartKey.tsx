/** What the signs of the charts mean. */
import { useWords } from '../app/i18n.ts'
import { ToneIcon } from '../components/State.tsx'
import type { ReactNode } from 'react'
import css from './Chart.module.css'

export type Sign = 'band' | 'mixed' | 'bad' | 'down' | 'planned' | 'unknown' | 'alarm' | 'limit'

const box = { width: 20, height: 10, viewBox: '0 0 20 10', 'aria-hidden': true } as const
const SIGNS: Record<Sign, ReactNode> = {
  band: (
    <svg {...box}>
      <rect width="20" height="10" fill="var(--series-1)" fillOpacity="0.2" />
      <path d="M0 5H20" stroke="var(--series-1)" strokeWidth="1.75" />
    </svg>
  ),
  mixed: (
    <svg {...box}>
      <path d="M0 8H20" stroke="var(--unknown)" strokeWidth="2" strokeDasharray="2 3" />
    </svg>
  ),
  bad: (
    <svg {...box}>
      <path d="M0 8H20" stroke="var(--unknown)" strokeWidth="3" strokeDasharray="6 2" />
    </svg>
  ),
  down: (
    <svg {...box}>
      <rect width="20" height="10" fill="var(--critical)" fillOpacity="0.16" />
    </svg>
  ),
  planned: (
    <svg {...box}>
      <rect width="20" height="10" fill="var(--planned)" fillOpacity="0.16" />
    </svg>
  ),
  unknown: (
    <svg {...box}>
      <path d="M0 10 10 0M6 10 16 0M12 10 20 2M-4 8 4 0" stroke="var(--unknown)" strokeOpacity="0.5" strokeWidth="1.5" />
    </svg>
  ),
  alarm: <ToneIcon tone="major" size={11} />,
  limit: (
    <svg {...box}>
      <path d="M0 5H20" stroke="var(--major)" strokeDasharray="5 4" />
    </svg>
  ),
}

export function ChartKey({ signs }: { signs: readonly Sign[] }) {
  const { t } = useWords()
  if (signs.length === 0) return null
  return (
    <ul className={css.signs} aria-label={t('charts.key.label')}>
      {signs.map((sign) => (
        <li key={sign}>
          {SIGNS[sign]}
          {t(`charts.key.${sign}`)}
        </li>
      ))}
    </ul>
  )
}
