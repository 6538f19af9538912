/** The preview of a rule over seven days of 3,000 stations, as the reader answers it: in pieces, the longest pause of its thread, and a chart asked for in between. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { paced } from '../../main/app/paced.ts'
import { rulePreview } from '../../main/app/rule-preview.ts'
import { encodeChunk } from '../../main/store/history/codec.ts'
import { dayOf } from '../../main/store/history/keys.ts'
import { openSeeder } from '../../main/store/history/seed.ts'
import { openOperations } from '../../main/store/operations.ts'
import { openReader } from '../../main/store/reader.ts'
import { isOpenProblem } from '../../main/store/sqlite.ts'
import type { PreviewPiece, RuleProposal } from '../../shared/contract/rules.ts'
import { DEFAULT_RULES } from '../../main/domain/alarm/rules.ts'
import type { MetricKey } from '../../shared/model/metric.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import { StationInput } from '../../shared/model/station.ts'
import { median, printTable } from './_table.ts'

const STATIONS = 3000
const DAYS = 8
const TO = Date.UTC(2026, 10, 24, 16, 59)
const SERIES: readonly [MetricKey, string][] = [
  ['environment.temperature', ''],
  ['environment.humidity', ''],
  ['environment.door', ''],
  ['environment.smoke', ''],
  ['battery.voltage', ''],
  ['battery.current', ''],
  ['battery.state', ''],
  ['mains.voltage', 'L1'],
  ['mains.voltage', 'L2'],
  ['mains.voltage', 'L3'],
  ['mains.state', ''],
  ['dc.voltage', ''],
  ['rectifier.state', ''],
]

const HEADS = [
  '7 days of 3,000 stations',
  'all, s',
  'series',
  'pieces',
  'longest, ms',
  'chart meanwhile, ms',
  'slowest chart, ms',
  'alarms',
]

/** A day of one device: room temperature that goes up and down, the rest a little restless. A few different ones are repeated. */
function dayRow(day: number, seed: number): Uint8Array {
  const begin = day * 86_400_000 - 7 * 3_600_000
  let state = seed + 1
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const at = Float64Array.from({ length: 1440 }, (_, i) => begin + i * 60_000 + seed * 7)
  const columns = SERIES.map(([metric], slot) => {
    let walk = metric === 'environment.temperature' ? 32 : 50
    const values = Float64Array.from(at, () => {
      walk += (random() - 0.5) * 0.6
      return metric.endsWith('state') || metric.endsWith('door') || metric.endsWith('smoke')
        ? random() < 0.001
          ? 1
          : 0
        : Math.round(walk * 10) / 10
    })
    return { slot, decimals: 1, states: new Uint8Array(at.length), values }
  })
  return encodeChunk({ at, columns })
}

function build(folder: string): void {
  const operations = openOperations(folder)
  if (isOpenProblem(operations)) throw new Error(operations.detail)
  const by = { actor: { name: 'bench', role: 'admin' as const }, at: TO }
  operations.credentials.add('demo', { version: '2c', community: 'public' }, by)
  const { communeId: _c, hamletId: _h, feederId: _f, parentIds: _p, ...plain } = StationInput.parse({ code: 'XX', name: 'x', communeId: 1 })
  const code = (i: number) => `B${String(i).padStart(4, '0')}`
  const stations = Array.from({ length: STATIONS }, (_, i) => ({
    ...plain,
    code: code(i),
    name: `Trạm ${i}`,
    province: 'Tuyên Quang',
    commune: 'Nà Hang',
    hamlet: null,
    parentCodes: [],
  }))
  const devices = stations.map((station, i) => ({
    name: 'power',
    kind: 'power' as const,
    host: '127.0.0.1',
    port: 10_000 + i,
    context: '',
    profile: 'auto',
    intervalSeconds: null,
    elsewhere: false,
    enabled: true,
    stationCode: station.code,
    credential: 'demo',
  }))
  const done = operations.inventory.bulk(
    { communes: [{ province: 'Tuyên Quang', name: 'Nà Hang', code: '' }], hamlets: [], stations, devices },
    by,
  )
  if (isRefusal(done)) throw new Error(JSON.stringify(done))
  const seeder = openSeeder(folder, { unsafe: true })
  if (isOpenProblem(seeder)) throw new Error(seeder.detail)
  const today = dayOf(TO)
  for (const { id } of done.devices)
    seeder.series(
      id,
      SERIES.map(([metric, instance]) => ({ metric, instance, label: '' })),
    )
  for (let day = today - DAYS; day <= today; day++) {
    const bodies = Array.from({ length: 16 }, (_, seed) => dayRow(day, seed))
    for (const { id } of done.devices) seeder.row('days', day, id, bodies[id % bodies.length]!)
  }
  seeder.close()
  operations.close()
}

export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'branchwatch-bench-preview-'))
  try {
    build(folder)
    const rows: (string | number)[][] = []
    for (const [name, ruleId, raise] of [
      ['room temperature 38 → 36 °C', 'room-temperature', 36],
      ['mains voltage, three phases, 176 → 180 V', 'mains-voltage-low', 180],
      ['mains.state off', 'mains-failure', 0],
    ] as const) {
      const rule = DEFAULT_RULES.find(({ id }) => id === ruleId)!
      const { condition } = rule
      const proposal: RuleProposal = {
        kind: 'rule',
        rule:
          condition.kind === 'threshold'
            ? { ...rule, condition: { ...condition, raise } }
            : { ...rule, raiseHold: { polls: 5, seconds: 0 } },
      }
      rows.push([name, ...(await ask(folder, proposal))])
    }
    printTable(HEADS, rows)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function ask(folder: string, proposal: RuleProposal): Promise<(string | number)[]> {
  const reader = openReader(folder)
  if (isOpenProblem(reader)) throw new Error(reader.detail)
  const never = new AbortController().signal
  const pieces: number[] = []
  const charts: number[] = []
  const total = { before: 0, after: 0, series: 0 }
  const began = performance.now()
  const asking = new AbortController()
  // Somebody looks at charts meanwhile.
  const watching = (async () => {
    while (!asking.signal.aborted) {
      const since = performance.now()
      await paced(
        reader.series({
          series: [{ deviceId: 1 + (charts.length % STATIONS), metric: 'battery.voltage', instance: '' }],
          from: TO - 86_400_000,
          to: TO,
          pixels: 800,
        }),
        never,
      )
      charts.push(performance.now() - since)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  })()
  for (let after: number | null = 0; after !== null;) {
    const since = performance.now()
    const piece: PreviewPiece | { refused: string } = await paced(
      rulePreview(reader, reader.inventory(), { proposal, to: TO, days: 7, after }, () => performance.now()),
      never,
    )
    if (isRefusal(piece)) throw new Error(JSON.stringify(piece))
    const { rows, next, coverage } = piece as PreviewPiece
    for (const row of rows) {
      total.before += row.before.alarms
      total.after += row.after.alarms
    }
    total.series += coverage.series
    pieces.push(performance.now() - since)
    after = next
  }
  const seconds = (performance.now() - began) / 1000
  asking.abort()
  await watching
  reader.close()
  return [
    seconds.toFixed(1),
    total.series,
    pieces.length,
    Math.max(...pieces).toFixed(0),
    median(charts).toFixed(0),
    Math.max(...charts).toFixed(0),
    `${total.before} → ${total.after}`,
  ]
}
