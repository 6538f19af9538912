/** Power in the engine: minutes of battery, what is learned of a bank, silence, restarts, and stations ranked by who goes dark first. */
import { describe, expect, it } from 'vitest'
import { openReader } from '../../../main/store/reader.ts'
import type { Branch } from '../../support/scenario.ts'
import { BY, scenario, sure, type StationPlan } from '../../support/scenario.ts'

const AH = 40
const AMPS = 20
/** Volts of a lead bank of 24 cells that has given so much of its Ah, under load. */
const sagging = (share: number): number => 49.6 - 4.6 * share - (share > 0.92 ? (share - 0.92) * 20 : 0)

const plan = (batteryAh: number | null = AH): StationPlan => ({ batteryAh, batteryCells: 24 })

function onMains(b: Branch, code: string): Branch {
  return b
    .beats(10)
    .reads(code, 'power', 'mains.state', 1)
    .reads(code, 'power', 'battery.state', 1)
    .reads(code, 'power', 'dc.voltage', 53.5)
    .reads(code, 'power', 'battery.voltage', 53.5)
    .reads(code, 'power', 'battery.current', 0)
    .reads(code, 'power', 'dc.load.current', AMPS)
}

/** `share`: of what the bank really has that is gone. */
function onBattery(b: Branch, code: string, share = 0, amps = AMPS): Branch {
  const volts = Math.round(sagging(share) * 100) / 100
  return b
    .reads(code, 'power', 'mains.state', 0)
    .reads(code, 'power', 'battery.state', 3)
    .reads(code, 'power', 'dc.voltage', volts)
    .reads(code, 'power', 'battery.voltage', volts)
    .reads(code, 'power', 'battery.current', -amps)
    .reads(code, 'power', 'dc.load.current', amps)
}

const clock = (minutes: number): string => {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`
}

/** Discharges a bank that really has `ah` from minute `from` on, until it is empty; answers the minute at which the station went dark. */
function playOut(b: Branch, code: string, from: number, ah: number): number {
  const whole = (ah / AMPS) * 60
  for (let minute = 0; minute < whole; minute += 5) {
    onBattery(b, code, minute / whole)
    b.until(clock(from + minute + 5))
  }
  onBattery(b, code, 1).until(clock(Math.ceil(from + whole) + 1))
  b.falls(code)
  return Math.ceil(from + whole) + 1
}

const powerOf = (b: Branch, code: string) => sure(b.engine.power.of(b.id(code))!)

describe('minutes of battery', () => {
  it(
    'are told from the nameplate at first, and count down',
    scenario({ A1: plan() }, (b) => {
      onMains(b, 'A1').until('00:20:00')
      expect(powerOf(b, 'A1').onBatterySince).toBeNull()
      expect(powerOf(b, 'A1').estimate.minutes).toBeGreaterThan(80)
      onBattery(b, 'A1').until('00:25:00')
      const first = powerOf(b, 'A1')
      expect(first.battery.state).toBe('discharging')
      expect(first.onBatterySince).not.toBeNull()
      expect(first.estimate).toMatchObject({ basis: 'nameplate', why: null })
      const { minutes, low, high } = first.estimate
      expect(minutes! > low! && minutes! < high!).toBe(true)
      // 34 Ah at 20 A.
      expect(minutes).toBeGreaterThan(88)
      expect(minutes).toBeLessThan(106)
      onBattery(b, 'A1', 0.1).until('00:35:00')
      expect(minutes! - powerOf(b, 'A1').estimate.minutes!).toBeGreaterThan(8)
      expect(b.row('A1').reason).toMatchObject({ key: 'health.reason.onBatteryMinutes' })
    }),
  )

  it(
    'cannot be told without Ah on record, and the sentence then speaks of volts',
    scenario({ A1: plan(null) }, (b) => {
      onMains(b, 'A1').until('00:20:00')
      onBattery(b, 'A1').until('00:25:00')
      expect(powerOf(b, 'A1').estimate).toMatchObject({ minutes: null, low: null, high: null, why: { key: 'power.why.noCapacity' } })
      expect(b.row('A1').reason).toMatchObject({ key: 'health.reason.onBattery' })
      expect(b.engine.power.onBattery()).toHaveLength(1)
    }),
  )

  it(
    'after a discharge to the end a weak bank is known for what it is, over a restart too',
    scenario({ A1: plan() }, (b) => {
      onMains(b, 'A1').until('00:10:00')
      const dark = playOut(b, 'A1', 10, 18)
      b.until(clock(dark + 20))
      // The power system started anew: it had been without power.
      onMains(b, 'A1').reads('A1', 'power', 'system.uptime', 60).rises('A1')
      b.until(clock(dark + 24))
      const { bank } = powerOf(b, 'A1')
      expect(bank.discharges).toBe(1)
      expect(bank.usableAh).toBeGreaterThan(17)
      expect(bank.usableAh).toBeLessThan(19.5)
      expect(bank.health).toBeCloseTo(0.46, 1)
      expect(bank.curve.length).toBeGreaterThan(10)
      const kept = bank.usableAh
      b.restarts('stop').until(clock(dark + 30))
      expect(powerOf(b, 'A1').bank.usableAh).toBe(kept)
      // Full again, and mains fails once more.
      b.until(clock(dark + 40))
      onBattery(b, 'A1').until(clock(dark + 44))
      const { estimate } = powerOf(b, 'A1')
      expect(estimate).toMatchObject({ basis: 'learned', confidence: 'high' })
      expect(estimate.minutes! / ((18 / AMPS) * 60)).toBeGreaterThan(0.9)
      expect(estimate.minutes! / ((18 / AMPS) * 60)).toBeLessThan(1.1)
    }),
  )

  it(
    'a silent station counts down with its age until it is surely empty; it comes back with a dead link and no word of its battery',
    scenario({ A1: plan() }, (b) => {
      onMains(b, 'A1').until('00:10:00')
      onBattery(b, 'A1', 0.1).until('00:16:00')
      const before = powerOf(b, 'A1').estimate
      b.falls('A1').until('00:50:00')
      const silent = powerOf(b, 'A1')
      expect(silent.estimate.minutes!).toBeLessThan(before.minutes! - 25)
      expect(silent.estimate.at - silent.estimate.readingAt!).toBeGreaterThan(25 * 60_000)
      expect(silent.estimate.confidence).toBe('low')
      expect(b.engine.power.onBattery().map((one) => one.stationId)).toEqual([b.id('A1')])
      b.until('04:00:00')
      expect(powerOf(b, 'A1')).toMatchObject({
        onBatterySince: null,
        battery: { state: 'empty' },
        estimate: { why: { key: 'power.why.ranOut' } },
      })
      expect(b.engine.power.onBattery()).toEqual([])
      onMains(b, 'A1').reads('A1', 'power', 'system.uptime', 900_000).rises('A1')
      b.until('04:05:00')
      const after = powerOf(b, 'A1')
      expect(after.battery.state).toBe('float')
      expect(after.bank.discharges).toBe(0)
    }),
  )

  it(
    'a discharge goes on over a kill, with what nobody saw counted as a gap',
    scenario({ A1: plan() }, (b) => {
      onMains(b, 'A1').until('00:10:00')
      onBattery(b, 'A1', 0.05).until('00:40:00')
      const before = powerOf(b, 'A1')
      b.restarts('kill', '00:10:00').until('00:45:00')
      const after = powerOf(b, 'A1')
      expect(after.onBatterySince).toBe(before.onBatterySince)
      // Fifteen minutes went by, ten of them unseen.
      expect(before.estimate.minutes! - after.estimate.minutes!).toBeGreaterThan(10)
      expect(before.estimate.minutes! - after.estimate.minutes!).toBeLessThan(20)
      onMains(b, 'A1').until('00:50:00')
      b.engine.stop()
      expect(powerOf(b, 'A1').onBatterySince).toBeNull()
      const reader = openReader(b.folder)
      if ('kind' in reader) throw new Error(reader.detail)
      const [first] = reader.discharges(b.id('A1'), 10)
      reader.close()
      expect(first).toMatchObject({ endedBy: 'mains' })
      expect(first!.gapMs).toBeGreaterThan(9 * 60_000)
      expect(first!.removedAh).toBeGreaterThan(12)
      expect(first!.removedAh).toBeLessThan(18)
    }),
  )

  it(
    'another bank on record begins anew, and a person may forget what was learned, with an audit row',
    scenario({ A1: plan() }, (b) => {
      onMains(b, 'A1').until('00:10:00')
      const dark = playOut(b, 'A1', 10, 18)
      onMains(b, 'A1')
        .reads('A1', 'power', 'system.uptime', 60)
        .until(clock(dark + 20))
      b.rises('A1').until(clock(dark + 24))
      expect(powerOf(b, 'A1').bank.discharges).toBe(1)
      const forgotten = sure(b.engine.power.forget(b.id('A1'), 'thay 2 bình', BY))
      expect(forgotten).toMatchObject({ discharges: 0, usableAh: null, health: null })
      expect(b.operations.audit.page(null, 5).rows[0]).toMatchObject({
        action: 'bank.forget',
        subject: `station:${b.id('A1')}`,
        comment: 'thay 2 bình',
        before: { discharges: 1 },
      })
      b.restarts('kill').until(clock(dark + 30))
      expect(powerOf(b, 'A1').bank.discharges).toBe(0)
    }),
  )
})

it(
  'two hundred stations lose mains: those of which minutes can be told come in their order, the others last',
  scenario(Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`S${n}`, plan(n % 20 === 7 ? null : 50 + ((n * 37) % 200))])), (b) => {
    const codes = [...b.ids.keys()]
    for (const code of codes) onMains(b, code)
    b.until('00:02:00')
    for (const code of codes) onBattery(b, code, 0.02, 15 + (b.id(code) % 9))
    b.until('00:04:00')
    const list = b.engine.power.onBattery()
    expect(list).toHaveLength(200)
    const told = list.flatMap((one) => one.estimate.minutes ?? [])
    expect(told).toHaveLength(190)
    expect(told).toEqual(told.toSorted((x, y) => x - y))
    expect(list.slice(190).every((one) => one.estimate.why?.key === 'power.why.noCapacity')).toBe(true)
    // One comes back and is gone from the list within its next poll.
    onMains(b, 'S3').until('00:05:00')
    expect(b.engine.power.onBattery().some((one) => one.stationId === b.id('S3'))).toBe(false)
  }),
)
