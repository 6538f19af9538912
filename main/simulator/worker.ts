/** The simulator in a thread of its own: messages in, messages out. */
import { parentPort, workerData } from 'node:worker_threads'
import type { TrapAim } from './traps/encode.ts'
import { startSimulator, type ScenarioInfo, type Simulator, type SimulatorOptions } from './simulator.ts'

export type SimulatorWorkerData = Pick<
  SimulatorOptions,
  'seed' | 'stations' | 'port' | 'host' | 'scenario' | 'timeFactor' | 'dead' | 'loss' | 'traps'
>

/** To the worker. Each is answered by the message of the same `id`, except `close`, which is answered by `closed` and the end of the thread. */
export type SimulatorRequest =
  | { readonly type: 'play'; readonly id: number; readonly scenario: string }
  | { readonly type: 'stop'; readonly id: number }
  | { readonly type: 'scenarios'; readonly id: number }
  | { readonly type: 'stats'; readonly id: number }
  /** Where traps go from now on; null: nowhere. Not answered. */
  | { readonly type: 'traps'; readonly to: TrapAim | null }
  | { readonly type: 'close' }

/** From the worker. */
export type SimulatorMessage =
  | { readonly type: 'ready'; readonly port: number }
  /** It could not start: the system's code, e.g. EADDRINUSE. */
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | { readonly type: 'play'; readonly id: number; readonly ok: boolean }
  | { readonly type: 'stop'; readonly id: number }
  | { readonly type: 'scenarios'; readonly id: number; readonly scenarios: ScenarioInfo[]; readonly playing: string | null }
  | { readonly type: 'stats'; readonly id: number; readonly stats: ReturnType<Simulator['stats']> }
  | { readonly type: 'closed' }

const port = parentPort
if (port) {
  const say = (message: SimulatorMessage): void => port.postMessage(message)
  try {
    const simulator = await startSimulator(workerData as SimulatorWorkerData)
    port.on('message', (request: SimulatorRequest) => {
      if (request.type === 'play') say({ type: 'play', id: request.id, ok: simulator.play(request.scenario) })
      else if (request.type === 'stop') {
        simulator.stop()
        say({ type: 'stop', id: request.id })
      } else if (request.type === 'scenarios') {
        say({ type: 'scenarios', id: request.id, scenarios: simulator.scenarios(), playing: simulator.playing() })
      } else if (request.type === 'traps') simulator.sendTraps(request.to)
      else if (request.type === 'stats') say({ type: 'stats', id: request.id, stats: simulator.stats() })
      else {
        void simulator.close().then(() => {
          say({ type: 'closed' })
          port.close()
        })
      }
    })
    say({ type: 'ready', port: simulator.port })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    say({ type: 'failed', code: code ?? 'UNKNOWN', message })
    port.close()
  }
}
