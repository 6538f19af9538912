/** The frame around every screen: rail, top bar, banners, content; on a phone a bar at the bottom instead of the rail. */
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useHashPath } from './location.ts'
import { useWords } from './i18n.ts'
import type { OutputOf } from './client.ts'
import { OPEN_PALETTE } from './connection.ts'
import { Announcer } from './Announcer.tsx'
import { Banners } from './Banners.tsx'
import { BottomBar } from './BottomBar.tsx'
import { Palette } from './Palette.tsx'
import { Rail } from './Rail.tsx'
import { TopBar } from './TopBar.tsx'
import { KeyHelp } from './KeyHelp.tsx'
import { loadAhead } from './screens.ts'
import css from './Shell.module.css'

export type Me = OutputOf<'session.me'>

export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  const { t } = useWords()
  const path = useHashPath()
  const [palette, setPalette] = useState(false)
  const [keys, setKeys] = useState(false)
  const main = useRef<HTMLElement>(null)

  useEffect(() => loadAhead(), [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setPalette((open) => !open)
      }
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select')
      if (event.key === '?' && !typing) setKeys(true)
    }
    const openPalette = () => setPalette(true)
    addEventListener('keydown', onKey)
    addEventListener(OPEN_PALETTE, openPalette)
    return () => {
      removeEventListener('keydown', onKey)
      removeEventListener(OPEN_PALETTE, openPalette)
    }
  }, [])

  return (
    <div className={css.shell}>
      <a
        className={css.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        {t('common.skip')}
      </a>
      <Rail path={path} />
      <div className={css.right}>
        <TopBar me={me} onPalette={() => setPalette(true)} onKeys={() => setKeys(true)} />
        <Banners me={me} />
        <main ref={main} className={css.main} tabIndex={-1} id="main">
          {children}
        </main>
        <BottomBar path={path} />
      </div>
      <Announcer />
      {palette ? <Palette onClose={() => setPalette(false)} /> : null}
      <KeyHelp open={keys} onClose={() => setKeys(false)} />
    </div>
  )
}
