/** The top bar: branch, search, how polling goes and how old the data is, the clock at +07, theme and language. */
import { Keyboard, Languages, Moon, Presentation, Search, Sun, Volume2, VolumeX } from 'lucide-react'
import { IconButton } from '../components/Button.tsx'
import { ToneIcon } from '../components/State.tsx'
import { clock, date, age } from '../../shared/format/time.ts'
import { number } from '../../shared/format/number.ts'
import { useRead } from './client.ts'
import { useConnection } from './connection.ts'
import { useWords } from './i18n.ts'
import { STALE_AFTER } from './Banners.tsx'
import { useStatus } from './live.ts'
import { go } from './location.ts'
import { useSecond } from './now.ts'
import { isDark, setLocale, setMuted, setTheme, usePreferences } from './preferences.ts'
import type { Me } from './Shell.tsx'
import css from './TopBar.module.css'

export function TopBar({ me, onPalette, onKeys }: { me: Me; onPalette: () => void; onKeys: () => void }) {
  const { t, locale } = useWords()
  const theme = usePreferences((p) => p.theme)
  const muted = usePreferences((p) => p.muted)
  const dark = isDark(theme)
  return (
    <header className={css.bar}>
      <div className={css.branch} title={me.dataset.branchName}>
        {me.dataset.branchName}
      </div>
      <button type="button" className={css.palette} onClick={onPalette} aria-label={t('common.palette.open')}>
        <Search size={16} strokeWidth={1.75} aria-hidden />
        <span className={css.paletteText}>{t('common.palette.placeholder')}</span>
        <kbd className={css.key}>{navigator.platform.startsWith('Mac') ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <PollState />
      <Clock />
      <div className={css.tools}>
        <IconButton
          icon={muted ? VolumeX : Volume2}
          label={t(muted ? 'common.sound.off' : 'common.sound.on')}
          pressed={muted}
          onClick={() => setMuted(!muted)}
          className={css.wide}
        />
        <IconButton
          icon={dark ? Sun : Moon}
          label={t(dark ? 'common.theme.toLight' : 'common.theme.toDark')}
          onClick={() => setTheme(dark ? 'light' : 'dark')}
        />
        <IconButton icon={Languages} label={t('common.language.switch')} onClick={() => setLocale(locale === 'vi' ? 'en' : 'vi')} />
        <IconButton icon={Presentation} label={t('wall.open')} onClick={openWall} className={css.wide} />
        <IconButton icon={Keyboard} label={t('common.keys.title')} onClick={onKeys} className={css.wide} />
      </div>
    </header>
  )
}

/** The whole screen where the browser lets it; otherwise the whole window. */
function openWall(): void {
  document.documentElement.requestFullscreen?.().catch(() => undefined)
  go('/wall')
}

function Clock() {
  const { t, locale } = useWords()
  const now = useSecond()
  return (
    <time className={css.clock} dateTime={new Date(now).toISOString()} title={`${date(now, locale)} · ${t('common.zone')}`}>
      {clock(now)}
    </time>
  )
}

/** Devices answering of all, with the age of the last reading; leads to how polling does. Says when there is no line. */
function PollState() {
  const { t, locale } = useWords()
  const state = useConnection((c) => c.state)
  const live = useStatus((s) => s.status)
  const first = useRead('session.status', undefined, { enabled: live === null })
  const now = useSecond()
  const status = live ?? first.data
  if (state === 'disconnected') {
    return (
      <div className={css.poll}>
        <ToneIcon tone="unreachable" size={12} />
        <span>{t('common.poll.disconnected')}</span>
      </div>
    )
  }
  if (!status) return <div className={css.poll} />
  const { devices, answering, lastReadingAt } = status.poll
  if (devices === 0) return <div className={css.poll} />
  const stale = lastReadingAt === null || now - lastReadingAt > STALE_AFTER
  const told = lastReadingAt === null ? t('common.poll.never') : t('common.poll.last', { age: age(lastReadingAt, now, locale) })
  return (
    <a
      href="#/devices/poller"
      className={css.poll}
      title={`${t('common.poll.answering', { answering: number(answering, locale), devices: number(devices, locale) })} · ${told}`}
    >
      <ToneIcon tone={stale ? 'unknown' : answering * 2 < devices ? 'minor' : 'ok'} size={12} />
      <span className="visually-hidden">{t('common.poll.label')}</span>
      <span>
        {number(answering, locale)}/{number(devices, locale)}
      </span>
      <span className={css.pollAge}>{told}</span>
    </a>
  )
}
