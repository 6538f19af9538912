/**
 * How much CPU the engine takes for a cycle of 60 s: stations × 3 devices × 13 readings on fake time with a real operations database, in a quiet hour, on an evening of
 * mains failures and in a storm, from 300 to 30,000 stations. `--stations 3000` measures one size.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '../../main/engine/create.ts'
import { openOperations } from '../../main/store/operations.ts'
import type { Inventory } from '../../main/store/store.ts'
import type { DeviceKind } from '../../shared/model/device.ts'
import type { MetricKey, Reading } from '../../shared/model/metric.ts'
import type { DevicePoll } from '../../shared/model/poll.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import { StationInput } from '../../shared/model/station.ts'
import { noHistory } from './_no-history.ts'
import { printTable } from './_table.ts'

const SIZES = [300, 3000, 30_000]
/** At 3,000 stations, ms of CPU a cycle. */
const WANTED = 150
const KINDS: DeviceKind[] = ['power', 'radio', 'environment']
const READINGS = 13
const METRICS: Partial<Record<DeviceKind, [MetricKey, number][]>> = {
  power: [
    ['mains.state', 1],
    ['mains.voltage', 228],
    ['battery.voltage', 54],
    ['battery.state', 1],
    ['battery.current', 0.2],
    ['dc.voltage', 54],
    ['dc.load.current', 22],
    ['rectifier.state', 1],
  ],
  radio: [
    ['radio.rsl', -45],
    ['radio.state', 1],
    ['interface.state', 1],
  ],
  environment: [
    ['environment.temperature', 27],
    ['environment.humidity', 60],
    ['environment.door', 0],
    ['environment.smoke', 0],
  ],
}
const ON_BATTERY: Partial<Record<MetricKey, number>> = {
  'mains.state': 0,
  'mains.voltage': 0,
  'battery.state': 3,
  'battery.current': -22,
  'battery.voltage': 50,
  'dc.voltage': 50,
}
/** A hub with those behind it; each line feeds a dozen neighbours, a commune has two dozen, three hamlets hang on two stations each. */
const HUB = 50
const LINE = 12
const COMMUNE = 24

type State = { readonly name: string; readonly mainsOff: (index: number) => boolean; readonly hubOff: (hub: number) => boolean }
const STATES: readonly State[] = [
  { name: 'quiet', mainsOff: () => false, hubOff: () => false },
  { name: 'evening: 5 % without mains, one hub in 60', mainsOff: (i) => Math.floor(i / LINE) % 20 === 3, hubOff: (hub) => hub % 60 === 5 },
  { name: 'storm: 30 % without mains, one hub in 20', mainsOff: (i) => Math.floor(i / LINE) % 10 < 3, hubOff: (hub) => hub % 20 === 5 },
  { name: 'after the storm', mainsOff: () => false, hubOff: () => false },
]
const CYCLES = 5

const made = new Map<string, Reading[]>()
function readings(kind: DeviceKind, mainsOff: boolean): Reading[] {
  const key = `${kind}${String(mainsOff)}`
  const ready = made.get(key)
  if (ready) return ready
  const known = METRICS[kind] ?? []
  const list = Array.from({ length: READINGS }, (_, i): Reading => {
    const [metric, usual] = known[i] ?? (['system.cpu', 20] as [MetricKey, number])
    const value = mainsOff ? (ON_BATTERY[metric] ?? usual) : usual
    return { metric, instance: i < known.length ? '' : String(i), label: '', oid: '1.3.6.1', raw: '1', value, quality: 'good' }
  })
  made.set(key, list)
  return list
}

type Operations = Exclude<ReturnType<typeof openOperations>, { kind: string }>

function build(folder: string, count: number): { operations: Operations; inventory: Inventory } {
  const operations = openOperations(folder)
  if ('kind' in operations) throw new Error(operations.detail)
  const by = { actor: { name: 'bench', role: 'admin' as const }, at: Date.now() }
  operations.credentials.add('demo', { version: '2c', community: 'public' }, by)
  const code = (i: number): string => `B${String(i).padStart(5, '0')}`
  const { communeId: _, hamletId: _h, parentIds: _p, feederId: _f, ...plain } = StationInput.parse({ code: 'XX', name: 'x', communeId: 1 })
  const commune = (i: number): string => `Xã ${String(Math.floor(i / COMMUNE))}`
  const stations = Array.from({ length: count }, (_, i) => ({
    ...plain,
    code: code(i),
    name: `Trạm ${i}`,
    province: 'Tuyên Quang',
    commune: commune(i),
    hamlet: null,
    feeder: `ĐZ ${String(Math.floor(i / LINE))}`,
    batteryAh: 200,
    batteryCells: 24,
    parentCodes: i % HUB === 0 ? [] : [code(i - (i % HUB))],
  }))
  const devices = stations.flatMap((station, i) =>
    KINDS.map((kind, k) => ({
      name: kind,
      kind,
      host: '127.0.0.1',
      port: 10_000 + ((i * 3 + k) % 50_000),
      context: '',
      profile: 'auto',
      intervalSeconds: null,
      elsewhere: false,
      enabled: true,
      stationCode: station.code,
      credential: 'demo',
    })),
  )
  const hamlets = stations.map((station, i) => ({
    province: 'Tuyên Quang',
    commune: station.commune,
    name: `Thôn ${i}`,
    households: 80,
    stationCodes: [station.code, code(Math.min(count - 1, i + 1))],
  }))
  const communes = [...new Set(stations.map((station) => station.commune))].map((name) => ({ province: 'Tuyên Quang', name, code: '' }))
  const done = operations.inventory.bulk({ communes, hamlets, stations, devices }, by)
  if (isRefusal(done)) throw new Error(JSON.stringify(done))
  return { operations, inventory: operations.inventory.all() }
}

type Measured = { usual: number; worst: number; longestTick: number }
type Sized = { startMs: number; states: Measured[]; heapMb: number; reloadMs: number; idleMs: number }

function measure(count: number): Sized {
  const folder = mkdtempSync(join(tmpdir(), 'branchwatch-bench-engine-'))
  const { operations, inventory } = build(folder, count)
  try {
    let at = Date.now()
    let mono = 0
    const started = process.cpuUsage()
    const engine = createEngine({ operations, history: noHistory, clock: { now: () => at, mono: () => mono } })
    const startMs = cpuMs(started)
    const indexOf = new Map(inventory.stations.map((station) => [station.id, Number(station.code.slice(1))]))
    const bySlot = Array.from({ length: 60 }, (_, slot) => inventory.devices.filter((_one, i) => i % 60 === slot))

    const cycle = (state: State): { ms: number; longest: number } => {
      // Polls are made outside the measured time: they are the poller's.
      const polls = bySlot.map((slot) =>
        slot.map((device): DevicePoll => {
          const index = indexOf.get(device.stationId) ?? 0
          const silent = state.hubOff(Math.floor(index / HUB))
          const base = { deviceId: device.id, stationId: device.stationId, at: 0, mono: 0 }
          return silent
            ? { ...base, outcome: 'timeout', responseMs: null, readings: [] }
            : { ...base, outcome: 'ok', responseMs: 20, readings: readings(device.kind, state.mainsOff(index)) }
        }),
      )
      const before = process.cpuUsage()
      let longest = 0
      for (const slot of polls) {
        at += 1000
        mono += 1000
        for (const poll of slot) engine.onPoll({ ...poll, at, mono })
        const tick = performance.now()
        engine.tick()
        engine.takeChanges()
        longest = Math.max(longest, performance.now() - tick)
      }
      return { ms: cpuMs(before), longest }
    }
    const first = STATES[0]
    if (first) for (let n = 0; n < 3; n++) cycle(first)
    const states = STATES.map((state): Measured => {
      const cycles = Array.from({ length: CYCLES }, () => cycle(state))
      const sorted = cycles.map(({ ms }) => ms).toSorted((a, b) => a - b)
      return {
        usual: sorted[Math.floor(CYCLES / 2)] ?? 0,
        worst: sorted.at(-1) ?? 0,
        longestTick: Math.max(...cycles.map(({ longest }) => longest)),
      }
    })
    const idle = process.cpuUsage()
    for (let i = 0; i < 10; i++) {
      at += 1000
      mono += 1000
      engine.tick()
      engine.overview()
    }
    const idleMs = cpuMs(idle) / 10
    const reload = process.cpuUsage()
    engine.reload()
    const reloadMs = cpuMs(reload)
    const heapMb = Math.round(process.memoryUsage().heapUsed / 2 ** 20)
    engine.stop()
    return { startMs, states, heapMb, reloadMs, idleMs }
  } finally {
    operations.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function run(): Promise<void> {
  const given = process.argv.indexOf('--stations')
  const sizes = given < 0 ? SIZES : (process.argv[given + 1] ?? '').split(',').map(Number)
  const all: Sized[] = []
  // Once for nothing, so that the smallest is not measured while its code is being compiled.
  measure(SIZES[0] ?? 300)
  for (const size of sizes) {
    all.push(measure(size))
    await new Promise((resolve) => setImmediate(resolve))
  }
  process.stdout.write(
    `${sizes.map((size) => size.toLocaleString('en')).join(', ')} stations × ${KINDS.length} devices × ${READINGS} readings; CPU ms a cycle of 60 s: median and worst of ${CYCLES}\n\n`,
  )
  const growth = (pickOne: (one: Sized) => number): string[] =>
    all.slice(1).map((one, n) => {
      const [before] = all.slice(n)
      const ratio = before ? pickOne(one) / pickOne(before) / ((sizes[n + 1] ?? 1) / (sizes[n] ?? 1)) : 0
      return `× ${ratio.toFixed(2)}`
    })
  const heads = [
    ...sizes.map((size) => size.toLocaleString('en')),
    ...sizes.slice(1).map((size) => `growth to ${size.toLocaleString('en')}`),
  ]
  const line = (name: string, pickOne: (one: Sized) => number, digits = 0): string[] => [
    name,
    ...all.map((one) => pickOne(one).toFixed(digits)),
    ...growth(pickOne),
  ]
  printTable(
    ['', ...heads],
    [
      ...STATES.flatMap(({ name }, n) => [
        line(name, (one) => one.states[n]?.usual ?? 0),
        line('  its worst cycle', (one) => one.states[n]?.worst ?? 0),
        line('  longest tick, ms', (one) => one.states[n]?.longestTick ?? 0, 1),
      ]),
      line('tick and overview with nothing new', (one) => one.idleMs, 1),
      line('reload', (one) => one.reloadMs),
      line('start', (one) => one.startMs),
      line('heap, MB', (one) => one.heapMb),
    ],
  )
  process.stdout.write(`\nwanted at 3,000 stations: ≤ ${WANTED} ms; growth is measured against linear (× 1.00)\n`)
}

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}
