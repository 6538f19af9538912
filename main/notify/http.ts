/** One HTTP request: no redirects, a bounded answer, an end to all waiting. Used by every channel that speaks HTTP. */
import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { outcome, ofError } from './answer.ts'
import { CONNECT_MS, HTTP_MS } from './send.ts'
import type { Outcome } from '../domain/notify/types.ts'

/** As much of an answer is kept; more than `MOST_READ` is not even waited for. */
const MOST_KEPT = 2048
const MOST_READ = 65_536

export type Asked = {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** The server's certificate is checked. */
  readonly verify: boolean
  readonly signal: AbortSignal
}
export type Answered = { readonly status: number; readonly body: string; readonly retryAfterMs: number | null }

export function ask({ url, method, headers, body, verify, signal }: Asked): Promise<Answered | Outcome> {
  return new Promise((settle) => {
    const bytes = body === null ? null : Buffer.from(body)
    const limit = AbortSignal.timeout(HTTP_MS)
    const failed = (error: unknown): void => settle(limit.aborted ? outcome('retry', 'timeout') : ofError(error))
    try {
      const isTls = url.toLowerCase().startsWith('https:')
      const send = isTls ? tlsRequest : plainRequest
      const request = send(url, {
        method,
        headers: { 'user-agent': 'Branchwatch', ...headers, ...(bytes ? { 'content-length': bytes.length } : {}) },
        agent: false,
        signal: AbortSignal.any([signal, limit]),
        ...(isTls ? { rejectUnauthorized: verify } : {}),
      })
      const connecting = setTimeout(() => request.destroy(Object.assign(new Error('connect'), { code: 'ETIMEDOUT' })), CONNECT_MS)
      request.on('socket', (socket) => socket.once(isTls ? 'secureConnect' : 'connect', () => clearTimeout(connecting)))
      request.on('close', () => clearTimeout(connecting))
      request.on('error', failed)
      request.on('response', (response) => {
        const parts: Buffer[] = []
        let read = 0
        const done = (): void =>
          settle({
            status: response.statusCode ?? 0,
            body: Buffer.concat(parts).subarray(0, MOST_KEPT).toString('utf8'),
            retryAfterMs: retryAfter(response.headers['retry-after']),
          })
        response.on('data', (chunk: Buffer) => {
          if (read < MOST_KEPT) parts.push(chunk)
          read += chunk.length
          if (read <= MOST_READ) return
          done()
          request.destroy()
        })
        response.on('end', done)
        response.on('error', failed)
      })
      request.end(bytes ?? undefined)
    } catch (error) {
      failed(error)
    }
  })
}

export function isOutcome(answer: Answered | Outcome): answer is Outcome {
  return 'kind' in answer
}

/** What the status says where nothing better is known. */
export function ofStatus({ status, body, retryAfterMs }: Answered): Outcome {
  const detail = body === '' ? String(status) : `${status} ${body}`
  if (status >= 200 && status < 300) return outcome('sent', 'sentSaying', detail)
  if (status >= 300 && status < 400) return outcome('wrong', 'redirect', String(status))
  if (status === 401 || status === 403 || status === 407) return outcome('wrong', 'password', detail)
  if (status === 404 || status === 405 || status === 410) return outcome('wrong', 'notFound', detail)
  if (status === 429) return outcome('retry', 'tooFast', detail, retryAfterMs ?? 30_000)
  if (status === 408 || status === 425 || status >= 500) return outcome('retry', 'busy', detail, retryAfterMs)
  return outcome('refused', 'message', detail)
}

/** Seconds only: a date would need this computer's clock to be right. */
function retryAfter(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : null
}
