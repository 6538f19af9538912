/** Where we are, kept whole in the hash: path, then "?" and every filter, sort and range. Back and forward always work. */
import { useMemo, useSyncExternalStore } from 'react'

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  addEventListener('popstate', listener)
  return () => {
    removeEventListener('hashchange', listener)
    removeEventListener('popstate', listener)
  }
}
const whole = () => location.hash.replace(/^#/, '') || '/'
const path = () => whole().split('?')[0] || '/'
const search = () => whole().split('?')[1] ?? ''

/** Marks a step that `history.back()` undoes, such as a zoom. */
const UNDO = 'undo'

/** Goes to a path such as `/stations?health=down`. `replace` leaves no step to go back to; `undo` marks a step that can be taken back. */
export function go(to: string, options: { replace?: boolean; undo?: boolean } = {}): void {
  const url = `#${to.startsWith('/') ? to : `/${to}`}`
  if (url === location.hash) return
  // What the present step is does not change with its parameters.
  const mark: unknown = options.replace ? history.state : options.undo ? UNDO : null
  history[options.replace ? 'replaceState' : 'pushState'](mark, '', url)
  dispatchEvent(new Event('hashchange'))
}

/** A parameter of the present place, at the moment of asking. */
export function presentParam(name: string): string | null {
  return new URLSearchParams(search()).get(name)
}

/** Changes some parameters of the present place and keeps the rest; null takes one out. Replaces the present step unless `push`. */
export function setParams(
  change: Record<string, string | number | readonly string[] | null>,
  options: { push?: boolean; undo?: boolean } = {},
): void {
  const query = new URLSearchParams(search())
  for (const [name, value] of Object.entries(change)) {
    const said = Array.isArray(value) ? value.join(',') : value === null ? '' : String(value)
    if (said === '') query.delete(name)
    else query.set(name, said)
  }
  const rest = query.toString().replaceAll('%2C', ',')
  go(rest === '' ? path() : `${path()}?${rest}`, { replace: !options.push, undo: options.undo ?? false })
}

/** True where the present step was marked: the one before it is what was shown before. */
export function canUndo(): boolean {
  return history.state === UNDO
}

/** The present path. */
export function useHashPath(): string {
  return useSyncExternalStore(subscribe, path)
}

/** What the router takes for its place, its parameters and its links. */
export const routing = {
  hook: (): [string, typeof go] => [useSyncExternalStore(subscribe, path), go],
  searchHook: (): string => useSyncExternalStore(subscribe, search),
  hrefs: (href: string): string => `#${href}`,
}

/** A path with parameters, empty ones left out. */
export function link(to: string, params: Record<string, string | number | null | undefined> = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params))
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value))
  const text = query.toString()
  return text === '' ? to : `${to}?${text}`
}

export type Params = {
  readonly get: (name: string) => string | null
  /** A parameter that holds a list, separated by commas. */
  readonly list: (name: string) => string[]
  readonly set: typeof setParams
  readonly text: string
}

/** The parameters of the present place. */
export function useParams(): Params {
  const text = useSyncExternalStore(subscribe, search)
  return useMemo(() => {
    const query = new URLSearchParams(text)
    return { text, set: setParams, get: (name) => query.get(name), list: (name) => query.get(name)?.split(',').filter(Boolean) ?? [] }
  }, [text])
}
