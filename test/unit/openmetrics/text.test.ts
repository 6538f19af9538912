/** The text for Prometheus: names and units by its conventions, families whole, hostile names escaped, nothing stale; read by its own tool where there is one. */
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { FAMILIES, inBase } from '../../../main/reports/openmetrics/names.ts'
import { ownText, type OwnFigures } from '../../../main/reports/openmetrics/own.ts'
import { addStation, readingsText, type Lines, type ScrapedStation } from '../../../main/reports/openmetrics/readings.ts'
import { CONTENT_TYPES, endOf, formOf, type Form } from '../../../main/reports/openmetrics/text.ts'
import { METRICS, MetricKey } from '../../../shared/model/metric.ts'
import { loud } from '../../support/loud.ts'
import { reading } from '../store/kit.ts'

const OWN: OwnFigures = {
  version: '1.0.0',
  poll: { devices: 3, answering: 2, inFlight: 1, waiting: 0, polls: 100, timeouts: 4, missed: 1, cycleMs: 1234, lastReadingAt: null },
  stations: { up: 2, down: 1 },
  alarms: { critical: 1, major: 0 },
  unacknowledged: 1,
  traps: { matched: 5 },
  stores: { operations: true, history: false },
  files: { operations: 4096 },
  restarts: { core: 0 },
  loops: { core: 0.002 },
  process: { residentBytes: 1e8, cpuSeconds: 1.5, startedAt: 1_793_466_000.5 },
}
const HOSTILE = 'Trạm "Lũng\\Cú"\n# TYPE x gauge\nx{a="b"} 1'
const station = (readings: ScrapedStation['devices'][number]['readings'], code = 'TQG001'): ScrapedStation => ({
  code, name: HOSTILE, commune: 'Nà Hang', province: 'Tuyên Quang', up: true, devices: [{ name: 'Tủ nguồn', readings }],
}) // prettier-ignore
const EVERY = new Set(MetricKey.options)

function text(stations: readonly ScrapedStation[], form: Form = 'openmetrics', most = 1000): string {
  const parts = stations.map((one) => {
    const lines: Lines = {}
    return { lines, left: addStation(lines, one, EVERY, most).left }
  })
  const left = parts.reduce((sum, part) => sum + part.left, 0)
  return ownText(OWN, form) + [...readingsText(parts.map(({ lines }) => lines), left, form)].join('') // prettier-ignore
}

describe('names', () => {
  it('are one for each metric, in the alphabet of the format, with the unit at the end', () => {
    const names = [...FAMILIES.values()].map(({ name }) => name)
    expect(new Set(names).size).toBe(Object.keys(METRICS).length)
    for (const { name, unit } of FAMILIES.values()) {
      expect(name).toMatch(/^branchwatch_[a-z0-9_]+$/)
      expect(unit === undefined || name.endsWith(`_${unit}`)).toBe(true)
    }
    expect(FAMILIES.get('dc.voltage')).toMatchObject({ name: 'branchwatch_dc_voltage_volts', unit: 'volts', times: 1 })
    expect(FAMILIES.get('battery.minutes')?.name).toBe('branchwatch_battery_seconds')
    expect(FAMILIES.get('battery.state')?.help).toContain('3 discharge')
  })

  it('have values in base units, exact to the last digit that there was', () => {
    expect([inBase(98.1, 0.01), inBase(0.07, 60), inBase(7_142.5, 1e6), inBase(-48.2, 1)]).toEqual([0.981, 4.2, 7_142_500_000, -48.2])
  })
})

describe('the text', () => {
  it('is the form that was asked for', () => {
    const prometheus = 'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1'
    expect([formOf(prometheus), formOf('text/plain'), formOf(undefined)]).toEqual(['openmetrics', 'prometheus', 'prometheus'])
    expect(CONTENT_TYPES.openmetrics).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8')
    expect([endOf('openmetrics'), endOf('prometheus')]).toEqual(['# EOF\n', ''])
  }) // prettier-ignore

  it('tells good readings, and neither stale nor doubtful ones, nor none', () => {
    const lines = text([
      station([reading('dc.voltage', 53.9), reading('dc.load.current', 5, 'stale'), reading('battery.charge', 98.1), reading('mains.voltage', 900, 'suspect'), reading('battery.voltage', null)]),
    ]) // prettier-ignore
    expect(lines).toContain('\nbranchwatch_dc_voltage_volts{station="TQG001",device="Tủ nguồn"} 53.9\n')
    expect(lines).toContain('\nbranchwatch_battery_charge_ratio{station="TQG001",device="Tủ nguồn"} 0.981\n')
    expect(lines).toContain('\nbranchwatch_station_up{station="TQG001"} 1\n')
    expect(lines).not.toMatch(/dc_load_current|mains_voltage|battery_voltage/)
    expect(lines).not.toMatch(/NaN|null|undefined/)
    expect(lines.endsWith('# EOF\n')).toBe(true)
  })

  it('keeps each family together, told once, whatever the order of stations', () => {
    const both = [reading('dc.voltage', 53.9), reading('battery.charge', 98.1)]
    const lines = text([station(both), station(both, 'TQG002')]).split('\n')
    const families = lines.flatMap((line) => /^(branchwatch_(?:dc_voltage|battery_charge)\w*)\{/.exec(line)?.[1] ?? [])
    expect(families.join()).toMatch(/^(branchwatch_dc_voltage_volts,){2}branchwatch_battery_charge_ratio,branchwatch_battery_charge_ratio$/)
    expect(lines.filter((line) => line.startsWith('# TYPE')).length).toBe(new Set(lines.filter((line) => line.startsWith('# TYPE'))).size)
  })

  it('lets no name out of its quotes', () => {
    const lines = text([station([])]).split('\n')
    const info = lines.find((line) => line.startsWith('branchwatch_station_info'))
    expect(info).toBe('branchwatch_station_info{station="TQG001",name="Trạm \\"Lũng\\\\Cú\\"\\n# TYPE x gauge\\nx{a=\\"b\\"} 1",commune="Nà Hang",province="Tuyên Quang"} 1')
    expect(lines.filter((line) => line.startsWith('x{') || line.startsWith('# TYPE x'))).toEqual([])
  }) // prettier-ignore

  it('says how many readings it leaves out', () => {
    const three = [reading('dc.voltage', 1), reading('dc.load.current', 2), reading('battery.charge', 3)]
    expect(text([station(three)], 'openmetrics', 2)).toContain('\nbranchwatch_readings_left_out 1\n')
    expect(text([station(three)])).toContain('\nbranchwatch_readings_left_out 0\n')
  })

  it('is right by the tool that comes with Prometheus', () => {
    const one = MetricKey.options.map((key) => reading(key, 1))
    const { status, stdout, stderr, error } = spawnSync('promtool', ['check', 'metrics'], { input: text([station(one)], 'prometheus'), encoding: 'utf8' })
    if (error) return loud('promtool is not installed')
    expect([status, stdout, stderr]).toEqual([0, '', ''])
  }) // prettier-ignore
})
