/** What stands before the console opens: waiting for it, or refused because the link was not used. */
import type { ReactNode } from 'react'
import { Loading } from '../components/Blank.tsx'
import { useWords } from './i18n.ts'
import mark from './mark.svg'
import css from './Doors.module.css'

function Door({ children }: { children: ReactNode }) {
  return (
    <main className={css.door}>
      <img src={mark} alt="" width={44} height={44} />
      <div className={css.name}>Branchwatch</div>
      {children}
    </main>
  )
}

export function Waiting({ children }: { children?: ReactNode }) {
  const { t } = useWords()
  return (
    <Door>
      {children ?? (
        <>
          <h1 className={css.text}>{t('common.door.waiting')}</h1>
          <Loading lines={2} className={css.bars} />
        </>
      )}
    </Door>
  )
}

export function Refused() {
  const { t } = useWords()
  return (
    <Door>
      <h1 className={css.text}>{t('common.door.refused')}</h1>
      <p className="muted">{t('common.door.refusedHint')}</p>
    </Door>
  )
}
