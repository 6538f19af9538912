/** Plays evenings in a thread of its own: a seed in, the figures out. */
import { parentPort } from 'node:worker_threads'
import { playEvening } from './_truth-record.ts'
import { resultOf } from './_truth-result.ts'

parentPort?.on('message', (seed: number) => {
  const before = process.threadCpuUsage()
  const evening = playEvening(seed)
  const { user, system } = process.threadCpuUsage(before)
  parentPort?.postMessage(resultOf(evening, (user + system) / 1000))
})
