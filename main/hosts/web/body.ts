/** Bodies of requests: none larger than a limit is taken, whether it says its length or comes in chunks. */
import type { MiddlewareHandler } from 'hono'

/**
 * Refuses a body of more than `most` bytes. Hono's own limit cannot serve here: it copies a request without a length by a constructor
 * that does not know the server's requests, and a call without a body (`curl -X POST`) would be an error.
 */
export function limitBody(most: number, tooLarge: () => Response): MiddlewareHandler {
  return async (c, next) => {
    const { raw, method } = c.req
    const length = c.req.header('content-length')
    if (length !== undefined) return Number(length) > most ? tooLarge() : next()
    if (method === 'GET' || method === 'HEAD' || !raw.body) return next()
    const body = await readAtMost(raw.body, most)
    if (!body) return tooLarge()
    c.req.raw = new Request(raw.url, { method, headers: raw.headers, body: body.length > 0 ? body : null })
    return next()
  }
}

/** The whole body; null when it is larger, without reading on. */
async function readAtMost(stream: ReadableStream<Uint8Array>, most: number): Promise<Buffer<ArrayBuffer> | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of stream) {
    size += part.byteLength
    if (size > most) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}
