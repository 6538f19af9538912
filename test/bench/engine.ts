/** How much CPU the engine takes: 3,000 stations × 3 devices × 13 readings in cycles of 60 s of fake time, quiet and in a storm, with a real operations database. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '../../main/engine/create.ts'
import { openOperations } from '../../main/store/operations.ts'
import type { HistoryWriter, Inventory } from '../../main/store/store.ts'
import type { DeviceKind } from '../../shared/model/device.ts'
import type { MetricKey, Reading } from '../../shared/model/metric.ts'
import type { DevicePoll } from '../../shared/model/poll.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import { StationInput } from '../../shared/model/station.ts'

const STATIONS = 3000
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

const quietHistory: HistoryWriter = {
  append() {},
  flush() {},
  compact: () => false,
  dropEarly: () => false,
  tally: { tooLate: 0, harmed: 0, setAside: 0 },
  state: 'ok',
  detail: null,
  phrase: null,
  close() {},
}

function readings(kind: DeviceKind, mainsOff: boolean): Reading[] {
  const known = METRICS[kind] ?? []
  return Array.from({ length: READINGS }, (_, i) => {
    const [metric, value] = known[i] ?? (['system.cpu', 20] as [MetricKey, number])
    const off = mainsOff && (metric === 'mains.state' || metric === 'mains.voltage')
    return {
      metric,
      instance: i < known.length ? '' : String(i),
      label: '',
      oid: '1.3.6.1',
      raw: '1',
      value: off ? 0 : value,
      quality: 'good',
    }
  })
}

/** Hubs of 50 stations each, every station behind its hub. */
function build(folder: string): { operations: Exclude<ReturnType<typeof openOperations>, { kind: string }>; inventory: Inventory } {
  const operations = openOperations(folder)
  if ('kind' in operations) throw new Error(operations.detail)
  const by = { actor: { name: 'bench', role: 'admin' as const }, at: Date.now() }
  operations.credentials.add('demo', { version: '2c', community: 'public' }, by)
  const code = (i: number): string => `B${String(i).padStart(4, '0')}`
  const { communeId: _, hamletId: _h, parentIds: _p, ...plain } = StationInput.parse({ code: 'XX', name: 'x', communeId: 1 })
  const stations = Array.from({ length: STATIONS }, (_, i) => ({
    ...plain,
    code: code(i),
    name: `Trạm ${i}`,
    province: 'Tuyên Quang',
    commune: 'Nà Hang',
    hamlet: null,
    parentCodes: i % 50 === 0 ? [] : [code(i - (i % 50))],
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
  const done = operations.inventory.bulk(
    { communes: [{ province: 'Tuyên Quang', name: 'Nà Hang', code: '' }], hamlets: [], stations, devices },
    by,
  )
  if (isRefusal(done)) throw new Error(JSON.stringify(done))
  return { operations, inventory: operations.inventory.all() }
}

export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'branchwatch-bench-engine-'))
  try {
    const { operations, inventory } = build(folder)
    let at = Date.now()
    let mono = 0
    const started = process.cpuUsage()
    const engine = createEngine({ operations, history: quietHistory, clock: { now: () => at, mono: () => mono } })
    const start = cpuMs(started)
    const table: Record<string, Record<string, number>> = {}
    const polls = inventory.devices.map((device, i) => ({ device, slot: i % 60 }))
    const bySlot = Array.from({ length: 60 }, (_, slot) => polls.filter((one) => one.slot === slot))

    const cycle = (name: string, state: { mainsOff: (id: number) => boolean; silent: (id: number) => boolean }): void => {
      // Polls are made outside the measured time: they are the poller's.
      const made: DevicePoll[][] = bySlot.map((slot) =>
        slot.map(({ device }) => {
          const silent = state.silent(device.stationId)
          return {
            deviceId: device.id,
            stationId: device.stationId,
            at: 0,
            mono: 0,
            outcome: silent ? 'timeout' : 'ok',
            responseMs: silent ? null : 20,
            readings: silent ? [] : readings(device.kind, state.mainsOff(device.stationId)),
          }
        }),
      )
      const before = process.cpuUsage()
      let worst = 0
      for (const slot of made) {
        at += 1000
        mono += 1000
        for (const poll of slot) engine.onPoll({ ...poll, at, mono })
        const tick = performance.now()
        engine.tick()
        engine.takeChanges()
        worst = Math.max(worst, performance.now() - tick)
      }
      table[name] = {
        'CPU ms': Math.round(cpuMs(before)),
        'longest tick ms': Math.round(worst * 10) / 10,
        alarms: engine.activeAlarms().length,
        down: engine.rows().filter((row) => row.health === 'down').length,
        unreachable: engine.rows().filter((row) => row.health === 'unreachable').length,
      }
    }
    const never = (): boolean => false
    const quiet = { mainsOff: never, silent: never }
    const hubs = new Set(inventory.stations.filter((_, i) => i % 500 === 0).map((one) => one.id))
    const behindHubs = new Set(
      inventory.stations.filter((one) => hubs.has(one.id) || one.parentIds.some((id) => hubs.has(id))).map((one) => one.id),
    )
    const storm = { mainsOff: (id: number): boolean => id % 3 === 0, silent: (id: number): boolean => behindHubs.has(id) }
    cycle('first cycle', quiet)
    cycle('quiet 1', quiet)
    cycle('quiet 2', quiet)
    cycle('storm 1: a third without mains, 6 hubs down', storm)
    cycle('storm 2', storm)
    cycle('storm 3', storm)
    cycle('storm 4', storm)
    process.stdout.write(`${STATIONS} stations × ${KINDS.length} devices × ${READINGS} readings; start ${Math.round(start)} ms CPU\n`)
    printTable(table)
    const before = process.cpuUsage()
    for (let i = 0; i < 10; i++) {
      at += 1000
      mono += 1000
      engine.tick()
      engine.overview()
    }
    process.stdout.write(
      `overview and idle tick: ${(cpuMs(before) / 10).toFixed(1)} ms CPU; heap ${Math.round(process.memoryUsage().heapUsed / 2 ** 20)} MiB\n`,
    )
    const reload = process.cpuUsage()
    engine.reload()
    process.stdout.write(`reload after a change of inventory: ${Math.round(cpuMs(reload))} ms CPU\n`)
    engine.stop()
    operations.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

function printTable(table: Record<string, Record<string, number>>): void {
  for (const [name, cells] of Object.entries(table))
    process.stdout.write(
      `${name.padEnd(46)} ${Object.entries(cells)
        .map(([key, value]) => `${key} ${value}`)
        .join(' · ')}\n`,
    )
}
