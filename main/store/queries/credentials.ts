/** Credentials of agents: names are read, secrets only go in; the poller alone takes them out. */
import { Secret, type Credential } from '../../../shared/model/device.ts'
import { refuse, type Refusal } from '../../../shared/model/refusal.ts'
import type { Vault } from '../secrets.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, CredentialStore } from '../store.ts'
import { attempt } from './attempt.ts'
import { invalid, nfc, notFound } from './text.ts'

const NONE = new Uint8Array()

export function credentialStore(db: Db, vault: Vault, audit: AuditStore): CredentialStore {
  const select =
    'SELECT c.id, c.name, c.version, (SELECT count(*) FROM devices d WHERE d.credentialId = c.id) AS devices FROM credentials c'
  const list = db.prepare<[], Credential>(`${select} ORDER BY c.name`)
  const byId = db.prepare<[number], Credential>(`${select} WHERE c.id = ?`)
  const idOf = db.prepare<[string], number>('SELECT id FROM credentials WHERE name = ?').pluck()
  const sealed = db.prepare<[number], Buffer>('SELECT secret FROM credentials WHERE id = ?').pluck()
  const insert = db.prepare('INSERT INTO credentials (name, version, secret) VALUES (?, ?, ?)')
  const update = db.prepare('UPDATE credentials SET name = ?, version = ?, secret = ? WHERE id = ?')
  const remove = db.prepare('DELETE FROM credentials WHERE id = ?')

  function seal(id: number, name: string, secret: Secret): void {
    update.run(name, secret.version, vault.seal(JSON.stringify(secret), `credential:${id}`), id)
  }

  return {
    list: () => list.all(),
    add: (rawName, secret, by) =>
      attempt<Credential>(db, () => {
        const name = nfc(rawName)
        if (idOf.get(name) !== undefined) return invalid('name', 'duplicateName', { name })
        const id = Number(insert.run(name, secret.version, NONE).lastInsertRowid)
        seal(id, name, secret)
        audit.add({ action: 'credential.create', subject: `credential:${id}`, after: { name, version: secret.version } }, by)
        return { id, name, version: secret.version, devices: 0 }
      }),
    replace: (id, rawName, secret, by) =>
      attempt<Credential>(db, () => {
        const now = byId.get(id)
        if (!now) return notFound()
        const name = nfc(rawName)
        const taken = idOf.get(name)
        if (taken !== undefined && taken !== id) return invalid('name', 'duplicateName', { name })
        seal(id, name, secret)
        const before = { name: now.name, version: now.version }
        audit.add({ action: 'credential.replace', subject: `credential:${id}`, before, after: { name, version: secret.version } }, by)
        return { ...now, name, version: secret.version }
      }),
    remove: (id, by) =>
      attempt<null>(db, (): null | Refusal => {
        const now = byId.get(id)
        if (!now) return notFound()
        if (now.devices > 0) return refuse('CONFLICT', 'credentialInUse', { count: now.devices }, { current: now })
        remove.run(id)
        audit.add({ action: 'credential.remove', subject: `credential:${id}`, before: { name: now.name, version: now.version } }, by)
        return null
      }),
    secret(id) {
      const bytes = sealed.get(id)
      const text = bytes ? vault.open(bytes, `credential:${id}`) : null
      if (text === null) return null
      const parsed = Secret.safeParse(JSON.parse(text))
      return parsed.success ? parsed.data : null
    },
  }
}
