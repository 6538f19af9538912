/** Datagrams that were not let through, by reason. */

export type Dropped = {
  /** From where nothing was asked. */
  stranger: number
  /** Not readable as SNMP. */
  garbage: number
  /** No request with its id is under way. */
  unasked: number
  version: number
  /** Below the security level that was asked for, or not proved to be the agent's. */
  level: number
  /** Another community or user. */
  principal: number
  /** What the library threw. */
  contained: number
}

export const noneDropped = (): Dropped => ({ stranger: 0, garbage: 0, unasked: 0, version: 0, level: 0, principal: 0, contained: 0 })
