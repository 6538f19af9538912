/** `branchwatch simulate`: the province, or recorded walks, as a real SNMP agent on this machine. */
import { printableAddress, startSimulator } from '../../../simulator/simulator.ts'
import { untilSignal } from '../../ending.ts'
import { codeOf } from '../../problem.ts'
import { howToRead, openReplay, tellReplay, type ReplayAsked } from '../replay.ts'
import { knownScenario } from '../scenario.ts'
import { EXIT, failure, flag, text, usage, whole, type Command, type Parsed, type Surroundings } from '../command.ts'

/** Options that have a meaning for the one only. */
const PROVINCE_ONLY = ['stations', 'scenario'] as const
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
  const simulator = await startSimulator({ ...asked, stations, scenario }).catch((problem: unknown) => {
    throw refusedPort(problem, asked)
  })
  const devices = simulator.province.stations.flatMap((station) => station.devices.map((device) => device.key))
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
  const { replay: running, files } = await openReplay(asked, around).catch((problem: unknown) => {
    throw refusedPort(problem, asked)
  })
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
