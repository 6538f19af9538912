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
import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

type Module<P> = { default: ComponentType<P> }
const files = import.meta.glob<Module<never>>('../screens/*/{index,sound}.tsx')

/** A lazily loaded default export of a screen's folder, or null where there is none. */
export function screen<P = unknown>(name: string, file = 'index'): LazyExoticComponent<ComponentType<P>> | null {
  const load = files[`../screens/${name}/${file}.tsx`] as (() => Promise<Module<P>>) | undefined
  return load ? lazy(load) : null
}

export type Place = {
  /** The folder under screens/, and the key `common.nav.<name>`. */
  name: string
  /** First part of its paths: `/alarms`, `/alarms/12`. */
  path: string
  icon: LucideIcon
  Screen: LazyExoticComponent<ComponentType>
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
