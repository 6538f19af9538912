/** A province at work: 3,000 stations polled every 60 s with the console open in Chromium; missed slots, the host thread's delay, memory. */
import { rm } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openConsole } from '../../main/app/supervisor.ts'
import { startWebHost } from '../../main/hosts/web/host.ts'
import type { LiveReadingRow, Overview } from '../../shared/contract/stations.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import { guardedPage, launchChromium } from '../support/browser.ts'
import { temporaryFolder } from '../support/serve.ts'
import { megabytes, printTable } from './_table.ts'

const STATIONS = Number(process.env['BENCH_STATIONS'] ?? 3000)
const MINUTES = Number(process.env['BENCH_MINUTES'] ?? 10)
const ACTOR = { name: 'bench', role: 'admin' } as const
const log = (line: { level: string; message: string }): void => {
  if (line.level !== 'info') process.stderr.write(`${line.level}: ${line.message}\n`)
}

export async function run(): Promise<void> {
  const folder = await temporaryFolder('bench-branch')
  const console = await openConsole({ folder, demo: STATIONS, log })
  const browser = await launchChromium()
  try {
    const web = await startWebHost({ console, port: 0, clientFolder: resolve(import.meta.dirname, '../../dist/client'), log })
    if (isRefusal(web)) throw new Error(web.data.phrase.key)
    const { page, faults } = await guardedPage(browser)
    await page.goto(web.newLink())
    await page.getByRole('heading', { level: 1 }).first().waitFor()

    // The first cycle fills the screens; what is measured begins after it.
    await sleep(70_000)
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const before = console.status().poll
    const cpu = process.cpuUsage()
    const peaks: number[] = []
    for (let second = 0; second < MINUTES * 60; second += 5) {
      await sleep(5000)
      peaks.push(process.memoryUsage().rss)
      if (second % 60 === 55) await page.goto(`${web.url}/#/${['', 'stations', 'alarms'][Math.floor(second / 60) % 3]}`)
    }
    delay.disable()
    const used = process.cpuUsage(cpu)
    const after = console.status().poll
    const readings = await readingsPerStation(console)
    printTable(
      ['what', 'value'],
      [
        ['stations, devices', `${STATIONS}, ${after.devices}`],
        ['readings a station (mean of 50 answering)', readings.toFixed(1)],
        ['minutes measured', MINUTES],
        ['devices answering', after.answering],
        ['missed slots in that time', after.missed - before.missed],
        ['missed slots since the start', after.missed],
        [
          'host event-loop delay p50 / p99 / max, ms',
          [delay.percentile(50), delay.percentile(99), delay.max].map((ns) => (ns / 1e6).toFixed(1)).join(' / '),
        ],
        ['CPU of the process (host, core, reader, simulator), s a minute', ((used.user + used.system) / 1e6 / MINUTES).toFixed(1)],
        [
          'memory of the process, median / peak',
          `${megabytes(peaks.toSorted((a, b) => a - b)[peaks.length >> 1] ?? 0)} / ${megabytes(Math.max(...peaks))}`,
        ],
        ['console errors in the browser', faults.length],
      ],
    )
    await web.close()
  } finally {
    await browser.close()
    await console.close()
    await rm(join(folder), { recursive: true, force: true })
  }
}

async function readingsPerStation(console: Awaited<ReturnType<typeof openConsole>>): Promise<number> {
  const list = (await console.call(['stations', 'list'], undefined, ACTOR)) as {
    rows: { id: number; health: Overview['worst'][number]['health'] }[]
  }
  const some = list.rows.filter((row) => row.health === 'up').slice(0, 50)
  const counts = await Promise.all(
    some.map(async (row) => ((await console.call(['stations', 'readings'], { id: row.id }, ACTOR)) as LiveReadingRow[]).length),
  )
  return counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length)
}
