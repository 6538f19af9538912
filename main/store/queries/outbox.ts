/** The outbox: messages that wait, and what became of those that do not any more; and the incidents that somebody was told of. */
import type { Delivery } from '../../../shared/model/notification.ts'
import { Case, Message, OutboxEntry } from '../../domain/notify/types.ts'
import type { Db } from '../sqlite.ts'
import type { OutboxStore, Reader } from '../store.ts'
import { fromJson } from './text.ts'

const FIELDS = [
  'key', 'kind', 'state', 'severity', 'channelId', 'channelKind', 'channelName', 'recipient', 'teamName', 'incidentId', 'ruleId', 'step',
  'createdAt', 'dueAt', 'sentAt', 'attempts', 'tries', 'listKey', 'message',
] as const // prettier-ignore
const COLUMNS = ['id', ...FIELDS].join(', ')
/** Before the words are made only their language is known. */
const Held = Message.pick({ language: true })

/** As the table has it. */
type Row = Record<(typeof FIELDS)[number], string | number | null> & { id: number; tries: string; message: string; recipient: string }

/** A row whose bytes are harmed is lost alone. */
function toEntry(row: Row | undefined): OutboxEntry[] {
  if (!row) return []
  const message: unknown = fromJson(row.message)
  const entry = OutboxEntry.safeParse({
    ...row,
    to: row.recipient,
    tries: fromJson(row.tries) ?? [],
    message: Message.safeParse(message).data ?? null,
    language: Held.safeParse(message).data?.language ?? 'vi',
  })
  return entry.success ? [entry.data] : []
}

function toRow({ to, tries, message, language, ...rest }: OutboxEntry): Row {
  return { ...rest, recipient: to, tries: JSON.stringify(tries), message: JSON.stringify(message ?? { language }) }
}

/** A page of the delivery log, newest first. */
export function deliveryPage(db: Db): Reader['deliveries'] {
  const page = db.prepare<[Record<string, string | number | null>], Row & { listId: number | null }>(
    `SELECT ${COLUMNS}, (SELECT l.id FROM outbox l WHERE l.key = outbox.listKey) AS listId FROM outbox
      WHERE (@before IS NULL OR id < @before) AND (@channelId IS NULL OR channelId = @channelId)
        AND (@incidentId IS NULL OR incidentId = @incidentId) AND (@states = '' OR instr(@states, ',' || state || ',') > 0)
      ORDER BY id DESC LIMIT @limit`,
  )
  return ({ states, limit, ...filter }) => {
    const rows = page.all({ ...filter, limit: limit + 1, states: states.length === 0 ? '' : `,${states.join(',')},` })
    return { rows: rows.slice(0, limit).flatMap(toDelivery), more: rows.length > limit }
  }
}

function toDelivery(row: Row & { listId: number | null }): Delivery[] {
  return toEntry(row).map(({ message, listKey: _listKey, language: _language, tries, ...rest }) => ({
    ...rest,
    tries: [...tries],
    listId: row.listId,
    subject: message?.subject ?? '',
    text: message?.text ?? '',
  }))
}

export function outboxStore(db: Db): OutboxStore {
  const open = db.prepare<[], Row>(`SELECT ${COLUMNS} FROM outbox WHERE state IN ('held', 'due', 'sending') ORDER BY id`)
  const byId = db.prepare<[number], Row>(`SELECT ${COLUMNS} FROM outbox WHERE id = ?`)
  const recent = db.prepare<[number, number], { channelId: number; to: string; kind: string; dueAt: number }>(
    `SELECT channelId, recipient AS "to", kind, dueAt FROM outbox
      WHERE id > (SELECT coalesce(max(id), 0) FROM outbox) - ? AND dueAt > ? AND state IN ('due', 'sending', 'sent', 'failed') AND kind <> 'test'`,
  )
  const counts = db.prepare<[number], { state: string; n: number }>(
    `SELECT state, count(*) AS n FROM outbox
      WHERE id > (SELECT coalesce(max(id), 0) FROM outbox) - 50000 AND createdAt > ? AND state IN ('sent', 'failed') GROUP BY state`,
  )
  const upsert = db.prepare(
    `INSERT INTO outbox (${FIELDS.join(', ')}) VALUES (${FIELDS.map((f) => `@${f}`).join(', ')})
      ON CONFLICT (key) DO UPDATE SET state = @state, dueAt = @dueAt, sentAt = @sentAt, attempts = @attempts, tries = @tries,
        listKey = @listKey, message = @message, teamName = @teamName, severity = @severity`,
  )
  const idOf = db.prepare<[string], number>('SELECT id FROM outbox WHERE key = ?').pluck()
  const newest = db.prepare<[], number | null>('SELECT max(id) FROM outbox').pluck()
  const drop = db.prepare(
    `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE state NOT IN ('held', 'due', 'sending') AND (id <= ? OR createdAt < ?) ORDER BY id LIMIT ?)`,
  )
  const cases = db.prepare<[], string>('SELECT body FROM notificationCases ORDER BY incidentId').pluck()
  const saveCase = db.prepare('INSERT OR REPLACE INTO notificationCases (incidentId, body) VALUES (?, ?)')
  const dropCase = db.prepare('DELETE FROM notificationCases WHERE incidentId = ?')
  return {
    open: () => open.all().flatMap(toEntry),
    has: (key) => idOf.get(key) !== undefined,
    get: (id) => toEntry(byId.get(id))[0] ?? null,
    recent: (since, most) => recent.all(most, since),
    counts(since) {
      const by = new Map(counts.all(since).map(({ state, n }) => [state, n]))
      return { sent: by.get('sent') ?? 0, failed: by.get('failed') ?? 0 }
    },
    put(entry) {
      upsert.run(toRow(entry))
      return entry.id || (idOf.get(entry.key) ?? 0)
    },
    prune: (oldest, keepRows, most) => drop.run((newest.get() ?? 0) - keepRows, oldest, most).changes,
    cases: () =>
      cases.all().flatMap((body): Case[] => {
        const parsed = Case.safeParse(fromJson(body))
        return parsed.success ? [parsed.data] : []
      }),
    saveCase: (one) => void saveCase.run(one.incidentId, JSON.stringify(one)),
    dropCase: (incidentId) => void dropCase.run(incidentId),
  }
}
