/** Personal access tokens: only the hash is kept; a revoked one stays in the table and opens nothing. */
import type { Token } from '../../../shared/contract/admin.ts'
import type { Refusal } from '../../../shared/model/refusal.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, TokenStore } from '../store.ts'
import { atomic, attempt } from './attempt.ts'
import { nfc, notFound } from './text.ts'

const COLUMNS = 'id, name, role, createdAt, lastUsedAt'
/** A script may call many times a second: its last use is noted at most this often. */
const USE_NOTED_MS = 60_000

export function tokenStore(db: Db, audit: AuditStore): TokenStore {
  const list = db.prepare<[], Token>(`SELECT ${COLUMNS} FROM tokens WHERE revokedAt IS NULL ORDER BY id`)
  const byId = db.prepare<[number], Token>(`SELECT ${COLUMNS} FROM tokens WHERE id = ? AND revokedAt IS NULL`)
  const byHash = db.prepare<[string], Token>(`SELECT ${COLUMNS} FROM tokens WHERE hash = ? AND revokedAt IS NULL`)
  const insert = db.prepare('INSERT INTO tokens (name, role, hash, createdAt) VALUES (?, ?, ?, ?)')
  const revoke = db.prepare('UPDATE tokens SET revokedAt = ? WHERE id = ?')
  const used = db.prepare('UPDATE tokens SET lastUsedAt = ? WHERE id = ?')
  return {
    list: () => list.all(),
    add: (rawName, role, secretHash, by) =>
      atomic(db, () => {
        const name = nfc(rawName)
        const id = Number(insert.run(name, role, secretHash, by.at).lastInsertRowid)
        audit.add({ action: 'token.create', subject: `token:${id}`, after: { name, role } }, by)
        return { id, name, role, createdAt: by.at, lastUsedAt: null }
      }),
    revoke: (id, by) =>
      attempt<null>(db, (): null | Refusal => {
        const now = byId.get(id)
        if (!now) return notFound()
        revoke.run(by.at, id)
        audit.add({ action: 'token.revoke', subject: `token:${id}`, before: { name: now.name, role: now.role } }, by)
        return null
      }),
    find(secretHash, at) {
      const token = byHash.get(secretHash)
      if (!token) return null
      if (token.lastUsedAt !== null && Math.abs(at - token.lastUsedAt) < USE_NOTED_MS) return token
      used.run(at, token.id)
      return { ...token, lastUsedAt: at }
    },
  }
}
