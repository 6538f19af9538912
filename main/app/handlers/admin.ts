/** Settings and access tokens. */
import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '../../../shared/model/access.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'
import type { Core } from '../core.ts'
import type { Handlers } from './shape.ts'

export function settings(core: Core, renamed: (branchName: string) => void): Handlers<'settings', 'get' | 'update'> {
  return {
    get: () => core.operations.settings.get(),
    update: (next, by) => {
      const stored = core.operations.settings.update(next, by)
      core.changed('settings')
      renamed(stored.branchName)
      return stored
    },
  }
}

export function tokens(core: Core): Handlers<'tokens', 'list' | 'create' | 'revoke'> {
  const store = core.operations.tokens
  return {
    list: () => store.list(),
    create: ({ name, role }, by) => {
      const secret = `bw-${randomBytes(24).toString('base64url')}`
      const token = store.add(name, role, hash(secret), by)
      core.stale('tokens')
      return { token, secret }
    },
    revoke: ({ id }, by) => {
      const refused = store.revoke(id, by)
      if (isRefusal(refused)) return refused
      core.stale('tokens')
      return { ok: true }
    },
  }
}

/** Who a token's text stands for; null when unknown or revoked. */
export function findToken(core: Core, secret: string, at: number): Actor | null {
  const token = core.operations.tokens.find(hash(secret), at)
  return token && { name: token.name, role: token.role }
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
