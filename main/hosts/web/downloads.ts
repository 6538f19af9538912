/** Finished exports for whoever has a session or a token: streamed from the disk, never in memory as a whole. */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { Hono } from 'hono'
import { exportFile } from '../../app/export-file.ts'
import type { Console } from '../../app/console.ts'
import { bearerSecret } from './bearer.ts'
import { plainText } from './page.ts'
import { buckets } from './rate.ts'

export type DownloadParts = { console: Console; hasSession: (cookie: string | undefined) => boolean; now: () => number }

const TYPES: Readonly<Record<string, string>> = { csv: 'text/csv; charset=utf-8', parquet: 'application/vnd.apache.parquet' }

export function createDownloads({ console, hasSession, now }: DownloadParts): Hono {
  const guesses = buckets(20, 0.2, now)
  const downloads = new Hono()
  downloads.get('/:id', async (c) => {
    c.header('cache-control', 'no-store')
    const authorization = c.req.header('authorization')
    if (!hasSession(c.req.header('cookie'))) {
      const secret = bearerSecret(authorization)
      if (!secret || !(await console.token(secret))) {
        if (authorization && !guesses.take('all')) return c.text(plainText('access.tooMany'), 429, { 'retry-after': '5' })
        return c.text(plainText('web.session'), 401)
      }
    }
    const found = exportFile(console.dataset().folder, c.req.param('id'))
    if (!found) return c.text(plainText('web.notFound'), 404)
    const { path, name, size } = found
    const headers = {
      'content-type': TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      'content-length': String(size),
      // The name is one of ours: letters, digits and dashes.
      'content-disposition': `attachment; filename="${name}"`,
    }
    if (c.req.method === 'HEAD') return c.body(null, 200, headers)
    const stream = createReadStream(path, { end: Math.max(0, size - 1) })
    return c.body(Readable.toWeb(stream) as ReadableStream<Uint8Array>, 200, headers)
  })
  return downloads
}
