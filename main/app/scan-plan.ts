/** A person's wish for a scan → what will be asked, with which keys, and what it costs; or the sentence that refuses it. Sends nothing. */
import { MOST_ADDRESSES, type ScanEstimate, type ScanRequest } from '../../shared/model/discovery.ts'
import { number } from '../../shared/format/number.ts'
import type { FieldIssue, Phrase } from '../../shared/model/phrase.ts'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import { estimate, MOST_WAIT_MS } from '../domain/discovery/estimate.ts'
import { readList } from '../domain/discovery/list.ts'
import { readPlan, type AddressPlan } from '../domain/discovery/plan.ts'
import { plainHost } from '../domain/discovery/ranges.ts'
import { planSweep, type Sweep } from '../domain/discovery/sweep.ts'
import type { Table } from '../domain/discovery/table.ts'
import type { Keys } from '../poll/contact.ts'
import type { CredentialStore } from '../store/store.ts'
import { readCsv } from './csv-file.ts'

export type ScanPlan = {
  readonly sweep: Sweep
  readonly plan: AddressPlan
  readonly keys: Keys
  readonly keysOf: (id: number) => Keys
  readonly estimate: ScanEstimate
  readonly waitMs: number
}
export type PlanWorld = {
  readonly credentials: Pick<CredentialStore, 'list' | 'secret'>
  /** How long the branch waits for its devices. */
  readonly timeoutMs: number
  readonly devices: readonly { readonly host: string; readonly port: number; readonly retired: boolean }[]
}

export function planScan(request: ScanRequest, { credentials, devices, timeoutMs }: PlanWorld): ScanPlan | Refusal {
  const issues: FieldIssue[] = []
  const table = (field: 'list' | 'plan'): Table => {
    const read = request[field].trim() === '' ? [] : readCsv(request[field])
    if (!('brokenAt' in read)) return read
    issues.push({ path: field, phrase: { key: 'error.import.unreadable', params: { line: read.brokenAt } } })
    return []
  }
  const byName = new Map(credentials.list().map(({ id, name }) => [name, id]))
  const list = readList(table('list'), byName)
  const plan = readPlan(table('plan'))
  const { sweep, problems } = planSweep({ ...request, list: list.rows })
  for (const { field, phrase } of problems) issues.push({ path: field, phrase })
  for (const phrase of list.problems) issues.push({ path: 'list', phrase })
  for (const phrase of plan.problems) issues.push({ path: 'plan', phrase })

  const keysOf = (id: number): Keys => {
    const secret = credentials.secret(id)
    return secret ? [{ id, secret }] : []
  }
  const keys = [...new Set(request.credentialIds)].flatMap(keysOf)
  if (keys.length === 0) issues.push({ path: 'credentialIds', phrase: { key: 'error.field.credential' } })
  if (sweep.count === 0 && issues.length === 0) issues.push({ path: 'ranges', phrase: { key: 'error.scan.nothing' } })
  if (issues.length > 0) return refuse('INVALID', 'invalid', undefined, { issues })

  const known = request.known ? 0 : knownIn(sweep, devices)
  const waitMs = Math.min(timeoutMs, MOST_WAIT_MS)
  const cost = estimate(
    sweep.count,
    known,
    keys.map(({ secret }) => secret.version),
    { rate: request.rate, waitMs },
  )
  const refused = tooMany(cost)
  return refused ?? { sweep, plan, keys, keysOf, estimate: cost, waitMs }
}

function knownIn(sweep: Sweep, devices: PlanWorld['devices']): number {
  const places = new Set(devices.filter((device) => !device.retired).map(({ host, port }) => `${plainHost(host)}|${port}`))
  let known = 0
  for (const place of places) {
    const at = place.lastIndexOf('|')
    if (sweep.has(place.slice(0, at), Number(place.slice(at + 1)))) known += 1
  }
  return known
}

/** What more addresses than one scan may have are answered. */
export function tooMany(cost: ScanEstimate): Refusal | null {
  if (cost.addresses <= MOST_ADDRESSES) return null
  const params = { addresses: grouped(cost.addresses), most: grouped(MOST_ADDRESSES), hours: tenths(cost.seconds / 3600), rate: cost.rate }
  return refusal('scan.tooMany', params, cost)
}

/** What `start` answers to many addresses that nobody has confirmed. */
export function unconfirmed(cost: ScanEstimate): Refusal {
  const params = {
    addresses: grouped(cost.addresses - cost.known),
    packets: grouped(cost.packets),
    minutes: tenths(cost.seconds / 60),
    rate: cost.rate,
  }
  return refusal('scan.confirm', params, cost)
}

function refusal(key: string, params: Phrase['params'], current: ScanEstimate): Refusal {
  return refuse('INVALID', key, params, { issues: [{ path: 'ranges', phrase: { key: `error.${key}`, params } }], current })
}

/** Large numbers are grouped alike in both languages. */
const grouped = (value: number): string => number(value, 'vi')
const tenths = (value: number): number => Math.ceil(value * 10) / 10
