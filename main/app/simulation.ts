/** The simulator's thread as the console holds it: kept alive on the same port, asked for scenarios. */
import type { z } from 'zod'
import type { Scenario } from '../../shared/contract/admin.ts'
import { DEMO_COMMUNITY } from '../simulator/province/plan.ts'
import type { TrapAim } from '../simulator/traps/encode.ts'
import type { SimulatorMessage, SimulatorRequest, SimulatorWorkerData } from '../simulator/worker.ts'
import type { ConsoleOptions } from './console.ts'
import { keepWorker, type Keeper, type State } from './keeper.ts'

export type Scenarios = { scenarios: z.infer<typeof Scenario>[]; playing: string | null }
export type Simulation = Pick<Keeper, 'state' | 'restarts' | 'whenRunning' | 'kill'> & {
  port(): number | null
  /** Null when it does not answer just now. */
  scenarios(): Promise<Scenarios | null>
  /** False when there is no such scenario; null when it does not answer just now. */
  play(scenario: string): Promise<boolean | null>
  stopPlaying(): Promise<boolean | null>
  /** The port at which this console takes traps: the simulated equipment sends its own there. Null: nowhere. */
  sendTraps(port: number | null): void
  close(): Promise<void>
}

const ANSWER_MS = 5000
const PORT_CODES = new Set(['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL'])
const fromSource = import.meta.url.endsWith('.ts')

export function startSimulation(options: {
  seed: number
  stations: number
  /** The port it had the last time; another is taken when that one is in use. */
  port: number
  scenario?: string
  onPort: (port: number) => void
  onState: (state: State) => void
  log: ConsoleOptions['log']
}): Simulation {
  let wanted = options.port
  let port: number | null = null
  let playing = options.scenario
  let aim: TrapAim | null = null
  let lastId = 0
  const pending = new Map<number, (answer: SimulatorMessage | null) => void>()

  const keeper = keepWorker({
    name: 'simulator',
    url: new URL(fromSource ? '../simulator/worker.ts' : './worker.js', import.meta.url),
    data: (): SimulatorWorkerData => ({
      seed: options.seed,
      stations: options.stations,
      port: wanted,
      scenario: playing,
      traps: aim ?? undefined,
    }),
    isReady: (message) => (message as SimulatorMessage).type === 'ready',
    onMessage: (raw) => {
      const message = raw as SimulatorMessage
      if (message.type === 'ready') {
        port = message.port
        wanted = message.port
        options.onPort(message.port)
      } else if (message.type === 'failed') {
        options.log({ level: 'warn', message: 'the simulator could not start as asked', detail: message.message })
        // Another try with whatever port is free; where the port was not it, without the scenario.
        if (PORT_CODES.has(message.code)) wanted = 0
        else playing = undefined
      } else if ('id' in message) {
        pending.get(message.id)?.(message)
      }
    },
    onState: (state) => {
      if (state !== 'running') for (const settle of pending.values()) settle(null)
      options.onState(state)
    },
    log: options.log,
  })

  const ask = (make: (id: number) => SimulatorRequest): Promise<SimulatorMessage | null> =>
    new Promise((resolve) => {
      const id = ++lastId
      const settle = (answer: SimulatorMessage | null): void => {
        clearTimeout(limit)
        pending.delete(id)
        resolve(answer)
      }
      const limit = setTimeout(() => settle(null), ANSWER_MS)
      pending.set(id, settle)
      if (!keeper.post(make(id))) settle(null)
    })

  return {
    state: keeper.state,
    restarts: keeper.restarts,
    whenRunning: keeper.whenRunning,
    kill: keeper.kill,
    port: () => port,
    async scenarios() {
      const answer = await ask((id) => ({ type: 'scenarios', id }))
      return answer?.type === 'scenarios' ? { scenarios: answer.scenarios, playing: answer.playing } : null
    },
    async play(scenario) {
      const answer = await ask((id) => ({ type: 'play', id, scenario }))
      if (answer?.type !== 'play') return null
      // A simulator that has to start again goes on with the same scenario.
      if (answer.ok) playing = scenario
      return answer.ok
    },
    async stopPlaying() {
      const answer = await ask((id) => ({ type: 'stop', id }))
      if (answer?.type !== 'stop') return null
      playing = undefined
      return true
    },
    sendTraps(to) {
      if (to === (aim?.port ?? null)) return
      aim = to === null ? null : { host: '127.0.0.1', port: to, version: '2c', community: DEMO_COMMUNITY }
      keeper.post({ type: 'traps', to: aim } satisfies SimulatorRequest)
    },
    close: () => keeper.stop({ type: 'close' } satisfies SimulatorRequest, 5000),
  }
}
