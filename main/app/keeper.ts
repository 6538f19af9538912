/** Keeps one worker thread alive: starts it, notices when it dies or hangs, starts it again with a growing pause, and ends it. */
import { Worker } from 'node:worker_threads'
import type { z } from 'zod'
import type { WorkerState } from '../../shared/model/settings.ts'
import type { ConsoleOptions } from './console.ts'

export type State = z.infer<typeof WorkerState>
export type KeeperOptions = {
  readonly name: string
  readonly url: URL
  /** What the thread starts with; asked for at every start. */
  readonly data: () => unknown
  /** True when this message says that the worker is at work. */
  readonly isReady: (message: unknown) => boolean
  readonly onMessage: (message: unknown) => void
  readonly onState: (state: State) => void
  /** Says something the worker must answer to, so that a hung one is noticed; without it hanging goes unnoticed. */
  readonly ping?: unknown
  readonly log: ConsoleOptions['log']
  /** MB for what is young in its memory: a small room is cleared often and quickly, without a pause that could be felt. */
  readonly youngMb?: number
  readonly pauses?: readonly number[]
  /** Between pings, ms. */
  readonly beatMs?: number
}

export type Keeper = {
  readonly state: () => State
  readonly restarts: () => number
  /** False when there is no thread to hear it. */
  readonly post: (message: unknown) => boolean
  /** Resolves when the worker is at work, or after `ms`; says which. */
  readonly whenRunning: (ms: number) => Promise<boolean>
  /** Asks it to end by this message; ends it by force after `ms`. */
  readonly stop: (message: unknown, ms: number) => Promise<void>
  /** For tests: the thread dies as by a defect. */
  readonly kill: () => Promise<void>
}

/** Pauses before a restart; after the last one the worker counts as failed, and is still tried once a minute. */
const PAUSES = [100, 500, 1000, 2000, 5000, 10_000]
const FAILED_PAUSE = 60_000
/** A worker that has run so long has recovered: its next death is a first one again. */
const RECOVERED_MS = 60_000
const BEAT_MS = 5000
/** So many silent beats mean it hangs. Beats are counted, not timed: they stop while the computer sleeps. */
const SILENT_BEATS = 12

export function keepWorker(options: KeeperOptions): Keeper {
  const pauses = options.pauses ?? PAUSES
  let state: State = 'starting'
  let worker: Worker | null = null
  let deaths = 0
  let restarts = 0
  let silent = 0
  let stopping = false
  let runningSince = 0
  let timer: NodeJS.Timeout | null = null
  const waiting = new Set<() => void>()

  const enter = (next: State): void => {
    if (next === state) return
    state = next
    options.onState(next)
    if (next === 'running' || next === 'failed' || next === 'stopped') for (const wake of waiting) wake()
  }

  const start = (): void => {
    timer = null
    silent = 0
    const limits = options.youngMb === undefined ? {} : { resourceLimits: { maxYoungGenerationSizeMb: options.youngMb } }
    const born = new Worker(options.url, { workerData: options.data(), name: options.name, ...limits })
    worker = born
    born.on('message', (message: unknown) => {
      silent = 0
      if (options.isReady(message)) {
        runningSince = performance.now()
        enter('running')
      }
      options.onMessage(message)
    })
    born.on('error', (error) => options.log({ level: 'error', message: `${options.name} worker failed`, detail: describe(error) }))
    born.on('exit', (code) => {
      if (worker === born) onExit(code)
    })
  }

  const onExit = (code: number): void => {
    worker = null
    if (stopping) return enter('stopped')
    if (state === 'running' && performance.now() - runningSince > RECOVERED_MS) deaths = 0
    const pause = pauses[deaths] ?? FAILED_PAUSE
    deaths += 1
    restarts += 1
    const phrases = [{ key: 'error.worker.ended', params: { name: options.name, seconds: pause / 1000 } }]
    options.log({ level: 'warn', message: `${options.name} worker ended with code ${code}; it starts again in ${pause} ms`, phrases })
    enter(deaths > pauses.length ? 'failed' : 'restarting')
    timer = setTimeout(start, pause)
  }

  const beat = setInterval(() => {
    if (options.ping === undefined || worker === null) return
    silent += 1
    if (silent > SILENT_BEATS) {
      const phrases = [{ key: 'error.worker.hung', params: { name: options.name } }]
      options.log({ level: 'error', message: `${options.name} worker does not answer; it is ended`, phrases })
      void worker.terminate()
    } else worker.postMessage(options.ping)
  }, options.beatMs ?? BEAT_MS)
  beat.unref()
  start()

  return {
    state: () => state,
    restarts: () => restarts,
    post(message) {
      worker?.postMessage(message)
      return worker !== null
    },
    whenRunning(ms) {
      if (state === 'running' || state === 'failed' || state === 'stopped') return Promise.resolve(state === 'running')
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(limit)
          waiting.delete(done)
          resolve(state === 'running')
        }
        const limit = setTimeout(done, ms)
        waiting.add(done)
      })
    },
    async stop(message, ms) {
      stopping = true
      clearInterval(beat)
      if (timer) clearTimeout(timer)
      const ending = worker
      if (!ending) return enter('stopped')
      const exited = new Promise<void>((resolve) => ending.once('exit', () => resolve()))
      ending.postMessage(message)
      const force = setTimeout(() => void ending.terminate(), ms)
      await exited
      clearTimeout(force)
      enter('stopped')
    },
    async kill() {
      await worker?.terminate()
    },
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
