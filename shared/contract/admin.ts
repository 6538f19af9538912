/** Settings, access tokens, and the demo's panel. */
import { z } from 'zod'
import { Role } from '../model/access.ts'
import { Settings } from '../model/settings.ts'
import { Id } from '../model/station.ts'
import { command, ok, query } from './procedure.ts'

export const Token = z.object({ id: Id, name: z.string(), role: Role, createdAt: z.number(), lastUsedAt: z.number().nullable() })
export type Token = z.infer<typeof Token>
export const Scenario = z.object({ id: z.string(), vi: z.string(), en: z.string(), minutes: z.number() })

export const settings = {
  get: query('viewer').output(Settings),
  update: command('admin').input(Settings).output(Settings),
}

export const tokens = {
  list: query('admin').output(z.array(Token)),
  /** The token's text is answered once and never again. */
  create: command('admin')
    .input(z.object({ name: z.string().trim().min(1).max(80), role: Role }))
    .output(z.object({ token: Token, secret: z.string() })),
  revoke: command('admin')
    .input(z.object({ id: Id }))
    .output(ok),
}

export const demo = {
  /** Answers only in demo mode; otherwise NOT_FOUND. */
  scenarios: query('viewer', 'host').output(z.object({ scenarios: z.array(Scenario), playing: z.string().nullable() })),
  play: command('engineer', 'host')
    .input(z.object({ id: z.string() }))
    .output(ok),
  stop: command('engineer', 'host').output(ok),
}
