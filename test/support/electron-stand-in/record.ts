/** What the program did with the desktop around it, kept for the test to ask. */
import type { MenuItemConstructorOptions } from 'electron'

export type WindowRecord = { options: unknown; visible: boolean; focused: number; closed: boolean }
export type DesktopRecord = {
  schemes: { scheme: string; privileges?: unknown; beforeReady: boolean }[]
  sandboxed: boolean
  windows: WindowRecord[]
  /** Navigations that the page tried: where to, and whether the program forbade it. */
  navigations: { url: string; prevented: boolean }[]
  opened: { url: string; action: string }[]
  outside: string[]
  permissions: Record<string, boolean>
  tray: { tooltip: string; images: number; menu: string[] } | null
  notifications: { title: string; body: string }[]
  menu: string[]
  errors: { title: string; content: string }[]
  /** Paths that save dialogs proposed. */
  asked: string[]
  ports: { opened: number; closed: number }
  strangers: number
}

export const record: DesktopRecord = {
  schemes: [],
  sandboxed: false,
  windows: [],
  navigations: [],
  opened: [],
  outside: [],
  permissions: {},
  tray: null,
  notifications: [],
  menu: [],
  errors: [],
  asked: [],
  ports: { opened: 0, closed: 0 },
  strangers: 0,
}

export function labels(items: readonly MenuItemConstructorOptions[]): string[] {
  return items.flatMap((item) => (item.label === undefined ? [] : [item.label]))
}
