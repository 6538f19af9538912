/** Values of one poll → readings: scale, sentinels, companions, states, rates, range. Pure. */
import type { Reading } from '../../shared/model/metric.ts'
import type { SnmpValue } from '../snmp/value.ts'
import { SYS_UPTIME, type PlanItem } from './plan.ts'

/** What a rate needs of the poll before: by metric and instance. */
export type Counters = ReadonlyMap<string, { readonly count: bigint; readonly mono: number }>
export type Decoded = { readonly readings: Reading[]; readonly counters: Counters; readonly uptime: number | null }

type Values = (oid: string) => SnmpValue | undefined
type Verdict = Pick<Reading, 'value' | 'quality'>

const UNAVAILABLE: Verdict = { value: null, quality: 'unavailable' }
const ERROR: Verdict = { value: null, quality: 'error' }

export function decodePoll(
  plan: readonly PlanItem[],
  values: Values,
  before: { counters: Counters; uptime: number | null },
  mono: number,
): Decoded {
  const uptime = numberOf(values(SYS_UPTIME))
  const counters = new Map<string, { count: bigint; mono: number }>()
  // After a restart every counter began anew, whatever it shows.
  const known = uptime !== null && before.uptime !== null && uptime < before.uptime ? new Map() : before.counters
  const readings = plan.map((item): Reading => {
    const oid = item.oids.find((candidate) => present(values(candidate))) ?? item.oids[0] ?? ''
    const value = values(oid)
    const base = { metric: item.spec.metric, instance: item.instance, label: item.label, oid, raw: value?.raw ?? null }
    if (!value || !present(value)) return { ...base, ...(value === undefined || value.type === 'error' ? ERROR : UNAVAILABLE) }
    if (!item.spec.rate) return { ...base, ...judge(item, value, values) }
    const key = `${item.spec.metric}|${item.instance}`
    const count = countOf(value)
    if (count === null) return { ...base, ...ERROR }
    counters.set(key, { count, mono })
    return { ...base, ...rateOf(item, value, count, known.get(key), mono) }
  })
  return { readings, counters, uptime }
}

/** The ends of a 32-bit integer are what equipment of every make sends for "no value". Counters and time ticks may really stand there. */
const isNoValue = ({ type }: SnmpValue, number: number): boolean =>
  (type === 'integer' || type === 'gauge') && (number === 2_147_483_647 || number === -2_147_483_648)

function judge(item: PlanItem, value: SnmpValue, values: Values): Verdict {
  const { spec } = item
  const number = numberOf(value)
  if (number !== null && (spec.missing.includes(number) || isNoValue(value, number))) return UNAVAILABLE
  if (item.status !== null && spec.status) {
    const status = numberOf(values(item.status))
    if (status !== null && spec.status.reject?.includes(status)) return UNAVAILABLE
    if (spec.status.accept && (status === null || !spec.status.accept.includes(status))) return UNAVAILABLE
  }
  if (item.codes) return stateOf(item, item.codes, value, number)
  if (number === null) return value.raw === '' ? UNAVAILABLE : ERROR
  return scaled(item, spec.signed ? repair(number) : number, values)
}

function stateOf(item: PlanItem, codes: ReadonlyMap<string, number>, value: SnmpValue, number: number | null): Verdict {
  const { bits } = item.spec
  let code: number | undefined
  if (bits && number !== null) {
    const set = bits.find(({ bit }) => (BigInt(Math.trunc(number)) >> BigInt(bit)) & 1n)
    code = set && codes.get(`bit ${set.bit}`)
  } else {
    code = codes.get(number === null ? (value.raw ?? '') : String(number))
  }
  code ??= codes.get('otherwise')
  return code === undefined ? ERROR : { value: code, quality: 'good' }
}

function scaled(item: PlanItem, number: number, values: Values): Verdict {
  const { spec } = item
  let result = number
  if (item.exponent !== null) {
    const exponent = numberOf(values(item.exponent))
    if (exponent === null || Math.abs(exponent) > 18) return UNAVAILABLE
    result *= 10 ** exponent
  }
  if (item.decimals !== null) {
    const digits = numberOf(values(item.decimals))
    if (digits === null || Math.abs(digits) > 18) return UNAVAILABLE
    result /= 10 ** digits
  }
  if (item.share !== null) {
    const whole = numberOf(values(item.share))
    if (whole === null || whole <= 0) return UNAVAILABLE
    result = (result / whole) * 100
  }
  result = result * spec.scale + spec.offset
  if (item.variant !== null && spec.variant) {
    const code = values(item.variant)
    const change = code?.raw === null || code?.raw === undefined ? undefined : spec.variant.cases[code.raw]
    if (!change) return UNAVAILABLE
    result = result * change.scale + change.offset
  }
  return ranged(item, spec.negate ? -result : result)
}

/** Ten digits are kept: enough for every scale, and 0.1 × 3 stays 0.3. */
function ranged(item: PlanItem, value: number): Verdict {
  if (!Number.isFinite(value)) return ERROR
  const rounded = value === 0 ? 0 : Number(value.toPrecision(12))
  const [low, high] = item.range ?? [-Infinity, Infinity]
  return { value: rounded, quality: rounded < low || rounded > high ? 'suspect' : 'good' }
}

/** Counts per second since the poll before. A 32-bit counter may have passed zero once; a 64-bit one that fell was reset. */
function rateOf(
  item: PlanItem,
  value: SnmpValue,
  count: bigint,
  before: { count: bigint; mono: number } | undefined,
  mono: number,
): Verdict {
  if (!before || mono <= before.mono) return UNAVAILABLE
  let difference = count - before.count
  if (difference < 0n) {
    if (value.type === 'counter64' || value.type === 'text') return UNAVAILABLE
    difference += 1n << 32n
    // More than half the range in one interval is a reset, not a wrap.
    if (difference < 0n || difference > 1n << 31n) return UNAVAILABLE
  }
  return ranged(item, (Number(difference) * 1000 * item.spec.scale) / (mono - before.mono))
}

const present = (value: SnmpValue | undefined): boolean => value !== undefined && value.raw !== null

/** The value as a number; text gives the number it begins with ("43.0 C", "-40.5"). */
export function numberOf(value: SnmpValue | undefined): number | null {
  if (!value) return null
  if (value.number !== null) return value.number
  if (value.type !== 'text' || value.raw === null) return null
  const text = /^\s*([+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?)/.exec(value.raw)?.[1]
  return text === undefined ? null : Number(text.replace(',', '.'))
}

/** A count, also where it came as eight octets of text. */
function countOf(value: SnmpValue): bigint | null {
  if (value.big !== null) return value.big
  if (value.number !== null) return Number.isInteger(value.number) ? BigInt(value.number < 0 ? value.number + 2 ** 32 : value.number) : null
  const hex = value.raw?.replace(/^0x/i, '').replace(/[\s:]/g, '') ?? ''
  if (/^[0-9a-f]{16}$/i.test(hex)) return BigInt(`0x${hex}`)
  return /^\d{1,20}$/.test(hex) ? BigInt(hex) : null
}

/** 4294957397 is −9899 that was sent as an unsigned number. */
const repair = (number: number): number => (number > 0x7fffffff && number <= 0xffffffff ? number - 0x1_0000_0000 : number)
