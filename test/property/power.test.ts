/** Minutes of battery whatever the equipment says: never a number where an input is missing, never one that contradicts itself. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { DeviceKind } from '../../shared/model/device.ts'
import type { MetricKey, Quality, Reading } from '../../shared/model/metric.ts'
import { BatteryEstimate, StationPower } from '../../shared/model/power.ts'
import { newBank, type BankRecord, type LearnedBank } from '../../main/domain/power/bank.ts'
import { carriedOn, estimate } from '../../main/domain/power/estimate.ts'
import { readPower, type PowerDevice } from '../../main/domain/power/inputs.ts'
import { FRESH, resume } from '../../main/domain/power/tracker.ts'
import { powerView } from '../support/power-kit.ts'
import { takePower, WatchState, type PowerWatch } from '../../main/domain/power/watch.ts'

const START = Date.UTC(2026, 5, 1)
const MINUTE = 60_000

type Said = { value: number | null; quality: Quality }
const NAMES = [
  'mains.state',
  'mains.voltage',
  'dc.voltage',
  'battery.voltage',
  'battery.current',
  'battery.state',
  'battery.charge',
  'battery.minutes',
  'dc.load.current',
  'dc.load.power',
  'rectifier.current.total',
  'rectifier.state',
  'system.uptime',
  'ups.source',
] as const satisfies readonly MetricKey[]

/** Values as they come in the field, and as they do not. */
const likely: Record<(typeof NAMES)[number], fc.Arbitrary<number>> = {
  'mains.state': fc.constantFrom(0, 0, 0, 1, 4),
  'mains.voltage': fc.constantFrom(0, 0, 48, 221),
  'dc.voltage': fc.oneof(fc.double({ min: 43, max: 55, noNaN: true }), fc.constantFrom(5.39, 0, 26, 500)),
  'battery.voltage': fc.oneof(fc.double({ min: 43, max: 55, noNaN: true }), fc.constantFrom(4.8, 216)),
  'battery.current': fc.oneof(fc.double({ min: -60, max: -1, noNaN: true }), fc.constantFrom(0, 12, -300, -0.05)),
  'battery.state': fc.constantFrom(0, 1, 2, 3, 3, 3, 4, 5, 6, 7, 8),
  'battery.charge': fc.double({ min: 0, max: 100, noNaN: true }),
  'battery.minutes': fc.constantFrom(0, 3, 120, 300, 20_000),
  'dc.load.current': fc.oneof(fc.double({ min: 0, max: 60, noNaN: true }), fc.constantFrom(0, 0.1)),
  'dc.load.power': fc.double({ min: 0, max: 3000, noNaN: true }),
  'rectifier.current.total': fc.constantFrom(0, 0, 0, 0.4, 25),
  'rectifier.state': fc.constantFrom(0, 1, 2),
  'system.uptime': fc.constantFrom(10, 100_000),
  'ups.source': fc.constantFrom(1, 3),
}
const quality = fc.constantFrom<Quality>('good', 'good', 'good', 'good', 'good', 'good', 'suspect', 'unavailable', 'error')

const poll = fc
  .record(Object.fromEntries(NAMES.map((name) => [name, fc.option(fc.record({ value: likely[name], quality }), { freq: 5 })])))
  .map((said) =>
    NAMES.flatMap((metric): Reading[] => {
      const one = (said as Record<string, Said | null>)[metric]
      if (!one) return []
      const value = one.quality === 'good' || one.quality === 'suspect' ? one.value : null
      return [{ metric, instance: '', label: '', oid: '1', raw: null, value, quality: one.quality }]
    }),
  )

const record: fc.Arbitrary<BankRecord> = fc.record({
  nameplateAh: fc.constantFrom(null, 0, 100, 200, 600),
  cells: fc.constantFrom(null, 24, 16, 12),
  installedOn: fc.constantFrom(null, '2020-01-01'),
  testedOn: fc.constant(null),
})

const world = fc.record({
  record,
  kind: fc.constantFrom<DeviceKind>('power', 'power', 'power', 'ups', 'environment'),
  polls: fc.array(fc.record({ readings: poll, gap: fc.constantFrom(1, 1, 1, 1, 2, 7, 90) }), { minLength: 1, maxLength: 25 }),
  lookAfter: fc.constantFrom(0, 1, 2, 10, 1000),
  lesson: fc.option(fc.double({ min: 20, max: 500, noNaN: true }), { freq: 2 }),
})

type Given = typeof world extends fc.Arbitrary<infer T> ? T : never

function play({ record: bank, kind, polls, lesson }: Given) {
  const learned: LearnedBank = {
    ...newBank(bank),
    lessons: lesson === null ? [] : [{ at: START, ah: lesson, spread: 0.05, kind: 'complete' }],
  }
  let watch: PowerWatch = { tracker: FRESH, learned, last: null }
  let at = START
  let device: PowerDevice = { device: { id: 1, kind }, intervalMs: MINUTE, readingsAt: 0, readings: [] }
  for (const { readings, gap } of polls) {
    at += gap * MINUTE
    device = { ...device, readings, readingsAt: at }
    const inputs = readPower([device], at)
    if (inputs.deviceId !== null) watch = takePower(watch, inputs, { record: bank, installedAt: null }, { at, mono: at - START }).watch
  }
  return { watch, device, at }
}

it('is a number only where every input is there, good and fresh', () => {
  let told = 0
  let all = 0
  fc.assert(
    fc.property(world, (given) => {
      const { watch, device, at } = play(given)
      const now = at + given.lookAfter * MINUTE
      const inputs = readPower([device], now)
      const result = estimate({ inputs, tracker: watch.tracker, learned: watch.learned, record: given.record, installedAt: null, now })
      BatteryEstimate.parse(result)
      all++
      expect(result.why === null).toBe(result.minutes !== null)
      const numbers = [result.minutes, result.low, result.high, result.confidence, result.basis]
      expect(new Set(numbers.map((one) => one === null)).size).toBe(1)
      if (result.minutes === null) return
      told++
      const { low, high, minutes } = result
      expect(low !== null && high !== null && low >= 0 && low <= minutes && minutes <= high && Number.isFinite(high)).toBe(true)
      const isGood = (metric: MetricKey): boolean => device.readings.some((one) => one.metric === metric && one.quality === 'good')
      const has = (metric: MetricKey): boolean => device.readings.some((one) => one.metric === metric)
      // Fresh.
      expect(given.lookAfter).toBeLessThanOrEqual(3)
      // What is used is not suspect.
      for (const metric of ['battery.current', 'battery.charge'] as const)
        expect(device.readings.some((one) => one.metric === metric && one.quality === 'suspect')).toBe(false)
      // A voltage, but for a UPS that has none.
      expect(isGood('dc.voltage') || isGood('battery.voltage') || given.kind === 'ups').toBe(true)
      // Something says how large the bank is.
      expect((given.record.nameplateAh ?? 0) > 0 || watch.learned.lessons.length > 0 || isGood('battery.minutes')).toBe(true)
      // Something says what is drawn: now, or before where nobody ever measures it.
      const measured = isGood('battery.current') || isGood('dc.load.current') || isGood('dc.load.power')
      const neverMeasured = !has('battery.current') && !has('dc.load.current') && !has('dc.load.power')
      expect(measured || isGood('battery.minutes') || neverMeasured || watch.tracker.load !== null || watch.tracker.session !== null).toBe(
        true,
      )
    }),
    { numRuns: 400 },
  )
  // The worlds are not all so broken that nothing is ever told.
  expect(told).toBeGreaterThan(all / 100)
})

it('what is carried on over a silence only falls, stays in its band, and keeps its age', () => {
  fc.assert(
    fc.property(world, fc.nat({ max: 3000 }), fc.nat({ max: 3000 }), (given, a, b) => {
      const { watch } = play(given)
      if (!watch.last || watch.last.minutes === null) return
      const [early, late] = [Math.min(a, b), Math.max(a, b)].map((minutes) => carriedOn(watch.last!, minutes * MINUTE))
      expect(late!.minutes!).toBeLessThanOrEqual(early!.minutes!)
      for (const one of [early!, late!]) {
        expect(one.low!).toBeLessThanOrEqual(one.minutes!)
        expect(one.high!).toBeGreaterThanOrEqual(one.minutes!)
        expect(one.readingAt).toBe(watch.last.readingAt)
      }
    }),
    { numRuns: 150 },
  )
})

it('what is kept over a restart comes back as it was, and what screens see fits the contract', () => {
  fc.assert(
    fc.property(world, (given) => {
      const { watch, device, at } = play(given)
      const stored = WatchState.parse(JSON.parse(JSON.stringify({ tracker: watch.tracker, last: watch.last })))
      expect(stored.tracker).toEqual(watch.tracker)
      const later = resume(stored.tracker, { at: at + 5 * MINUTE, mono: 77 })
      const apart = later.session ? 77 - later.session.mono - (at + 5 * MINUTE - later.session.at) : 0
      expect(apart).toBeCloseTo(0, 3)
      StationPower.parse(powerView([device], watch, given.record, at))
    }),
    { numRuns: 150 },
  )
})
