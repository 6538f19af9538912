/** A year's chart in a real Chromium on the built console: from the click on "1 y" until every chart in view shows it. */
import type { Page } from 'playwright-core'
import { launchChromium, guardedPage } from '../support/browser.ts'
import { serve } from '../support/serve.ts'
import { atMost, ms, type Row } from './_history-report.ts'
import type { Year } from './_history-year.ts'
import { forkSimulator } from './_simulator.ts'
import { SEED } from './_history-series.ts'
import { median } from './_table.ts'

const STATIONS = 7

export async function chart(year: Year): Promise<Row[]> {
  const simulator = await forkSimulator({ seed: SEED, stations: year.stations, port: year.port })
  const served = await serve([], { folder: year.root })
  const browser = await launchChromium()
  try {
    const { page, faults } = await guardedPage(browser)
    page.setDefaultTimeout(30_000)
    await page.goto(served.link)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    const times: number[] = []
    let charts = 0
    // The first is not counted: the page loads its charting code then.
    for (let n = 0; n <= STATIONS; n++) {
      const station = 1 + ((n * 397) % year.stations)
      await page.goto(`${served.url}#/stations/${station}`)
      await page.locator('figure[data-painted-range="24h"]').first().waitFor()
      const button = page.getByRole('button', { name: '1 y', exact: true })
      await button.scrollIntoViewIfNeeded()
      await page.waitForTimeout(1500)
      const painted = watch(page)
      await button.click()
      const found = await painted
      if (n > 0) times.push(found.took)
      charts = Math.max(charts, found.charts)
    }
    if (faults.length > 0) process.stderr.write(`${faults.join('\n')}\n`)
    return [
      atMost(
        `chart of a year, click until painted, median of ${STATIONS} stations`,
        median(times),
        300,
        ms,
        ` (worst ${ms(Math.max(...times))}; up to ${charts} charts in view, the console polls meanwhile)`,
      ),
    ]
  } finally {
    await browser.close()
    await served.stop()
    await simulator.close()
  }
}

/** Timed inside the page, from the click's own time stamp to the frame after which all figures in view bear the new period. */
function watch(page: Page): Promise<{ took: number; charts: number }> {
  return page.evaluate(
    () =>
      new Promise<{ took: number; charts: number }>((done) => {
        const inView = (): Element[] =>
          [...document.querySelectorAll('main figure')].filter((figure) => {
            const { top, bottom } = figure.getBoundingClientRect()
            return bottom > 0 && top < innerHeight
          })
        document.addEventListener(
          'click',
          ({ timeStamp }) => {
            const look = (): void => {
              const figures = inView()
              const ready = figures.length > 0 && figures.every((figure) => figure.getAttribute('data-painted-range') === '1y')
              if (!ready) requestAnimationFrame(look)
              else requestAnimationFrame(() => done({ took: performance.now() - timeStamp, charts: figures.length }))
            }
            requestAnimationFrame(look)
          },
          { capture: true, once: true },
        )
      }),
  )
}
