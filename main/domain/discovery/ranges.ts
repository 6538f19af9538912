/** What a person writes for addresses: subnets, ranges, single addresses and names → spans that do not overlap. Counting never enumerates. Pure. */
import type { Phrase } from '../../../shared/model/phrase.ts'
import { Host } from '../../../shared/model/device.ts'
import { bitsOf, readAddress, writeAddress, type Address } from './address.ts'

/** Addresses from first to last, both included. */
export type Span = { readonly family: 4 | 6; readonly first: bigint; readonly last: bigint }
export type Ranges = { readonly spans: Span[]; readonly names: string[]; readonly problems: Phrase[] }

/** A longer list of complaints helps nobody. */
const MOST_PROBLEMS = 5
/** A shorter IPv6 prefix has more addresses than anybody can ask. */
const LEAST_SIX = 112

/** Reads ranges separated by blanks, commas, semicolons or lines; `#` begins a remark. Spans come back merged, names each once. */
export function readRanges(text: string): Ranges {
  const spans: Span[] = []
  const names = new Set<string>()
  const problems: Phrase[] = []
  for (const word of wordsOf(text)) {
    const read = readRange(word)
    if ('key' in read) problems.push(read)
    else if ('name' in read) names.add(read.name)
    else spans.push(...read.spans)
  }
  return { spans: merge(spans), names: [...names], problems: problems.slice(0, MOST_PROBLEMS) }
}

function wordsOf(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/#.*$/gm, '')
    .replace(/[ \t]*[-–—][ \t]*/g, '-')
    .split(/[\s,;]+/)
    .filter(Boolean)
}

function readRange(word: string): { spans: Span[] } | { name: string } | Phrase {
  const slash = word.indexOf('/')
  if (slash >= 0) return readSubnet(word, word.slice(0, slash), word.slice(slash + 1))
  const single = readAddress(word)
  if (single) return { spans: [{ family: single.family, first: single.value, last: single.value }] }
  const dash = word.indexOf('-')
  const first = dash > 0 ? readAddress(word.slice(0, dash)) : null
  if (first) return readFromTo(word, first, word.slice(dash + 1))
  // All digits and dots is a mistyped address, not a name.
  if (/[a-z]/i.test(word) && !word.includes(':') && Host.safeParse(word).success) return { name: word.toLowerCase() }
  return problem('unreadable', word)
}

function readSubnet(word: string, address: string, length: string): { spans: Span[] } | Phrase {
  const base = readAddress(address)
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN
  if (!base) return problem('unreadable', word)
  if (!(prefix <= bitsOf(base.family))) return problem('prefix', word, { most: bitsOf(base.family) })
  if (base.family === 6 && prefix < LEAST_SIX) return problem('prefixSix', word, { least: LEAST_SIX })
  const { first, last } = subnetOf(base, prefix)
  // Network and broadcast address of an IPv4 subnet are nobody's.
  const edges = base.family === 4 && prefix <= 30 ? 1n : 0n
  return { spans: [{ family: base.family, first: first + edges, last: last - edges }] }
}

/** The whole subnet that an address lies in. */
export function subnetOf({ family, value }: Address, prefix: number): Span {
  const size = 1n << BigInt(bitsOf(family) - prefix)
  const first = value - (value % size)
  return { family, first, last: first + size - 1n }
}

function readFromTo(word: string, first: Address, end: string): { spans: Span[] } | Phrase {
  // 10.1.2.10-40: the end stands for the last number alone.
  const octet = first.family === 4 && /^\d{1,3}$/.test(end) && Number(end) < 256 ? BigInt(end) : null
  const last = octet === null ? readAddress(end) : { family: first.family, value: first.value - (first.value % 256n) + octet }
  if (!last || last.family !== first.family) return problem('unreadable', word)
  if (last.value < first.value) return problem('reversed', word)
  return { spans: [{ family: first.family, first: first.value, last: last.value }] }
}

function problem(key: string, word: string, params: Record<string, number> = {}): Phrase {
  return { key: `error.scan.${key}`, params: { text: word.slice(0, 80), ...params } }
}

/** Sorted, and each address in one span only. */
export function merge(spans: readonly Span[]): Span[] {
  const sorted = spans.toSorted((a, b) => a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
  const merged: Span[] = []
  for (const span of sorted) {
    // A subnet of two addresses has none between its ends.
    if (span.last < span.first) continue
    const before = merged.at(-1)
    if (before && before.family === span.family && span.first <= before.last + 1n) {
      if (span.last > before.last) merged[merged.length - 1] = { ...before, last: span.last }
    } else merged.push(span)
  }
  return merged
}

/** What of merged spans lies in none of the others; both are gone through once, however many there are. */
export function without(spans: readonly Span[], excluded: readonly Span[]): Span[] {
  const holes = merge(excluded)
  const left: Span[] = []
  let next = 0
  for (const span of spans) {
    let { first } = span
    while (next < holes.length && endsBefore(holes[next], span)) next += 1
    for (let at = next; ; at++) {
      const hole = holes[at]
      if (!hole || hole.family !== span.family || hole.first > span.last) break
      if (hole.first > first) left.push({ ...span, first, last: hole.first - 1n })
      first = hole.last + 1n
    }
    if (first <= span.last) left.push({ ...span, first })
  }
  return left
}

function endsBefore(hole: Span | undefined, span: Span): boolean {
  return hole !== undefined && (hole.family < span.family || (hole.family === span.family && hole.last < span.first))
}

/** Addresses in merged spans. */
export function countOf(spans: readonly Span[]): number {
  return Number(spans.reduce((sum, { first, last }) => sum + (last < first ? 0n : last - first + 1n), 0n))
}

export type SpanIndex = {
  readonly count: number
  /** The address at a position, counted from 0; null beyond them. */
  at(position: number): string | null
  has(address: Address): boolean
}

/** Merged spans made ready to be asked often. */
export function spanIndex(spans: readonly Span[]): SpanIndex {
  const full = spans.filter(({ first, last }) => first <= last)
  /** How many addresses stand before each span. */
  const starts: number[] = []
  let count = 0
  for (const { first, last } of full) {
    starts.push(count)
    count += Number(last - first + 1n)
  }
  /** The last span that does not lie behind what is looked for; -1 where all do. */
  const find = (isBehind: (at: number) => boolean): number => {
    let low = -1
    let high = full.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (isBehind(middle)) high = middle
      else low = middle
    }
    return low
  }
  return {
    count,
    at(position) {
      const at = find((i) => (starts[i] ?? 0) > position)
      const span = full[at]
      if (!span || position < 0 || position >= count) return null
      return writeAddress({ family: span.family, value: span.first + BigInt(position - (starts[at] ?? 0)) })
    },
    has({ family, value }) {
      const span = full[find((i) => isBehind(full[i], family, value))]
      return span !== undefined && span.family === family && span.first <= value && value <= span.last
    },
  }
}

function isBehind(span: Span | undefined, family: 4 | 6, value: bigint): boolean {
  return span !== undefined && (span.family > family || (span.family === family && span.first > value))
}

/** A host as it is compared: addresses in their short form, names in lower case. */
export function plainHost(host: string): string {
  const address = readAddress(host)
  return address ? writeAddress(address) : host.toLowerCase()
}
