/** SMS through a gateway that speaks HTTP: fields and headers of its own with `{{to}}`, `{{text}}` and `{{secret}}` in them. */
import { runInNewContext } from 'node:vm'
import type { ConfigOf } from '../../shared/model/channel.ts'
import { fit } from '../domain/notify/sms.ts'
import { outcome } from './answer.ts'
import { ask, isOutcome, ofStatus } from './http.ts'
import type { Send } from './send.ts'

/** A person's pattern over somebody else's text ends in any case. */
const MATCH_MS = 50

export const sendSms: Send<ConfigOf<'sms'>> = async ({ job, config, secret, signal }) => {
  const values = { to: job.to, text: fit(job.message.short, config.letters), secret: secret ?? '' }
  const fields = config.fields.map(({ name, value }): [string, string] => [name, fill(value, values)])
  const headers = Object.fromEntries(config.headers.map(({ name, value }) => [name.toLowerCase(), fill(value, values)]))
  const isQuery = config.encoding === 'query' || config.method === 'GET'
  const coded = new URLSearchParams(fields).toString()
  const form = { 'content-type': 'application/x-www-form-urlencoded', ...headers }
  const json = { 'content-type': 'application/json; charset=utf-8', ...headers }
  const answer = await ask({
    url: isQuery ? `${config.url}${config.url.includes('?') ? '&' : '?'}${coded}` : config.url,
    method: config.method,
    headers: isQuery ? headers : config.encoding === 'form' ? form : json,
    body: isQuery
      ? config.method === 'POST'
        ? ''
        : null
      : config.encoding === 'form'
        ? coded
        : JSON.stringify(Object.fromEntries(fields)),
    verify: config.verify,
    signal,
  })
  if (isOutcome(answer)) return answer
  const body = secret ? answer.body.replaceAll(secret, '…') : answer.body
  const status = ofStatus({ ...answer, body })
  if (status.kind !== 'sent' || config.success === '') return status
  return matches(config.success, answer.body) ? status : outcome('retry', 'gateway', body)
}

function fill(template: string, values: { to: string; text: string; secret: string }): string {
  return template.replaceAll(/\{\{(to|text|secret)\}\}/g, (_, name: 'to' | 'text' | 'secret') => values[name])
}

function matches(pattern: string, text: string): boolean {
  try {
    return runInNewContext('new RegExp(pattern, "u").test(text)', { pattern, text }, { timeout: MATCH_MS }) === true
  } catch {
    return false
  }
}
