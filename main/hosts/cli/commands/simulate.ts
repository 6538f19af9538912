/** `branchwatch simulate`: the province alone, as a real SNMP agent on this machine. */
import { printableAddress, startSimulator } from '../../../simulator/simulator.ts'
import { untilSignal } from '../../ending.ts'
import { codeOf } from '../../problem.ts'
import { knownScenario } from '../scenario.ts'
import { EXIT, failure, flag, text, whole, type Command } from '../command.ts'

const HOST = '127.0.0.1'

export const command: Command = {
  options: {
    stations: { type: 'string' },
    port: { type: 'string' },
    seed: { type: 'string' },
    scenario: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(parsed, around) {
    const stations = whole(parsed, 'stations', 1, 5000) ?? 300
    const port = whole(parsed, 'port', 0, 65_535) ?? 0
    const seed = whole(parsed, 'seed', 0, 2_147_483_647) ?? 1
    const scenario = text(parsed, 'scenario')
    const playing = knownScenario(scenario)
    const simulator = await startSimulator({ stations, seed, port, host: HOST, scenario }).catch((problem: unknown) => {
      const code = codeOf(problem)
      if (code === 'EADDRINUSE') throw failure('simulate.portTaken', { port: String(port) })
      if (code === 'EACCES') throw failure('simulate.portDenied', { port: String(port) })
      throw problem
    })
    const devices = simulator.province.stations.flatMap((station) => station.devices.map((device) => device.key))
    const example = printableAddress(devices[0] ?? '', HOST, simulator.port)
    if (flag(parsed, 'json')) {
      around.out(JSON.stringify({ host: HOST, port: simulator.port, seed, stations, devices, example, scenario: playing?.id ?? null }))
    } else {
      around.out(around.t('cli.simulate.ready', { stations, devices: devices.length, host: HOST, port: simulator.port }))
      around.out(around.t('cli.simulate.how', { example }))
      if (playing) around.out(around.t('cli.simulate.playing', { scenario: playing[around.locale] }))
      around.out(around.t('cli.simulate.stop'))
    }
    await untilSignal()
    await simulator.close()
    return EXIT.ok
  },
}
