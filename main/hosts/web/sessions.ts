/** One-time links and the sessions they open. All of it lives in memory: when the program ends, so does every session. */
import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '../../../shared/model/access.ts'

export type Session = { readonly id: string; readonly actor: Actor; lastSeenAt: number; readonly onEnd: Set<() => void> }

const LINKS_AT_MOST = 16
const SESSIONS_AT_MOST = 64
const IDLE_MS = 7 * 24 * 3600_000

/** Whoever can read the terminal that started the console may do everything: so the session of a link is an administrator's. */
const TERMINAL: Actor = { name: 'admin', role: 'admin' }

export type Sessions = {
  /** A new link's token; it opens one session. */
  newToken(): string
  /** Uses a token up; null when it is not one, or was used. */
  enter(token: string): Session | null
  find(id: string | undefined): Session | null
  end(id: string): void
  endAll(): void
}

export function createSessions(now: () => number): Sessions {
  const tokens = new Set<string>()
  const sessions = new Map<string, Session>()

  const end = (id: string): void => {
    const session = sessions.get(digest(id))
    if (!session) return
    sessions.delete(digest(id))
    for (const listener of session.onEnd) listener()
  }

  return {
    newToken() {
      const token = randomBytes(24).toString('base64url')
      tokens.add(digest(token))
      // The oldest unused link goes first.
      for (const oldest of tokens) {
        if (tokens.size <= LINKS_AT_MOST) break
        tokens.delete(oldest)
      }
      return token
    },
    enter(token) {
      if (!tokens.delete(digest(token))) return null
      const id = randomBytes(32).toString('base64url')
      const session: Session = { id, actor: TERMINAL, lastSeenAt: now(), onEnd: new Set() }
      sessions.set(digest(id), session)
      if (sessions.size > SESSIONS_AT_MOST) {
        const idlest = [...sessions.values()].reduce((a, b) => (b.lastSeenAt < a.lastSeenAt ? b : a))
        end(idlest.id)
      }
      return session
    },
    find(id) {
      if (id === undefined) return null
      const session = sessions.get(digest(id))
      if (!session) return null
      if (now() - session.lastSeenAt > IDLE_MS) {
        end(id)
        return null
      }
      session.lastSeenAt = now()
      return session
    },
    end,
    endAll() {
      for (const session of sessions.values()) end(session.id)
    },
  }
}

/** Looked up by digest, so that the time a look-up takes tells nothing of the secret. */
function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
