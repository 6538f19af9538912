/** The simulator in a process of its own, so that a bench does not count its work. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

type Start = { seed: number; stations: number; port?: number; scenario?: string; dead?: number; loss?: number }

/** What the process takes: resident octets, and CPU time so far. */
export type Usage = { readonly rss: number; readonly cpuMs: number }
type Forked = { readonly port: number; usage(): Promise<Usage>; close(): Promise<void> }

export function forkSimulator(start: Start): Promise<Forked> {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(start)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)))
    child.once('message', (port) => {
      resolve({
        port: Number(port),
        usage() {
          const answer = new Promise<Usage>((told) => child.once('message', (usage) => told(usage as Usage)))
          child.send('usage')
          return answer
        },
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
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.({ rss: process.memoryUsage.rss(), cpuMs: (user + system) / 1000 } satisfies Usage)
  })
  process.on('disconnect', () => process.exit(0))
}
