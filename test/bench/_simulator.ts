/** The simulator in a process of its own, so that a bench does not count its work. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

type Start = { seed: number; stations: number; scenario?: string; dead?: number; loss?: number }

export function forkSimulator(start: Start): Promise<{ port: number; close(): Promise<void> }> {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(start)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)))
    child.once('message', (port) => {
      resolve({
        port: Number(port),
        async close() {
          child.kill()
          await ended
        },
      })
    })
  })
}

if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) {
  const { startSimulator } = await import('../../main/simulator/simulator.ts')
  const simulator = await startSimulator(JSON.parse(process.argv[2] ?? '{}') as Start)
  process.send(simulator.port)
  process.on('disconnect', () => process.exit(0))
}
