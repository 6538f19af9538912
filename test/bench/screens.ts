/** The console as a person waits for it: from start to a painted overview of 3,000 stations with a week of samples, and a filter keystroke on Stations. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { openConsole } from '../../main/app/supervisor.ts'
import { openReader } from '../../main/store/reader.ts'
import { openSeeder } from '../../main/store/history/seed.ts'
import { isOpenProblem } from '../../main/store/sqlite.ts'
import { metric } from '../../shared/model/metric.ts'
import { guardedPage, launchChromium } from '../support/browser.ts'
import { temporaryFolder } from '../support/serve.ts'
import { median, megabytes, printTable, quantile } from './_table.ts'

const root = resolve(import.meta.dirname, '../..')
const STATIONS = Number(process.env['BENCH_STATIONS'] ?? 3000)
const HOURS = Number(process.env['BENCH_HOURS'] ?? 168)
/** With or without a thousands separator. */
const counted = STATIONS.toLocaleString('en-US').replaceAll(',', ',?')
const STARTS = 5
const HOUR_MS = 3_600_000
const log = (): void => {}

export async function run(): Promise<void> {
  const folder = process.env['BENCH_FOLDER'] ?? (await temporaryFolder('bench-screens'))
  const made = await seedWeek(folder)
  const browser = await launchChromium()
  try {
    const starts: number[] = []
    let keys: number[] = []
    for (let turn = 0; turn < STARTS; turn++) {
      const { page, context, faults } = await guardedPage(browser)
      const began = performance.now()
      const child = spawn(
        process.execPath,
        ['main/hosts/cli/branchwatch.mjs', 'serve', '--json', '--port', '0', '--data', folder, '--demo', `${STATIONS}`],
        {
          cwd: root,
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      const [line] = (await once(child.stdout, 'data')) as [Buffer]
      const { link } = JSON.parse(line.toString()) as { link: string }
      await page.goto(link)
      await page.getByText(/of [\d,]+ stations/).waitFor()
      await painted(page)
      starts.push(performance.now() - began)
      if (turn === STARTS - 1) keys = await keystrokes(page, new URL(link).origin)
      if (faults.length > 0) process.stderr.write(`${faults.join('\n')}\n`)
      await context.close()
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    printTable(
      ['what', 'value'],
      [
        ['stations, hours of samples seeded', `${STATIONS}, ${HOURS}`],
        [
          'samples seeded, history.db',
          `${(made.samples / 1e6).toFixed(0)} million, ${megabytes(made.bytes)} (${(made.bytes / Math.max(1, made.samples)).toFixed(2)} B a sample)`,
        ],
        ['seconds to seed', made.seconds.toFixed(0)],
        [`start → painted overview, median / worst of ${STARTS}, ms`, `${median(starts).toFixed(0)} / ${Math.max(...starts).toFixed(0)}`],
        [
          `filter keystroke → paint, median / p95 / worst of ${keys.length}, ms`,
          [median(keys), quantile(keys, 0.95), Math.max(...keys)].map((ms) => ms.toFixed(0)).join(' / '),
        ],
      ],
    )
  } finally {
    await browser.close()
    if (!process.env['BENCH_FOLDER']) await rm(folder, { recursive: true, force: true })
  }
}

/** A demo branch that ran for one cycle, with hours of samples before it: its own readings as they were, wandering by small steps and a wave of the day. */
async function seedWeek(folder: string): Promise<{ samples: number; bytes: number; seconds: number }> {
  const console = await openConsole({ folder, demo: STATIONS, log })
  const branch = console.dataset().folder
  await sleep(75_000)
  await console.close()
  const reader = openReader(branch)
  if ('kind' in reader) throw new Error(reader.detail)
  const ids = reader.inventory().devices.map((device) => device.id)
  const index = Map.groupBy(reader.seriesIndex(ids), (series) => series.deviceId)
  reader.close()

  const began = performance.now()
  const seeder = openSeeder(branch)
  if (isOpenProblem(seeder)) throw new Error(seeder.detail)
  const random = generator(7)
  const last = Math.floor(Date.now() / HOUR_MS) - 1
  let samples = 0
  for (const [deviceId, series] of index) {
    seeder.series(deviceId, series)
    const walks = series.map(({ metric: key }) => walk(key, random))
    for (let hour = last - HOURS; hour < last; hour++) {
      const at = Float64Array.from({ length: 60 }, (_, minute) => hour * HOUR_MS + minute * 60_000 + (deviceId % 60) * 1000)
      seeder.hour(
        deviceId,
        hour,
        at,
        walks.map((next) => Float64Array.from(at, (time) => next(time))),
      )
      samples += 60 * series.length
    }
  }
  seeder.close()
  return { samples, bytes: (await stat(join(branch, 'history.db'))).size, seconds: (performance.now() - began) / 1000 }
}

function walk(key: Parameters<typeof metric>[0], random: () => number): (at: number) => number {
  const { decimals, states, range } = metric(key)
  if (states) return () => 1
  const [low, high] = range ?? [0, 100]
  const middle = low + (Math.min(high, low + 200) - low) * (0.3 + 0.4 * random())
  const step = 3 * 10 ** -decimals
  let drift = 0
  return (at) => {
    drift = drift * 0.98 + (random() - 0.5) * step * 2
    const wave = Math.sin(((at % (24 * HOUR_MS)) / (24 * HOUR_MS)) * 2 * Math.PI) * step * 4
    return Number((middle + wave + drift).toFixed(decimals))
  }
}

/** mulberry32: the same week every time. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Two frames: what was asked for is on the screen. */
function painted(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))
}

/** Types words letter by letter; each letter is timed inside the page from the key event to the frame that shows another count. */
async function keystrokes(page: Page, origin: string): Promise<number[]> {
  await page.goto(`${origin}/#/stations`)
  const box = page.getByRole('searchbox', { name: 'Find code, name, commune' })
  await box.waitFor()
  await page
    .getByText(new RegExp(`^${counted} stations`))
    .first()
    .waitFor()
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(globalThis, { keyTimes: times })
    document.addEventListener(
      'keydown',
      (event) => {
        const began = event.timeStamp
        // After the handlers of this key, its state and its layout: the second frame has been painted.
        requestAnimationFrame(() => requestAnimationFrame(() => times.push(performance.now() - began)))
      },
      true,
    )
  })
  for (const word of ['na hang', 'tqg01', 'dong van', 'xyz']) {
    await box.fill('')
    await sleep(300)
    for (const letter of word) {
      await box.press(letter === ' ' ? 'Space' : letter)
      await sleep(150)
    }
  }
  const shown = await page
    .getByText(/of [\d,]+ stations|No station matches/)
    .first()
    .textContent()
  if (!shown) throw new Error('the filter changed nothing')
  return page.evaluate(() => (globalThis as unknown as { keyTimes: number[] }).keyTimes)
}
