/** All that a scan will ask, in a fixed order, so that a position says where it is: the list first, then ranges, then names. Pure. */
import type { Phrase } from '../../../shared/model/phrase.ts'
import { readAddress } from './address.ts'
import type { Listed } from './list.ts'
import { plainHost, readRanges, spanIndex, without, type Span, type SpanIndex } from './ranges.ts'

export type Target = {
  readonly host: string
  readonly port: number
  /** What the person's list says of it; null for an address of a range. */
  readonly listed: Listed | null
}
export type Sweep = {
  readonly count: number
  /** The target at a position, from 0 to `count` - 1. */
  at(position: number): Target
  has(host: string, port: number): boolean
}
export type SweepWish = {
  readonly ranges: string
  readonly exclude: string
  readonly list: readonly Listed[]
  readonly ports: readonly number[]
}
export type Planned = { readonly sweep: Sweep; readonly problems: { readonly field: 'ranges' | 'exclude'; readonly phrase: Phrase }[] }

export function planSweep({ ranges, exclude, list, ports }: SweepWish): Planned {
  const wanted = readRanges(ranges)
  const excluded = readRanges(exclude)
  const unwanted = new Set(excluded.names)
  const problems = [
    ...wanted.problems.map((phrase) => ({ field: 'ranges' as const, phrase })),
    ...excluded.problems.map((phrase) => ({ field: 'exclude' as const, phrase })),
  ]
  const allPorts = [...new Set(ports)]
  const holes = spanIndex(excluded.spans)
  const listed = list.filter(({ host }) => !unwanted.has(host) && !liesIn(holes, host))
  const hosts = new Set(listed.map(({ host }) => host))
  const names = wanted.names.filter((name) => !unwanted.has(name) && !hosts.has(name))
  // A listed address is asked as its row says, and not a second time for its range.
  const spans = without(wanted.spans, [...excluded.spans, ...listed.flatMap(({ host }) => spanOf(host))])
  return { sweep: sweepOf(listedTargets(listed, allPorts), spanIndex(spans), names, allPorts), problems }
}

function listedTargets(rows: readonly Listed[], ports: readonly number[]): Target[] {
  return rows.flatMap((row) => (row.port === null ? ports : [row.port]).map((port) => ({ host: row.host, port, listed: row })))
}

function sweepOf(listed: readonly Target[], spans: SpanIndex, names: readonly string[], ports: readonly number[]): Sweep {
  const inRanges = spans.count * ports.length
  const count = listed.length + inRanges + names.length * ports.length
  const named = new Set(names)
  const keys = new Set(listed.map(({ host, port }) => `${host}|${port}`))
  return {
    count,
    at(position) {
      const given = listed[position]
      if (given) return given
      const past = position - listed.length
      const place = Math.floor(past / ports.length)
      const host = past < inRanges ? spans.at(place) : names[place - inRanges / ports.length]
      const port = ports[past % ports.length]
      if (host === undefined || host === null || port === undefined) throw new RangeError(`no target at ${position} of ${count}`)
      return { host, port, listed: null }
    },
    has(host, port) {
      const plain = plainHost(host)
      return keys.has(`${plain}|${port}`) || (ports.includes(port) && (named.has(plain) || liesIn(spans, plain)))
    },
  }
}

function liesIn(spans: SpanIndex, host: string): boolean {
  const address = readAddress(host)
  return address !== null && spans.has(address)
}

function spanOf(host: string): Span[] {
  const address = readAddress(host)
  return address ? [{ family: address.family, first: address.value, last: address.value }] : []
}
