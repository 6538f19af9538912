/** Which names of this host a request may carry: exact Host and Origin checks, against DNS rebinding and foreign pages. */
import { networkInterfaces } from 'node:os'

export type Doors = {
  /** True where the Host header is one that we listen on, port included. */
  hostKnown(host: string | undefined): boolean
  /** True where the Origin header is the page that this Host serves. */
  originKnown(origin: string | undefined, host: string | undefined): boolean
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']
const EVERY = new Set(['0.0.0.0', '::'])

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/** An address as it stands in a URL. */
export function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

/** The address to print in a link: of a host that means every address, the machine's first one on a network. */
export function shownHost(host: string): string {
  if (!EVERY.has(host)) return host
  const outside = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).filter((entry) => !entry.internal && entry.family === 'IPv4'),
  )
  return outside[0]?.address ?? '127.0.0.1'
}

export function doorsOf(host: string, port: number): Doors {
  const names = new Set(namesOf(host).map((name) => `${name}:${port}`))
  // A browser leaves the port of http away where it is 80.
  if (port === 80) for (const name of namesOf(host)) names.add(name)
  const hostKnown = (value: string | undefined): boolean => value !== undefined && names.has(value.toLowerCase())
  return {
    hostKnown,
    originKnown: (origin, value) => hostKnown(value) && origin === `http://${(value as string).toLowerCase()}`,
  }
}

function namesOf(host: string): string[] {
  if (isLoopback(host)) return [...new Set([...LOOPBACK, inUrl(host)])]
  if (!EVERY.has(host)) return [inUrl(host).toLowerCase()]
  const own = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((entry) => inUrl(entry.address)))
  return [...LOOPBACK, ...own]
}
