/** What the power panel and the health of alarms draw: boxes and flows of the one-line diagram, figures against their targets, the CSV. */
import { describe, expect, it } from 'vitest'
import type { MetricKey, Quality } from '../../../shared/model/metric.ts'
import { translator } from '../../../shared/i18n/words.ts'
import { newBank } from '../../../main/domain/power/bank.ts'
import { AlarmTally } from '../../../main/domain/alarm-health/tally.ts'
import { FRESH } from '../../../main/domain/power/tracker.ts'
import { takePower, type PowerWatch } from '../../../main/domain/power/watch.ts'
import { readPower, type PowerDevice } from '../../../main/domain/power/inputs.ts'
import { healthCsv } from '../../../renderer/screens/alarm-health/csv.ts'
import { figuresOf, missedOf, slotAt } from '../../../renderer/screens/alarm-health/figures.ts'
import { boxesOf, flowsOf, NARROW, NARROW_PLAIN, WIDE } from '../../../renderer/screens/station/diagram.ts'
import { alarmRow } from '../../support/alarm.ts'
import { powerView, readings } from '../../support/power-kit.ts'

const AT = Date.UTC(2026, 5, 1)
const RECORD = { nameplateAh: 200, cells: 24, installedOn: null, testedOn: null }
type Values = Partial<Record<MetricKey, number | { value: number | null; quality: Quality }>>
const device = (kind: 'power' | 'genset', values: Values): PowerDevice => ({
  device: { id: kind === 'power' ? 1 : 2, kind },
  intervalMs: 60_000,
  readingsAt: AT,
  readings: readings(values),
})
const MAINS: Values = {
  'mains.state': 1,
  'mains.voltage': 221,
  'dc.voltage': 53.5,
  'battery.current': 0,
  'battery.state': 1,
  'battery.charge': 100,
  'dc.load.current': 20,
  'rectifier.current.total': 20,
}
const OFF: Values = {
  ...MAINS,
  'mains.state': 0,
  'mains.voltage': 0,
  'battery.current': -20,
  'battery.state': 3,
  'dc.voltage': 48,
  'rectifier.current.total': 0,
}

function view(devices: PowerDevice[], now = AT) {
  let watch: PowerWatch = { tracker: FRESH, learned: newBank(RECORD), last: null }
  watch = takePower(watch, readPower(devices, AT), { record: RECORD, installedAt: null }, { at: AT, mono: 1 }).watch
  return powerView(devices, watch, RECORD, now)
}
const flows = (power: ReturnType<typeof view>): string =>
  flowsOf(power)
    .map(({ from, to, how }) => `${from}>${to}:${how}`)
    .join(' ')
const states = (power: ReturnType<typeof view>): Record<string, string> =>
  Object.fromEntries(boxesOf(power).map((one) => [one.name, one.state]))

describe('the one-line diagram', () => {
  it('on mains: from the grid to the load, the battery idle', () => {
    const power = view([device('power', MAINS)])
    expect(flows(power)).toBe('grid>rectifier:on rectifier>bus:on bus>battery:idle bus>load:on')
    expect(states(power)).toMatchObject({ grid: 'mains.on', rectifier: 'rectifier.on', battery: 'battery.float', load: 'load.fed' })
  })
  it('without mains: the battery feeds the bus', () => {
    const power = view([device('power', OFF)])
    expect(flows(power)).toBe('grid>rectifier:idle rectifier>bus:idle battery>bus:on bus>load:on')
    expect(states(power)).toMatchObject({ grid: 'mains.off', battery: 'battery.discharging' })
    expect(boxesOf(power).find((one) => one.name === 'battery')?.tone).toBe('major')
  })
  it('on the genset: through the changeover', () => {
    const power = view([device('power', MAINS), device('genset', { 'genset.state': 1, 'mains.voltage': 0, 'genset.fuel': 55 })])
    expect(flows(power)).toContain('grid>changeover:idle genset>changeover:on changeover>rectifier:on')
    expect(states(power)).toMatchObject({ grid: 'mains.off', genset: 'genset.running', changeover: 'changeover.genset' })
  })
  it('of which nothing is known: says so everywhere, and shows no value that nobody reports', () => {
    const power = view([])
    expect(states(power)).toEqual({
      grid: 'mains.unknown',
      rectifier: 'rectifier.unknown',
      bus: 'bus.unknown',
      battery: 'battery.unknown',
      load: 'load.unknown',
    })
    expect(boxesOf(power).every((one) => one.value === null && one.tone === 'unknown')).toBe(true)
    expect(flowsOf(power).every((one) => one.how === 'unknown')).toBe(true)
  })
  it('old readings carry no flow', () => {
    const power = view([device('power', MAINS)], AT + 3_600_000)
    expect(flowsOf(power).some((one) => one.how === 'on')).toBe(false)
    expect(power.bus.quality).toBe('stale')
  })
  it('has a line for every flow and no boxes over each other, in every layout', () => {
    const all = [view([device('power', OFF)]), view([device('power', MAINS)])]
    const genset = [view([device('power', OFF), device('genset', { 'genset.state': 0 })])]
    for (const [layout, powers] of [
      [WIDE, [...all, ...genset]],
      [NARROW, genset],
      [NARROW_PLAIN, all],
    ] as const)
      for (const power of powers.flatMap((one) => [one, { ...one, solar: true }])) {
        for (const { from, to } of flowsOf(power)) expect(layout.lines[`${from}-${to}`], `${from}-${to}`).toBeDefined()
        const places = boxesOf(power).map((one) => layout.boxes[one.name])
        for (const [n, a] of places.entries()) {
          expect(a.x + a.w <= layout.width && a.y + a.h <= layout.height).toBe(true)
          for (const b of places.slice(n + 1))
            expect(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y).toBe(true)
        }
      }
  })
})

describe('figures of the alarm system', () => {
  const HOUR = 3_600_000
  const health = (count: number, everyMs: number) => {
    const tally = new AlarmTally(AT, AT + 24 * HOUR)
    for (let n = 0; n < count; n++)
      tally.add(alarmRow(n, { raisedAt: AT + n * everyMs, stationId: (n % 100) + 1, acknowledgedAt: AT + n * everyMs + 60_000 }))
    return tally.finish({ operators: null, standing: { count: 0, rows: [] }, shelved: [], now: AT + 24 * HOUR })
  }
  it('are met on a calm day, missed in a storm, and not judged where there is nothing', () => {
    expect(missedOf(health(60, 20 * 60_000))).toEqual([])
    expect(missedOf(health(400, 20_000))).toEqual(['rate', 'peak', 'floods'])
    expect(
      figuresOf(health(0, 1))
        .filter((one) => one.met === null)
        .map((one) => one.name),
    ).toEqual(['peak', 'floods', 'worst', 'acknowledge'])
  })
  it('know what lies under the pointer', () => {
    const storm = health(400, 20_000)
    expect(slotAt(storm, 0)).toMatchObject({ at: AT, count: 30 })
    expect(slotAt(storm, 0.99)).toMatchObject({ count: 0 })
  })
  it('go into a CSV whose cells no spreadsheet runs', () => {
    const text = healthCsv(health(400, 20_000), translator('vi'), { station: (id) => `=TQG${id}`, rule: (id) => id })
    expect(text.startsWith('\uFEFF')).toBe(true)
    expect(text).not.toMatch(/alarmHealth\.|\{\{/)
    expect(text).toContain("'=TQG1,mains-failure,4,0.0100")
  })
})
