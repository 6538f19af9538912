/** What every procedure of the contract carries: the least role, its kind, where it runs, and the errors it may answer. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { FieldIssue, Phrase } from '../model/phrase.ts'
import type { Role } from '../model/access.ts'

/** query: reads; command: changes something and writes an audit row; stream: an event iterator. */
export type Kind = 'query' | 'command' | 'stream'
/**
 * core: the worker with the engine and the writing connection; reader: read-only worker for queries that a screen waits for; archive: read-only worker
 * for long work that no screen waits for; host: the hosting process itself.
 */
export type Place = 'core' | 'reader' | 'archive' | 'host'
/** columns: its answer has typed arrays (columns.ts); the ways that answers go look for them only where they are announced. */
export type ProcedureMeta = { role: Role; kind: Kind; place: Place; columns?: boolean }

/** What an error carries besides its code. `issues` name the refused fields; `current` is the present state on CONFLICT. */
export const ErrorData = z.object({ phrase: Phrase, issues: z.array(FieldIssue).optional(), current: z.unknown().optional() })
export type ErrorData = z.infer<typeof ErrorData>

/** The closed set of errors; the HTTP status of each. */
export const ERRORS = {
  INVALID: { status: 422, data: ErrorData },
  UNAUTHORIZED: { status: 401, data: ErrorData },
  FORBIDDEN: { status: 403, data: ErrorData },
  NOT_FOUND: { status: 404, data: ErrorData },
  CONFLICT: { status: 409, data: ErrorData },
  TOO_MANY: { status: 429, data: ErrorData },
  /** A worker is restarting or the store cannot be written; nothing was done, try again. */
  UNAVAILABLE: { status: 503, data: ErrorData },
} as const
export type ErrorCode = keyof typeof ERRORS

const base = oc.$meta<ProcedureMeta>({ role: 'admin', kind: 'command', place: 'core' }).errors(ERRORS)

export const query = (role: Role, place: Place = 'core') => base.meta({ role, kind: 'query', place })
export const columns = (role: Role, place: Place = 'core') => base.meta({ role, kind: 'query', place, columns: true })
export const command = (role: Role, place: Place = 'core') => base.meta({ role, kind: 'command', place })
export const stream = (role: Role, place: Place = 'host') => base.meta({ role, kind: 'stream', place })

export const ok = z.object({ ok: z.literal(true) })
/** Names one record and the version it was read at. */
export const versioned = z.object({ id: z.number().int(), version: z.number().int() })
