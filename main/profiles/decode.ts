/** Values of one poll → readings: scale, sentinels, companions, states, rates, range, contradictions. Pure. */
import { metric, type Reading } from '../../shared/model/metric.ts'
import type { SnmpValue } from '../snmp/value.ts'
import { bitsOf, countAs, numberAs } from './number.ts'
import { SYS_UPTIME, type PlanItem } from './plan.ts'
import type { Transform } from './schema.ts'
import { restarted, type Clocks } from './uptime.ts'

/** What a rate needs of the poll before, by metric and instance. */
export type Counters = ReadonlyMap<string, { readonly count: bigint; readonly mono: number; readonly oid: string; readonly wide: boolean }>
export type Before = Clocks & { readonly counters: Counters }
export type Decoded = Before & { readonly readings: Reading[]; readonly restarted: boolean }

type Values = (oid: string) => SnmpValue | undefined
type Verdict = Pick<Reading, 'value' | 'quality'>

const UNAVAILABLE: Verdict = { value: null, quality: 'unavailable' }
const ERROR: Verdict = { value: null, quality: 'error' }
const RESET: Verdict = { value: null, quality: 'reset' }
const NO_COUNTERS: Counters = new Map()

/** `values` gives what came for an object, `mono` is when it came. */
export function decodePoll(plan: readonly PlanItem[], values: Values, before: Before, mono: number): Decoded {
  const clocks = { uptime: numberOf(values(SYS_UPTIME)), engine: engineOf(plan, values), mono }
  const anew = restarted(before, clocks)
  // After a restart every counter began anew, whatever it shows.
  const known = anew ? NO_COUNTERS : before.counters
  const counters = new Map<string, { count: bigint; mono: number; oid: string; wide: boolean }>()
  let doubts = false
  const readings = plan.map((item): Reading => {
    const { spec } = item
    const oid = chosen(item, values)
    const value = values(oid)
    doubts ||= spec.doubt.length > 0
    let verdict: Verdict
    if (value === undefined || value.type === 'error') verdict = ERROR
    else if (value.raw === null) verdict = UNAVAILABLE
    else if (spec.rate) {
      const count = countAs(value, spec.as)
      if (count === null) verdict = ERROR
      else {
        const now = { ...count, mono, oid }
        counters.set(item.key, now)
        verdict = anew && before.counters.has(item.key) ? RESET : rateOf(item, now, known.get(item.key), values)
      }
    } else verdict = judge(item, value, values)
    return {
      metric: spec.metric,
      instance: item.instance,
      label: item.label,
      oid,
      raw: value?.raw ?? null,
      value: verdict.value,
      quality: verdict.quality,
    }
  })
  return { readings: doubts ? doubted(plan, readings) : readings, counters, restarted: anew, ...clocks }
}

/** The first alternative that the device has. */
function chosen({ oids }: PlanItem, values: Values): string {
  if (oids.length > 1) for (const oid of oids) if (present(values(oid))) return oid
  return oids[0] ?? ''
}

function engineOf(plan: readonly PlanItem[], values: Values): number | null {
  for (const item of plan) if (item.spec.metric === 'system.uptime.engine') return numberOf(values(item.oids[0] ?? ''))
  return null
}

/** The ends of a 32-bit integer are what equipment of every make sends for "no value". Counters and time ticks may really stand there. */
const isNoValue = ({ type }: SnmpValue, number: number): boolean =>
  type === 'integer' || type === 'gauge'
    ? number === 2_147_483_647 || number === -2_147_483_648 || (type === 'gauge' && number === 4_294_967_295)
    : false

function judge(item: PlanItem, value: SnmpValue, values: Values): Verdict {
  const { spec } = item
  const sent = numberAs(value, spec.as)
  const number = sent !== null && spec.signed ? repair(sent) : sent
  if (sent !== null && number !== null) {
    if (spec.missing.includes(number) || spec.missing.includes(sent) || isNoValue(value, spec.signed ? number : sent)) return UNAVAILABLE
  }
  let doubtful = false
  if (item.status !== null && spec.status) {
    const status = numberOf(values(item.status))
    if (status !== null && spec.status.reject?.includes(status)) return UNAVAILABLE
    if (spec.status.accept && (status === null || !spec.status.accept.includes(status))) return UNAVAILABLE
    doubtful = status !== null && spec.status.doubt?.includes(status) === true
  }
  let verdict: Verdict
  if (item.codes) verdict = stateOf(item, item.codes, value, number)
  else if (number === null || isStray(spec, value)) verdict = value.raw === '' ? UNAVAILABLE : ERROR
  else if (spec.field) verdict = fieldOf(item, spec.field, value, values)
  else verdict = scaled(item, number, values)
  return doubtful ? inDoubt(verdict) : verdict
}

/** sysUpTime as INTEGER or Counter is taken only where the profile lets it be anything. */
const isStray = (spec: Transform, { type }: SnmpValue): boolean =>
  spec.metric === 'system.uptime' && spec.as === 'number' && type !== 'ticks'

const inDoubt = (verdict: Verdict): Verdict => (verdict.quality === 'good' ? { value: verdict.value, quality: 'suspect' } : verdict)

const fieldBits = (bits: bigint, { low, bits: width }: NonNullable<Transform['field']>): number =>
  Number((bits >> BigInt(low)) & ((1n << BigInt(width)) - 1n))

function fieldOf(item: PlanItem, field: NonNullable<Transform['field']>, value: SnmpValue, values: Values): Verdict {
  const bits = bitsOf(value)
  return bits === null ? ERROR : scaled(item, fieldBits(bits, field), values)
}

function stateOf(item: PlanItem, codes: ReadonlyMap<string, number>, value: SnmpValue, number: number | null): Verdict {
  const { bits, field } = item.spec
  let code: number | undefined
  if (bits || field) {
    const all = bitsOf(value)
    if (all === null) return ERROR
    if (bits) {
      const set = bits.find(({ bit }) => (all >> BigInt(bit)) & 1n)
      code = set && codes.get(`bit ${set.bit}`)
    } else if (field) code = codes.get(String(fieldBits(all, field)))
  } else {
    // A digit that came as text is no code of a number, unless the profile takes text for numbers.
    if (number === null && /^[+-]?\d+$/.test(value.raw ?? '')) return ERROR
    code = codes.get(number === null ? (value.raw ?? '') : String(number))
  }
  code ??= codes.get('otherwise')
  return code === undefined ? ERROR : { value: code, quality: 'good' }
}

/** Scales by other objects first, then by the profile. Every one of them that does not answer makes the value unavailable. */
function scaled(item: PlanItem, number: number, values: Values): Verdict {
  const { spec } = item
  let result = number
  if (item.divisor !== null) {
    const divisor = numberOf(values(item.divisor))
    if (divisor === null || divisor === 0) return UNAVAILABLE
    result /= divisor
  }
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
    const code = values(item.variant)?.raw ?? null
    const change = code !== null && Object.hasOwn(spec.variant.cases, code) ? spec.variant.cases[code] : undefined
    if (!change) return UNAVAILABLE
    result = result * change.scale + change.offset
  }
  if (spec.level) {
    if (result <= 0) return UNAVAILABLE
    result = 10 * Math.log10(result)
  }
  return ranged(item, spec.negate ? -result : result)
}

/** Nine digits behind the point are kept, twelve in all of what is large: enough for every scale, and 0.1 × 3 stays 0.3. */
function ranged({ range }: PlanItem, value: number): Verdict {
  if (!Number.isFinite(value)) return ERROR
  const rounded =
    Math.abs(value) < 1e6 ? Math.round(value * 1e9) / 1e9 : Number.isSafeInteger(value) ? value : Number(value.toPrecision(12))
  const plain = rounded === 0 ? 0 : rounded
  return { value: plain, quality: range !== null && (plain < range[0] || plain > range[1]) ? 'suspect' : 'good' }
}

type Count = { readonly count: bigint; readonly mono: number; readonly oid: string; readonly wide: boolean }

/** Counts per second since the poll before. A 32-bit counter may have passed zero once; a 64-bit one that fell was reset. */
function rateOf(item: PlanItem, now: Count, before: Count | undefined, values: Values): Verdict {
  // Another object, or the same in another width, counts something else.
  if (!before || now.mono <= before.mono || now.oid !== before.oid || now.wide !== before.wide) return UNAVAILABLE
  const elapsed = now.mono - before.mono
  const { scale, ceiling } = item.spec
  const most = item.ceiling === null || !ceiling ? null : numberOf(values(item.ceiling))
  const limit = most === null || most <= 0 || !ceiling ? null : most * ceiling.scale
  let difference = now.count - before.count
  if (!now.wide) {
    // Fast enough to pass zero more than once in this time: how often it did, nobody knows.
    if (limit !== null && (limit * elapsed) / 1000 / Math.abs(scale) >= 2 ** 32) return UNAVAILABLE
    if (difference < 0n) {
      difference += 1n << 32n
      // More than half the range in one interval is a reset, not a passing of zero.
      if (difference > 1n << 31n) return RESET
    }
  }
  if (difference < 0n) return RESET
  const verdict = ranged(item, (Number(difference) * 1000 * scale) / elapsed)
  return limit !== null && verdict.value !== null && Math.abs(verdict.value) > limit * 1.1 ? inDoubt(verdict) : verdict
}

/** What another reading of the same poll contradicts becomes suspect. */
function doubted(plan: readonly PlanItem[], readings: readonly Reading[]): Reading[] {
  return readings.map((reading, i) => {
    const rules = plan[i]?.spec.doubt ?? []
    if (reading.quality !== 'good' || rules.length === 0) return reading
    const contradicted = rules.some((rule) => lies(reading, rule) && otherLies(reading, rule.while, readings))
    return contradicted ? { ...reading, quality: 'suspect' } : reading
  })
}

type Where = { above?: number | undefined; below?: number | undefined; states?: string[] | undefined }

function otherLies(reading: Reading, where: Transform['doubt'][number]['while'], readings: readonly Reading[]): boolean {
  const others = readings.filter((other) => other.metric === where.metric && other !== reading)
  const other = others.find(({ instance }) => instance === reading.instance) ?? (others.length === 1 ? others[0] : undefined)
  return other !== undefined && other.quality === 'good' && lies(other, where)
}

function lies({ metric: key, value }: Reading, { above, below, states }: Where): boolean {
  if (value === null) return false
  if (above !== undefined && value <= above) return false
  if (below !== undefined && value >= below) return false
  return states === undefined || states.includes(metric(key).states?.[value] ?? '')
}

const present = (value: SnmpValue | undefined): boolean => value !== undefined && value.raw !== null

/** A companion, a divisor or a clock: a number of any type. */
const numberOf = (value: SnmpValue | undefined): number | null => value?.number ?? null

/** 4294957397 is −9899 that was sent as an unsigned number. */
const repair = (number: number): number => (number > 0x7fffffff && number <= 0xffffffff ? number - 0x1_0000_0000 : number)
