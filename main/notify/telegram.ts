/** Telegram, or whatever speaks its Bot API at another address: sendMessage. The token stands in the address of the request, so that is never told to anybody. */
import type { ConfigOf } from '../../shared/model/channel.ts'
import { outcome } from './answer.ts'
import { ask, isOutcome, ofStatus } from './http.ts'
import type { Send } from './send.ts'

/** Telegram's own limit, in UTF-16 units. */
const MOST_TEXT = 4096

export const sendTelegram: Send<ConfigOf<'telegram'>> = async ({ job, config, secret, signal }) => {
  if (secret === null) return outcome('wrong', 'secret')
  const { subject, text } = job.message
  const whole = `${subject}\n\n${text}`
  const answer = await ask({
    url: `${config.baseUrl.replace(/\/+$/, '')}/bot${encodeURIComponent(secret).replaceAll('%3A', ':')}/sendMessage`,
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ chat_id: job.to, text: whole.slice(0, MOST_TEXT), disable_web_page_preview: true }),
    verify: config.verify,
    signal,
  })
  if (isOutcome(answer)) return answer
  const said = read(answer.body)
  // Words without the token, which some servers repeat.
  const detail = `${answer.status} ${said.description}`.replaceAll(secret, '…')
  if (said.ok) return outcome('sent', 'sent')
  if (answer.status === 429) return outcome('retry', 'tooFast', detail, (said.retryAfter ?? 30) * 1000)
  if (answer.status === 401 || answer.status === 404) return outcome('wrong', 'password', detail)
  if (answer.status === 400 || answer.status === 403) return outcome('refused', 'receiver', detail)
  return answer.status >= 200 && answer.status < 300 ? outcome('retry', 'garbage', detail) : ofStatus({ ...answer, body: said.description })
}

/** Of an answer nothing is believed but what is there in its form. */
function read(body: string): { ok: boolean; description: string; retryAfter: number | null } {
  const none = { ok: false, description: '', retryAfter: null }
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return none
  }
  if (typeof value !== 'object' || value === null) return none
  const { ok, description, parameters } = value as Record<string, unknown>
  const seconds = typeof parameters === 'object' && parameters !== null ? (parameters as Record<string, unknown>)['retry_after'] : null
  return {
    ok: ok === true,
    description: typeof description === 'string' ? description : '',
    retryAfter: typeof seconds === 'number' && seconds >= 0 && Number.isFinite(seconds) ? seconds : null,
  }
}
