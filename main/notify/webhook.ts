/**
 * Webhook: POST of JSON. `Idempotency-Key` is the same for the same message however often it is sent. With a key of one's own the body is signed:
 * `X-Branchwatch-Signature: v1=` HMAC-SHA256 in hex over `<X-Branchwatch-Timestamp>.<body>`; a receiver compares, and refuses old timestamps.
 */
import { createHmac } from 'node:crypto'
import type { ConfigOf } from '../../shared/model/channel.ts'
import { ask, isOutcome, ofStatus } from './http.ts'
import type { Send } from './send.ts'

export const sendWebhook: Send<ConfigOf<'webhook'>> = async ({ job, config, secret, at, signal }) => {
  const { subject, text, language, data } = job.message
  const body = JSON.stringify({ ...data, language, subject, text })
  const timestamp = String(Math.floor(at / 1000))
  const answer = await ask({
    url: config.url,
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': job.key,
      'x-branchwatch-timestamp': timestamp,
      ...(secret === null ? {} : { 'x-branchwatch-signature': `v1=${sign(secret, timestamp, body)}` }),
    },
    body,
    verify: config.verify,
    signal,
  })
  return isOutcome(answer) ? answer : ofStatus(answer)
}

export function sign(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
}
