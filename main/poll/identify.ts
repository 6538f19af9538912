/** Asks a device what it is, and who: system group, the questions that tell families apart, engine ID and serial number. */
import type { Identity } from '../../shared/model/discovery.ts'
import { plain } from '../../shared/format/plain.ts'
import { choose, FALLBACK, questionFor } from '../profiles/identify.ts'
import type { Profile } from '../profiles/schema.ts'
import { isUnder } from '../snmp/oid.ts'
import type { AgentSession } from '../snmp/session.ts'
import type { Exchange } from '../snmp/target.ts'
import { isPresent, type Varbind } from '../snmp/value.ts'

/** Whoever asks for us: a session, or one that is held back to a rate. */
export type Asker = Pick<AgentSession, 'get' | 'getNext'>
export type System = Pick<Identity, 'sysObjectID' | 'sysName' | 'sysDescr'>

const SYS = { objectID: '1.3.6.1.2.1.1.2.0', name: '1.3.6.1.2.1.1.5.0', descr: '1.3.6.1.2.1.1.1.0' } as const
const ENGINE_ID = '1.3.6.1.6.3.10.2.1.1.0'

/** Longest text of each kind that is kept. */
const NAME_LENGTH = 120
const DESCRIPTION_LENGTH = 500

/** What the first request of a scan asks for. */
export const SYSTEM_OBJECTS: readonly string[] = Object.values(SYS)

export function systemOf(varbinds: readonly Varbind[]): System {
  return {
    sysObjectID: textOf(varbinds, SYS.objectID, NAME_LENGTH),
    sysName: textOf(varbinds, SYS.name, NAME_LENGTH),
    sysDescr: textOf(varbinds, SYS.descr, DESCRIPTION_LENGTH),
  }
}

/** The profile of a device whose sysObjectID is known: asks after objects that only one family has, where that decides. */
export async function profileOf(
  ask: Asker,
  profiles: ReadonlyMap<string, Profile>,
  sysObjectID: string | null,
): Promise<Exchange<Profile>> {
  const question = questionFor(profiles.values(), sysObjectID)
  const yes = new Set<string>()
  if (question.probes.length > 0) {
    const answers = await ask.get(question.probes)
    if (answers.outcome !== 'ok') return answers
    for (const { oid, value } of answers.value) if (isPresent(value)) yes.add(oid)
  }
  for (const root of question.unders) {
    const next = await ask.getNext([root])
    if (next.outcome !== 'ok' && next.outcome !== 'agentError') return next
    const first = next.outcome === 'ok' ? next.value[0] : undefined
    if (first && isPresent(first.value) && isUnder(root, first.oid)) yes.add(root)
  }
  const profile = choose(question, (oid) => yes.has(oid)) ?? profiles.get(FALLBACK)
  return profile ? { outcome: 'ok', value: profile } : { outcome: 'internal' }
}

/** Who the device is: one request. `profile` says where its serial number may stand. */
export async function identityOf(ask: Asker, profile: Profile | null): Promise<Exchange<Identity>> {
  const serials = profile?.identity.serial ?? []
  const answer = await ask.get([...SYSTEM_OBJECTS, ENGINE_ID, ...serials])
  if (answer.outcome !== 'ok') return answer
  const engine = textOf(answer.value, ENGINE_ID, NAME_LENGTH)
  return {
    outcome: 'ok',
    value: {
      ...systemOf(answer.value),
      serial: serials.map((oid) => textOf(answer.value, oid, NAME_LENGTH)).find((text) => text !== null) ?? null,
      engineId: engine === null ? null : hexOf(engine),
    },
  }
}

function textOf(varbinds: readonly Varbind[], oid: string, most: number): string | null {
  const raw = varbinds.find((varbind) => varbind.oid === oid)?.value.raw ?? null
  const text = raw === null ? '' : plain(raw, most)
  return text === '' ? null : text
}

/** Octets are shown as hex pairs; an engine ID of letters alone is kept as they are. */
const hexOf = (text: string): string => (/^[0-9a-f]{2}( [0-9a-f]{2})*$/i.test(text) ? text.replaceAll(' ', '').toLowerCase() : text)
