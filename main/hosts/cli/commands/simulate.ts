/** `branchwatch simulate`: the province, or recorded walks, as a real SNMP agent on this machine. */
import { readFileSync } from 'node:fs'
import { say } from '../../../../shared/i18n/words.ts'
import { eventsOf, readFaults, type FaultFile } from '../../../simulator/faults/file.ts'
import type { DeviceEvent } from '../../../simulator/faults/kinds.ts'
import { DEMO_COMMUNITY } from '../../../simulator/province/plan.ts'
import { printableAddress, startSimulator } from '../../../simulator/simulator.ts'
import type { TrapAim } from '../../../simulator/traps/encode.ts'
import { untilSignal } from '../../ending.ts'
import { codeOf } from '../../problem.ts'
import { howToRead, openReplay, tellReplay, type ReplayAsked } from '../replay.ts'
import { reasonOf } from '../reason.ts'
import { knownScenario } from '../scenario.ts'
import { readAddress } from './probe.ts'
import { EXIT, failure, flag, text, usage, whole, type Command, type Parsed, type Surroundings } from '../command.ts'

/** Options that have a meaning for the one only. */
const PROVINCE_ONLY = ['stations', 'scenario', 'traps'] as const
const REPLAY_ONLY = ['community', 'alive'] as const

export const command: Command = {
  options: {
    stations: { type: 'string' },
    port: { type: 'string' },
    host: { type: 'string' },
    seed: { type: 'string' },
    scenario: { type: 'string' },
    replay: { type: 'string' },
    community: { type: 'string' },
    alive: { type: 'boolean' },
    faults: { type: 'string' },
    traps: { type: 'string' },
    dead: { type: 'string' },
    loss: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(parsed, around) {
    const place = text(parsed, 'replay')
    const strange = (place === undefined ? REPLAY_ONLY : PROVINCE_ONLY).find((option) => parsed.values[option] !== undefined)
    if (strange) throw usage(place === undefined ? 'onlyWith' : 'notWith', { option: `--${strange}`, other: '--replay' })
    return place === undefined ? province(parsed, around) : replay(place, parsed, around)
  },
}

/** What both take. */
function common(parsed: Parsed) {
  return {
    port: whole(parsed, 'port', 0, 65_535) ?? 0,
    host: text(parsed, 'host') ?? '127.0.0.1',
    seed: whole(parsed, 'seed', 0, 2_147_483_647) ?? 1,
    dead: whole(parsed, 'dead', 0, 100) ?? 0,
    loss: whole(parsed, 'loss', 0, 100) ?? 0,
  }
}

async function province(parsed: Parsed, around: Surroundings): Promise<number> {
  const stations = whole(parsed, 'stations', 1, 5000) ?? 300
  const asked = common(parsed)
  const { host, seed } = asked
  const scenario = text(parsed, 'scenario')
  const playing = knownScenario(scenario)
  const faults = faultsOf(parsed, around)
  const traps = trapsOf(parsed)
  const simulator = await startSimulator({ ...asked, stations, scenario, traps }).catch((problem: unknown) => {
    throw refusedPort(problem, asked)
  })
  const devices = simulator.province.stations.flatMap((station) => station.devices.map((device) => device.key))
  simulator.add({ stations: [], devices: struck(faults, devices, simulator.time(), around) })
  const example = printableAddress(devices[0] ?? '', host, simulator.port)
  if (flag(parsed, 'json')) {
    around.out(JSON.stringify({ host, port: simulator.port, seed, stations, devices, example, scenario: playing?.id ?? null }))
  } else {
    around.out(around.t('cli.simulate.ready', { stations, devices: devices.length, host, port: simulator.port }))
    around.out(around.t('cli.simulate.how', { example }))
    if (playing) around.out(around.t('cli.simulate.playing', { scenario: playing[around.locale] }))
    around.out(around.t('cli.simulate.stop'))
  }
  await untilSignal()
  await simulator.close()
  return EXIT.ok
}

async function replay(place: string, parsed: Parsed, around: Surroundings): Promise<number> {
  const asked: ReplayAsked = { ...common(parsed), place, community: text(parsed, 'community') ?? 'public', alive: flag(parsed, 'alive') }
  const faults = faultsOf(parsed, around)
  const { replay: running, files } = await openReplay(asked, around).catch((problem: unknown) => {
    throw refusedPort(problem, asked)
  })
  running.add(struck(faults, running.names, running.time(), around))
  const served = { ...asked, port: running.port }
  if (flag(parsed, 'json')) {
    const devices = files.map(({ file, name, recording }) => ({
      name,
      file,
      rows: recording.rows.length,
      lost: recording.lost,
      cut: recording.cut,
      header: recording.header,
      ...howToRead(name, files.length === 1, served),
    }))
    around.out(JSON.stringify({ host: served.host, port: served.port, devices }))
  } else tellReplay(files, served, around)
  await untilSignal()
  await running.close()
  return EXIT.ok
}

/** The faults of the file that was named; one wrong line refuses it whole. */
function faultsOf(parsed: Parsed, { t, err }: Surroundings): FaultFile['faults'] {
  const file = text(parsed, 'faults')
  if (file === undefined) return []
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch (problem) {
    throw failure('simulate.noReplay', { place: file, reason: reasonOf(problem, t) })
  }
  const read = readFaults(content)
  if ('faults' in read) return read.faults
  for (const { line, field, phrase } of read.issues)
    err(`${t(field === '' ? 'cli.simulate.faultLine' : 'cli.simulate.faultField', { file, line, field })} ${say(t, phrase)}`)
  throw failure('simulate.badFaults', { file })
}

function struck(faults: FaultFile['faults'], keys: readonly string[], at: number, { t, err }: Surroundings): DeviceEvent[] {
  const { events, unknown } = eventsOf(faults, keys, at)
  for (const name of unknown) err(t('cli.simulate.faultUnknown', { name }))
  return events
}

function trapsOf(parsed: Parsed): TrapAim | undefined {
  const given = text(parsed, 'traps')
  if (given === undefined) return undefined
  return { ...readAddress(given), version: '2c', community: DEMO_COMMUNITY }
}

/** What the system has against the address, in words. */
function refusedPort(problem: unknown, { host, port }: { host: string; port: number }): unknown {
  switch (codeOf(problem)) {
    case 'EADDRINUSE':
      return failure('simulate.portTaken', { port: String(port) })
    case 'EACCES':
      return failure('simulate.portDenied', { port: String(port) })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EINVAL':
      return failure('simulate.noHost', { host })
    default:
      return problem
  }
}
