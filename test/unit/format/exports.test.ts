/** Every file that a spreadsheet opens: whatever devices and stations are called, no cell is a formula, none hides or steers anything. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { uptimeCsv } from '../../../main/reports/uptime/csv.ts'
import { uptimeReport } from '../../../main/reports/uptime/report.ts'
import { AlarmTally } from '../../../main/domain/alarm-health/tally.ts'
import { healthCsv } from '../../../renderer/screens/alarm-health/csv.ts'
import { rowsCsv } from '../../../renderer/screens/alarm-list/copy.ts'
import { devicesCsv, joiner, type ListedDevice } from '../../../renderer/screens/device-list/rows.ts'
import { template } from '../../../renderer/screens/settings/template.ts'
import { seriesCsv } from '../../../renderer/charts/csv.ts'
import { LOCALES, translator, type Locale } from '../../../shared/i18n/words.ts'
import { StationInput } from '../../../shared/model/station.ts'
import { alarmRow } from '../../support/alarm.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const HOSTILE = [
  "=cmd|' /C calc'!A0",
  '+1+cmd',
  '-2+3',
  '@SUM(1)',
  '\t=1+1',
  '\r=1+1',
  '  =1+1',
  '\u200B=1+1',
  '\u202E=1+1',
  '＝1+1',
  '|x',
  'a";=1+1;"b',
  'a\n=1+1',
  'x\u001B[31m\u0007\u0000y\u2028z',
  'đầu\u202Egnp.exe\u2066',
  'q'.repeat(40_000),
]

type Exporter = { file: string; made: (name: string, locale: Locale) => string }
const DEVICE: ListedDevice = {
  id: 1, stationId: 1, name: '', kind: 'power', host: '10.1.1.1', port: 161, credentialId: 1, context: '', profile: 'auto', profileInUse: null,
  intervalSeconds: null, enabled: true, elsewhere: false, retired: false, version: 1,
  status: { deviceId: 1, outcome: 'ok', at: 1_700_000_000_000, lastOkAt: 1_700_000_000_000, responseMs: 12, failures: 0 },
} // prettier-ignore
const EXPORTERS: readonly Exporter[] = [
  {
    file: 'main/reports/uptime/csv.ts',
    made(name, locale) {
      const station = {
        ...StationInput.parse({ code: 'TQG1', name: 'x', communeId: 1 }),
        name,
        id: 1,
        retiredOn: null,
        maintenance: null,
        mergedInto: null,
        version: 1,
      }
      const communes = [{ id: 1, provinceId: 1, code: '', name, formerNames: [] }]
      const report = uptimeReport({
        month: '2026-10',
        policy: { unreachableIsDown: false },
        stations: [station],
        communes,
        intervals: [],
        now: 1.8e12,
      })
      return uptimeCsv(report, locale, 'stations').text + uptimeCsv(report, locale, 'communes').text.replace('\uFEFF', '')
    },
  },
  {
    file: 'renderer/charts/csv.ts',
    made: (name, locale) =>
      seriesCsv(
        [
          {
            name,
            series: {
              deviceId: 1,
              metric: 'dc.voltage',
              instance: '1',
              label: name,
              resolution: 'raw',
              at: Float64Array.of(1.7e12),
              min: Float64Array.of(-1),
              max: Float64Array.of(2),
              mean: Float64Array.of(-0.5),
              quality: Uint8Array.of(0),
            },
          },
        ],
        translator(locale),
        locale,
      ),
  },
  { file: 'renderer/screens/settings/template.ts', made: (name, locale) => template('devices', locale, name).text },
  {
    file: 'renderer/screens/alarm-list/copy.ts',
    made(name, locale) {
      const alarm = alarmRow(1, { assignedTo: name, acknowledgedBy: name })
      const row = { id: 1, alarm, title: name, code: name, station: name, communeId: 1, commune: name, text: '' }
      return rowsCsv([row], translator(locale), locale)
    },
  },
  {
    file: 'renderer/screens/alarm-health/csv.ts',
    made(name, locale) {
      const tally = new AlarmTally(0, 86_400_000)
      tally.add(alarmRow(1))
      const health = tally.finish({ operators: null, standing: { count: 0, rows: [] }, shelved: [], now: 86_400_000 })
      return healthCsv(health, translator(locale), { station: () => name, rule: () => name })
    },
  },
  {
    file: 'renderer/screens/device-list/rows.ts',
    made(name, locale) {
      const profiles = new Map([['p', { id: 'p', name, verified: true }]])
      const rows = joiner()([{ ...DEVICE, name, profileInUse: 'p' }], () => ({ code: name, name }), profiles)
      return devicesCsv(rows, [name], () => [name, name, name], locale === 'vi')
    },
  },
]

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name))
}

describe('exports', () => {
  it('are all here', () => {
    const writing = ['main', 'renderer', 'shared']
      .flatMap(sources)
      .filter((file) => /\bcsvFile\(/.test(readFileSync(join(ROOT, file), 'utf8')))
    expect(writing.filter((file) => file !== 'shared/format/csv.ts').sort()).toEqual(EXPORTERS.map(({ file }) => file).sort())
  })

  it.each(EXPORTERS.map((one) => [one.file, one] as const))('%s is safe to open', (_file, { made }) => {
    for (const locale of LOCALES) {
      for (const name of HOSTILE) {
        const rows: string[][] = parse(made(name, locale), { bom: true, relax_column_count: true })
        const cells = rows.flat()
        const number = /^-?\d+(?:[.,]\d+)?$/
        expect(cells.filter((cell) => /^\s*[=+\-@|＝＋－＠]/.test(cell) && !number.test(cell))).toEqual([])
        expect(cells.filter((cell) => /[^\P{C}\n]|[\p{Zl}\p{Zp}]/u.test(cell))).toEqual([])
        expect(Math.max(...cells.map((cell) => cell.length))).toBeLessThan(32_767)
      }
    }
  })
})
