/** From a decoded PDU to the trap that is handed on: one form for all versions, everything bounded, text made plain. */
import { plain } from '../../../shared/format/plain.ts'
import { TRAP_LIMITS, type ReceivedTrap, type TrapVarbind } from '../../../shared/model/trap.ts'
import type { Varbind } from '../value.ts'
import type { Pdu } from '../wire/pdu.ts'
import { SNMP_TRAP_ADDRESS, SNMP_TRAP_ENTERPRISE, SNMP_TRAP_OID, SYS_UP_TIME, trapOidOf } from './rfc3584.ts'

type Told = Pick<ReceivedTrap, 'trapOid' | 'enterprise' | 'agent' | 'upTime' | 'varbinds' | 'more'>

/** Octets shown in hex. */
const MOST_HEX = 256
const LONGEST_OID = 1024
const NOWHERE = '0.0.0.0'

/** What the PDU says; null where it is no trap, or one without a name. */
export function readTrap(pdu: Pdu): Told | null {
  if (pdu.type === 'trapV1') {
    const { enterprise, agent } = pdu
    const trapOid = trapOidOf(pdu)
    const named = agent === '' || agent === NOWHERE ? null : agent
    return trapOid === null ? null : { trapOid, enterprise, agent: named, upTime: pdu.uptime, ...variables(pdu.varbinds) }
  }
  if (pdu.type !== 'trapV2' && pdu.type !== 'inform') return null
  const find = (oid: string) => pdu.varbinds.find((one) => one.oid === oid)?.value
  const name = find(SNMP_TRAP_OID)
  if (name?.type !== 'oid' || name.raw === null) return null
  const enterprise = find(SNMP_TRAP_ENTERPRISE)
  const address = find(SNMP_TRAP_ADDRESS)
  return {
    trapOid: name.raw.slice(0, LONGEST_OID),
    enterprise: enterprise?.type === 'oid' ? enterprise.raw : null,
    agent: address?.type === 'address' && address.raw !== NOWHERE ? address.raw : null,
    upTime: find(SYS_UP_TIME)?.number ?? null,
    ...variables(pdu.varbinds.filter(({ oid }) => oid !== SYS_UP_TIME && oid !== SNMP_TRAP_OID)),
  }
}

function variables(varbinds: readonly Varbind[]): Pick<Told, 'varbinds' | 'more'> {
  const kept = varbinds.slice(0, TRAP_LIMITS.varbinds)
  return { varbinds: kept.map(asText), more: varbinds.length - kept.length }
}

function asText({ oid, value }: Varbind): TrapVarbind {
  const { type, number, raw, octets } = value
  const hex = (type === 'text' || type === 'opaque') && octets !== null ? Buffer.from(octets).toString('hex') : ''
  // What is no text was told as pairs of digits, the first ones where there are many.
  const isOctets = hex !== '' && (type === 'opaque' || hex.startsWith((raw ?? '-').replace(/[ …]/g, '')))
  return {
    oid: oid.slice(0, LONGEST_OID),
    type,
    number: number !== null && Number.isFinite(number) ? number : null,
    text: plain(raw ?? '', TRAP_LIMITS.text),
    hex: isOctets ? hex.slice(0, 2 * MOST_HEX) : null,
  }
}
