/** The command palette (Ctrl-K): find a station or a device, go to a screen, change theme or language. */
import { Dialog } from '@base-ui/react/dialog'
import { Cpu, Languages, Moon, Presentation, Search, Sun, type LucideIcon } from 'lucide-react'
import { useDeferredValue, useMemo, useState, type KeyboardEvent } from 'react'
import { HealthIcon } from '../components/State.tsx'
import type { Health } from '../../shared/model/station.ts'
import { fold, matches, wordsOf } from '../../shared/format/text.ts'
import { cx } from '../components/cx.ts'
import dialog from '../components/Dialog.module.css'
import { useRead } from './client.ts'
import { useWords } from './i18n.ts'
import { go } from './location.ts'
import { setLocale, setTheme } from './preferences.ts'
import { PLACES } from './screens.ts'
import css from './Palette.module.css'

type Entry = { key: string; folded: string; name: string; note: string; icon?: LucideIcon; health?: Health; run: () => void }
const SHOWN = 30
/** Entries of devices as they were made: stations change every second, and thousands of texts need not be folded anew for that. */
const ofDevice = new WeakMap<object, Entry>()

function useEntries(): readonly Entry[] {
  const { t, locale } = useWords()
  const list = useRead('stations.list', undefined, { staleTime: 60_000 })
  const devices = useRead('devices.list', undefined, { staleTime: 60_000 })
  return useMemo(() => {
    const plain = (key: string, name: string, note: string, icon: LucideIcon, run: () => void): Entry => ({
      key,
      name,
      note,
      icon,
      run,
      folded: fold(`${name} ${note}`),
    })
    const commands = [
      ...PLACES.map((p) => plain(p.name, t(`common.nav.${p.name}`), t('common.palette.screen'), p.icon, () => go(p.path))),
      plain('wall', t('wall.open'), t('common.palette.command'), Presentation, () => go('/wall')),
      plain('light', t('common.theme.toLight'), t('common.palette.command'), Sun, () => setTheme('light')),
      plain('dark', t('common.theme.toDark'), t('common.palette.command'), Moon, () => setTheme('dark')),
      plain('language', t('common.language.switch'), t('common.palette.command'), Languages, () =>
        setLocale(locale === 'vi' ? 'en' : 'vi'),
      ),
    ]
    const communes = new Map(list.data?.communes.map((c) => [c.id, c.name]))
    const stations = (list.data?.rows ?? []).map((row): Entry => {
      const commune = communes.get(row.communeId) ?? ''
      return {
        key: `s${row.id}`,
        name: row.name,
        note: commune === '' ? row.code : `${row.code} · ${commune}`,
        health: row.health,
        folded: fold(`${row.code} ${row.name} ${commune}`),
        run: () => go(`/stations/${row.id}`),
      }
    })
    const codes = new Map((list.data?.rows ?? []).map((row) => [row.id, `${row.code} ${row.name}`]))
    const found = (devices.data ?? []).flatMap((device): Entry[] => {
      if (device.retired) return []
      const note = `${codes.get(device.stationId) ?? ''} · ${device.host}`
      const kept = ofDevice.get(device)
      if (kept?.note === note) return [kept]
      const entry = plain(`d${device.id}`, device.name, note, Cpu, () => go(`/devices/${device.id}`))
      ofDevice.set(device, entry)
      return [entry]
    })
    return [...commands, ...stations, ...found]
  }, [t, locale, list.data, devices.data])
}

export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const entries = useEntries()
  const asked = useDeferredValue(query)
  const found = useMemo(() => {
    const words = wordsOf(asked)
    const hits: Entry[] = []
    for (const entry of entries) {
      if (!matches(entry.folded, words)) continue
      hits.push(entry)
      if (hits.length === SHOWN) break
    }
    return hits
  }, [entries, asked])
  const pick = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
    else if (event.key === 'Enter') pick(found[at])
    else return
    event.preventDefault()
  }
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.backdrop} />
        <Dialog.Popup className={css.palette} aria-label={t('common.palette.open')}>
          <div className={css.ask}>
            <Search size={18} strokeWidth={1.75} aria-hidden />
            <input
              value={query}
              role="combobox"
              aria-expanded
              aria-controls="palette-list"
              aria-activedescendant={found[at] ? `palette-${found[at].key}` : undefined}
              aria-label={t('common.palette.open')}
              placeholder={t('common.palette.placeholder')}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => {
                setQuery(event.target.value)
                setAt(0)
              }}
              onKeyDown={onKey}
            />
          </div>
          <ul id="palette-list" role="listbox" aria-label={t('common.palette.results')} className={cx(css.list, 'scroll')}>
            {found.map((entry, i) => (
              <li
                key={entry.key}
                id={`palette-${entry.key}`}
                role="option"
                aria-selected={i === at}
                className={css.entry}
                ref={i === at ? (el) => el?.scrollIntoView({ block: 'nearest' }) : undefined}
                onPointerMove={() => setAt(i)}
                onClick={() => pick(entry)}
              >
                {entry.health ? (
                  <HealthIcon health={entry.health} size={14} />
                ) : entry.icon ? (
                  <entry.icon size={16} strokeWidth={1.75} aria-hidden />
                ) : null}
                <span className={css.name}>{entry.name}</span>
                <span className={css.note}>{entry.note}</span>
              </li>
            ))}
          </ul>
          {found.length === 0 ? <p className={css.none}>{t('common.palette.none')}</p> : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
