/** The wall: the branch across a room, in pages that turn by themselves; no frame, no cursor. */
import { useEffect, useMemo, useState, type ComponentType } from 'react'
import { Pause, Siren } from 'lucide-react'
import { clock, date } from '../../../shared/format/time.ts'
import { Announcer } from '../../app/Announcer.tsx'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useSecond } from '../../app/now.ts'
import { screen } from '../../app/screens.ts'
import { Button } from '../../components/Button.tsx'
import { cx } from '../../components/cx.ts'
import { CommunePage } from './CommunePage.tsx'
import { FigurePage } from './FigurePage.tsx'
import { IncidentPage } from './IncidentPage.tsx'
import { PAGES, TURN, type WallPage } from './rotation.ts'
import { StormPage } from './StormPage.tsx'
import { leave, useAwake, useWall } from './useWall.ts'
import { WallStale } from './WallStale.tsx'
import css from './Wall.module.css'

const HAS_STORM = screen('storm') !== null
const SHOW: Record<WallPage, ComponentType> = {
  figures: FigurePage,
  incidents: IncidentPage,
  storm: StormPage,
  communes: CommunePage,
}
const HINT_MS = 3000
/** The picture moves a little each minute, so that nothing burns into the screen. */
const SHIFT = [0, 3, 6, 3, 0, -3, -6, -3]

export default function Wall() {
  const { t, locale } = useWords()
  const mode = useRead('storm.mode', undefined, { enabled: HAS_STORM, refetchInterval: 30_000 })
  const storm = HAS_STORM && mode.data?.setting === 'on'
  const pages = useMemo(() => PAGES.filter((page) => page !== 'storm' || storm), [storm])
  const rotation = useWall(pages)
  useAwake()
  const now = useSecond()
  const branch = useRead('session.me').data?.dataset.branchName ?? ''
  const Show = SHOW[rotation.page]
  useEffect(() => {
    document.title = `${t('wall.title')} · Branchwatch`
  }, [t])
  const shift = SHIFT[Math.floor(now / 60_000) % SHIFT.length] ?? 0
  return (
    <div className={css.wall} style={{ translate: `${shift}px ${-shift}px` }}>
      <WallStale />
      <header className={css.head}>
        <h1>{branch}</h1>
        <span className={css.page}>{t(`wall.page.${rotation.page}`)}</span>
        {rotation.held ? (
          <span className={css.held}>
            <Siren size={26} aria-hidden /> {t('wall.held')}
          </span>
        ) : rotation.paused ? (
          <span className={css.paused}>
            <Pause size={22} aria-hidden /> {t('wall.paused')}
          </span>
        ) : null}
        <time className={css.clock} dateTime={new Date(now).toISOString()}>
          <span className={css.date}>{date(now, locale)}</span> {clock(now)}
        </time>
      </header>
      <main className={css.main}>
        <Show />
      </main>
      <footer className={css.foot} aria-hidden>
        {pages.map((page) => (
          <span key={page} className={cx(css.dot, page === rotation.page && css.on)}>
            {page === rotation.page && !rotation.paused && !rotation.held ? (
              <span key={rotation.since} className={css.turning} style={{ animationDuration: `${TURN}ms` }} />
            ) : null}
          </span>
        ))}
      </footer>
      <Hint />
      <Announcer />
    </div>
  )
}

/** How to leave: comes up while a hand is at the mouse, or a finger on the screen. */
function Hint() {
  const { t } = useWords()
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const onMove = () => {
      setSeen(true)
      clearTimeout(timer)
      timer = setTimeout(() => setSeen(false), HINT_MS)
    }
    addEventListener('pointermove', onMove)
    addEventListener('pointerdown', onMove)
    return () => {
      clearTimeout(timer)
      removeEventListener('pointermove', onMove)
      removeEventListener('pointerdown', onMove)
    }
  }, [])
  return (
    <div className={cx(css.hint, isSeen && css.seen)}>
      <span>{t('wall.keys')}</span>
      <Button onClick={leave}>{t('wall.leave')}</Button>
    </div>
  )
}
