/** The screens there are: each folder's index.tsx is found by itself, loaded when first shown, and absent from the rail while it does not exist. */
import {
  BellRing,
  ChartSpline,
  ClipboardCheck,
  Cpu,
  FileBarChart2,
  FileDown,
  LayoutDashboard,
  RadioTower,
  Settings2,
  Zap,
  type LucideIcon,
} from 'lucide-react'
import { createElement, lazy, useState, type ComponentType } from 'react'

type Module<P> = { default: ComponentType<P> }
const files = import.meta.glob<Module<never>>('../screens/*/{index,sound}.tsx')
/** What has been loaded: it is drawn at once, without waiting for its code a second time. */
const loaded = new Map<string, unknown>()

async function fetched<P>(path: string, load: () => Promise<Module<P>>): Promise<Module<P>> {
  const module = await load()
  loaded.set(path, module.default)
  return module
}

/** A lazily loaded default export of a screen's folder, or null where there is none. */
export function screen<P extends object = object>(name: string, file = 'index'): ComponentType<P> | null {
  const path = `../screens/${name}/${file}.tsx`
  const load = files[path] as (() => Promise<Module<P>>) | undefined
  if (!load) return null
  const Later = lazy(() => fetched(path, load))
  return function Screen(props: P) {
    // What it began with it stays: another component would begin anew.
    const [Known] = useState(() => (loaded.get(path) as ComponentType<P> | undefined) ?? Later)
    return createElement(Known, props)
  }
}

/** Loads the screens people go to in a hurry while nothing else happens, so that the first click on them waits for nothing. */
export function loadAhead(names: readonly string[] = ['alarms', 'alarm-list', 'incidents', 'stations', 'station', 'storm']): void {
  const [name, ...rest] = names
  if (name === undefined) return
  const path = `../screens/${name}/index.tsx`
  const load = files[path]
  const next = () => loadAhead(rest)
  whenIdle(() => (load && !loaded.has(path) ? void fetched(path, load).then(next, next) : next()))
}

/** Safari has no idle callbacks. */
function whenIdle(then: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(then, { timeout: 10_000 })
  else setTimeout(then, 2000)
}

export type Place = {
  /** The folder under screens/, and the key `common.nav.<name>`. */
  name: string
  /** First part of its paths: `/alarms`, `/alarms/12`. */
  path: string
  icon: LucideIcon
  Screen: ComponentType
  /** In the phone's bottom bar; the rest is under "More". */
  phone: boolean
  /** Not in the rail itself: found from the place of this name, by the palette and under "More". */
  under?: string
}

const all: { name: string; path: string; icon: LucideIcon; phone: boolean; under?: string }[] = [
  { name: 'overview', path: '/', icon: LayoutDashboard, phone: false },
  { name: 'stations', path: '/stations', icon: RadioTower, phone: true },
  { name: 'alarms', path: '/alarms', icon: BellRing, phone: true },
  { name: 'storm', path: '/storm', icon: Zap, phone: false },
  { name: 'inspections', path: '/inspections', icon: ClipboardCheck, phone: true },
  { name: 'reports', path: '/reports', icon: FileBarChart2, phone: false },
  { name: 'compare', path: '/compare', icon: ChartSpline, phone: false, under: 'reports' },
  { name: 'export', path: '/export', icon: FileDown, phone: false, under: 'reports' },
  { name: 'devices', path: '/devices', icon: Cpu, phone: false },
  { name: 'settings', path: '/settings', icon: Settings2, phone: false },
]

/** Rail order. */
export const PLACES: readonly Place[] = all.flatMap((place) => {
  const Screen = screen(place.name)
  return Screen ? [{ ...place, Screen }] : []
})
