/** Views of the alarm list: a name for a whole question (filters, grouping, order, columns); shipped ones, and those that a person saved. */
import { z } from 'zod'
import type { Params } from '../../app/location.ts'
import { store, stored } from '../../app/preferences.ts'
import { ME, STATES, type Readable } from './filter.ts'

/** The parameters of the address that make a question. */
export const ASKED = [
  'severity',
  'state',
  'cause',
  'commune',
  'station',
  'incident',
  'assigned',
  'age',
  'q',
  'group',
  'sort',
  'cols',
] as const
export type Asked = (typeof ASKED)[number]
export type Question = Readonly<Partial<Record<Asked, string>>>

export type ListView = {
  /** In the address. */
  readonly id: string
  /** What a person called it; null where it was shipped and has a name in both languages. */
  readonly name: string | null
  readonly question: Question
}

const POWER = '58,72,104,105,106,111,112,114,127'

/** Shipped views, in their order; the first is what opens. */
export const SHIPPED: readonly ListView[] = [
  { id: 'need', name: null, question: { state: 'unacknowledged,clearedUnacknowledged', group: 'incident' } },
  { id: 'mine', name: null, question: { assigned: ME } },
  { id: 'shelved', name: null, question: { state: 'shelved', sort: 'shelved.asc' } },
  { id: 'suppressed', name: null, question: { state: 'suppressed', group: 'incident' } },
  { id: 'power', name: null, question: { cause: POWER, group: 'commune' } },
  { id: 'all', name: null, question: { state: STATES.join(',') } },
]
const FIRST: ListView = SHIPPED[0] ?? { id: 'need', name: null, question: {} }

/** Stands in the address where a view asks for something and the reader does not. */
const ANY = '@any'

/** The view that the address names; the first where it names none that is known. */
export function viewNamed(id: string | null, own: readonly ListView[]): ListView {
  return [...SHIPPED, ...own].find((view) => view.id === id) ?? FIRST
}

/** The whole question: what the view asks, with what the address says instead. */
export function questionOf(view: ListView, params: Readable): Question {
  const question: Partial<Record<Asked, string>> = {}
  for (const name of ASKED) {
    const said = params.get(name) ?? view.question[name]
    if (said !== undefined && said !== ANY && said !== '') question[name] = said
  }
  return question
}

/** A question as filters read it; what old links say stays readable and stands above the view's states. */
export function readable(question: Question, params: Readable): Readable {
  const old = params.get('ack') !== null || params.get('suppressed') !== null
  const get = (name: string): string | null => {
    if (old && name === 'state' && params.get('state') === null) return null
    return ASKED.some((one) => one === name) ? (question[name as Asked] ?? null) : params.get(name)
  }
  return { get, list: (name) => get(name)?.split(',').filter(Boolean) ?? [] }
}

/** True where the question is another than the view's own. */
export function isChanged(view: ListView, question: Question): boolean {
  return ASKED.some((name) => (question[name] ?? '') !== (view.question[name] ?? ''))
}

/** What to put into the address so that the question says this: nothing where the view says the same. */
export function asking(
  view: ListView,
  change: Readonly<Record<string, string | number | readonly (string | number)[] | null>>,
): Record<string, string | null> {
  const out: Record<string, string | null> = { ack: null, suppressed: null }
  for (const [name, value] of Object.entries(change)) {
    const said = Array.isArray(value) ? value.join(',') : value === null ? '' : String(value)
    const own = ASKED.some((one) => one === name) ? (view.question[name as Asked] ?? '') : ''
    out[name] = said === own ? null : said === '' ? ANY : said
  }
  return out
}

/** The address of a view as it was saved. A person's own stands there whole, so that the link says it on another computer too. */
export function addressOf(view: ListView): Record<string, string | null> {
  const out: Record<string, string | null> = { ack: null, suppressed: null, alarm: null, view: view.id === FIRST.id ? null : view.id }
  for (const name of ASKED)
    out[name] = view.name === null ? null : (view.question[name] ?? (FIRST.question[name] === undefined ? null : ANY))
  return out
}

/** Filters of a view alone, e.g. for its count. */
export function readableView(view: ListView): Readable {
  const get = (name: string): string | null => (ASKED.some((one) => one === name) ? (view.question[name as Asked] ?? null) : null)
  return { get, list: (name) => get(name)?.split(',').filter(Boolean) ?? [] }
}

const KEY = 'branchwatch.alarmViews'
const MOST = 30
const Stored = z.array(
  z.object({
    id: z.string().regex(/^own-[a-z0-9]{1,16}$/),
    name: z.string().trim().min(1).max(40),
    question: z.partialRecord(z.enum(ASKED), z.string().max(2000)),
  }),
)

/** A person's own views on this computer; unreadable ones count as none. */
export function ownViews(): ListView[] {
  const read = Stored.safeParse(stored(KEY))
  return read.success ? read.data : []
}

/** Saves a question under a name: a new view, or in place of the one with this id. Gives all of them, the newest last. */
export function saveView(own: readonly ListView[], name: string, question: Question, id?: string): { views: ListView[]; saved: ListView } {
  const saved: ListView = { id: id ?? `own-${Date.now().toString(36)}`, name: name.trim().slice(0, 40), question }
  const at = own.findIndex((view) => view.id === id)
  const views = at < 0 ? [...own, saved].slice(-MOST) : own.with(at, saved)
  store(KEY, views)
  return { views, saved }
}

export function removeView(own: readonly ListView[], id: string): ListView[] {
  const views = own.filter((view) => view.id !== id)
  store(KEY, views)
  return views
}

export type SetParams = Params['set']
