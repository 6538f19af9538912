/** The first contact with an address: one request for each credential until one opens it, then who it is. */
import type { Secret } from '../../shared/model/device.ts'
import type { ScanState, Identity } from '../../shared/model/discovery.ts'
import type { Profile } from '../profiles/schema.ts'
import type { AgentSession } from '../snmp/session.ts'
import type { SnmpTarget } from '../snmp/target.ts'
import { identityOf, profileOf, SYSTEM_OBJECTS, systemOf, type Asker } from './identify.ts'
import type { Pace } from './pace.ts'

export type Contact = {
  readonly state: ScanState
  readonly credentialId: number | null
  readonly responseMs: number | null
  readonly identity: Identity
  readonly profile: string | null
}
export type Keys = readonly { readonly id: number; readonly secret: Secret }[]
export type ContactParts = {
  readonly open: (target: SnmpTarget) => AgentSession
  readonly profiles: ReadonlyMap<string, Profile>
  readonly pace: Pace
  readonly waitMs: number
  readonly mono: () => number
}

const NOBODY: Identity = { sysObjectID: null, sysName: null, sysDescr: null, serial: null, engineId: null }
const bare = (state: ScanState): Contact => ({ state, credentialId: null, responseMs: null, identity: NOBODY, profile: null })

/** Asks once with each key. `silent` where nothing came: a wrong v1 or v2c community looks like an empty address. */
export async function contact(parts: ContactParts, host: string, port: number, keys: Keys): Promise<Contact> {
  let best = bare('silent')
  let engineSilent = false
  for (const { id, secret } of keys) {
    // An engine that does not answer discovery answers it for no user.
    if (secret.version === '3' && engineSilent) continue
    await parts.pace.take()
    const session = parts.open({ host, port, secret, context: '', timeoutMs: parts.waitMs, retries: 0 })
    try {
      const began = parts.mono()
      const system = await session.get(SYSTEM_OBJECTS)
      // With v3 the request came after its discovery.
      if (secret.version === '3' && system.outcome !== 'timeout') parts.pace.owe()
      if (system.outcome === 'ok') {
        const responseMs = Math.max(0, parts.mono() - began)
        return await whoIs(parts, session, {
          ...bare('answered'),
          credentialId: id,
          responseMs,
          identity: { ...NOBODY, ...systemOf(system.value) },
        })
      }
      if (system.outcome === 'unresolved') return bare('unresolved')
      if (system.outcome === 'timeout' && secret.version === '3') engineSilent = true
      else if (system.outcome === 'auth') best = bare('refused')
      else if (system.outcome !== 'timeout' && best.state === 'silent') best = bare('answered')
    } finally {
      session.close()
    }
  }
  return best
}

/** Somebody answered: which profile fits, and which box it is. What fails here leaves it as answered. */
async function whoIs({ pace, profiles }: ContactParts, session: AgentSession, found: Contact): Promise<Contact> {
  const ask = patient(session, pace)
  const profile = await profileOf(ask, profiles, found.identity.sysObjectID)
  const fitting = profile.outcome === 'ok' ? profile.value : null
  const identity = await identityOf(ask, fitting)
  return {
    ...found,
    state: fitting ? 'identified' : 'answered',
    identity: identity.outcome === 'ok' ? identity.value : found.identity,
    profile: fitting?.id ?? null,
  }
}

/** Asks in its turn, and once more where a datagram was lost: that there is somebody is known. */
function patient(session: AgentSession, pace: Pace): Asker {
  const twice = async <T extends { readonly outcome: string }>(ask: () => Promise<T>): Promise<T> => {
    await pace.take()
    const first = await ask()
    if (first.outcome !== 'timeout') return first
    await pace.take()
    return ask()
  }
  return { get: (oids) => twice(() => session.get(oids)), getNext: (oids) => twice(() => session.getNext(oids)) }
}
