/** 200 seeded kill -9 of the sending console in a storm, while people acknowledge: what was lost, and what came twice. */
import { killNotifications } from '../support/kill-notify.ts'

const RUNS = Number(process.env['BENCH_KILLS'] ?? 200)

export async function run(): Promise<void> {
  const began = performance.now()
  const { acknowledged, incidents, messages, lists, escalated, repeats } = await killNotifications(RUNS, (at) => {
    if (at % 50 === 0) process.stdout.write(`${at} kills, ${Math.round((performance.now() - began) / 1000)} s\n`)
  })
  process.stdout.write(
    `${RUNS} kills: ${acknowledged} acknowledged incidents, every one in the file; ${incidents} incidents, each told by mail and webhook; ` +
      `${messages} messages arrived (${lists} lists, ${escalated} because nobody acknowledged), none lost, none of two keys; ${repeats} came once more with the same key, as a kill between sending and writing it down must.\n`,
  )
}
