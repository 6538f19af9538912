/** Whom to ask and how, and what an exchange can end with. */
import type { Outcome, Secret } from '../../shared/model/device.ts'

export type SnmpTarget = {
  readonly host: string
  readonly port: number
  readonly secret: Secret
  /** v3 context; with v1 and v2c it is sent as `<community>@<context>`. */
  readonly context: string
  readonly timeoutMs: number
  readonly retries: number
  /** True where the agent may answer from another address or port: its replies are then known by id and community or user alone. */
  readonly elsewhere?: boolean
}

export type Failure = { readonly outcome: Exclude<Outcome, 'ok'> }
/** A finished exchange: what came, or how it failed. */
export type Exchange<T> = { readonly outcome: 'ok'; readonly value: T } | Failure

export const fail = (outcome: Failure['outcome']): Failure => ({ outcome })

/** The least v3 flags an answer must carry: bit 0 authenticated, bit 1 encrypted. */
export function levelOf(secret: Secret): number {
  return secret.version === '3' ? (secret.auth ? 1 : 0) + (secret.priv ? 2 : 0) : 0
}
