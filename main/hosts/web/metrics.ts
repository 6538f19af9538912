/** `/metrics`: readings and the console's own figures for Prometheus and its kin. Opened by its own bearer token alone; cookies and other tokens open nothing here. */
import { Readable } from 'node:stream'
import { Hono } from 'hono'
import { say, translator } from '../../../shared/i18n/words.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'
import type { Console } from '../../app/console.ts'
import type { ScrapeWish } from '../../app/scrape.ts'
import { contentTypeOf, formOf } from '../../app/scraping.ts'
import { bearerSecret } from './bearer.ts'
import { plainText } from './page.ts'
import { bucket } from './rate.ts'

/** Answers that are being made at once: each may be tens of megabytes. */
const AT_ONCE = 2
const MOST_NAMES = 500
const WISHES = ['group', 'metric', 'commune', 'station'] as const

export function createMetrics({ console, now }: { console: Console; now: () => number }): Hono {
  const answers = bucket(30, 1, now)
  const guesses = bucket(20, 0.2, now)
  const english = translator('en')
  let making = 0
  const metrics = new Hono()

  metrics.get('/', async (c) => {
    c.header('cache-control', 'no-store')
    const late = (): Response => c.text(plainText('access.tooMany'), 429, { 'retry-after': '5' })
    const wish = wishOf(new URL(c.req.url).searchParams)
    if (wish === 'tooMuch') return c.text(plainText('access.tooLarge'), 400)
    const header = c.req.header('authorization')
    // Who shows nothing is told whether there is a door at all: it hides nothing.
    const secret = bearerSecret(header)
    if (header !== undefined && !secret && !guesses.take()) return late()
    if (making >= AT_ONCE) return late()
    const form = formOf(c.req.header('accept'))
    const told = await console.scrape(secret ?? '', { form, wish })
    if (told === 'shut') return c.text(plainText('scrape.shut'), 404)
    if (told === 'wrong') {
      if (secret && !guesses.take()) return late()
      return c.text(plainText('scrape.wrong'), 401, { 'www-authenticate': 'Bearer realm="metrics"' })
    }
    if (isRefusal(told)) return c.text(`${say(english, told.data.phrase)}\n`, told.refused === 'INVALID' ? 400 : 503)
    if (!answers.take()) return late()
    const headers = { 'content-type': contentTypeOf(form) }
    if (c.req.method === 'HEAD') return c.body(null, 200, headers)
    making++
    const stream = Readable.from(told, { objectMode: false })
    stream.once('close', () => (making -= 1))
    return c.body(Readable.toWeb(stream) as ReadableStream<Uint8Array>, 200, headers)
  })
  return metrics
}

/** `?group=power&commune=Nà Hang`, each several times or with commas; null where nothing is named. */
function wishOf(asked: URLSearchParams): ScrapeWish | null | 'tooMuch' {
  const [groups, names, communes, stations] = WISHES.map((name) =>
    asked
      .getAll(name)
      .flatMap((given) => given.split(','))
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ) as [string[], string[], string[], string[]]
  const count = groups.length + names.length + communes.length + stations.length
  if (count > MOST_NAMES) return 'tooMuch'
  return count === 0 ? null : { groups, metrics: names, communes, stations }
}
