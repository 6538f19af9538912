/** The two forms of a trap: v1's enterprise, generic and specific number, and v2's one identifier (RFC 3584, 3.1 and 3.2). */

export const SYS_UP_TIME = '1.3.6.1.2.1.1.3.0'
export const SNMP_TRAP_OID = '1.3.6.1.6.3.1.1.4.1.0'
export const SNMP_TRAP_ENTERPRISE = '1.3.6.1.6.3.1.1.4.3.0'
export const SNMP_TRAP_ADDRESS = '1.3.6.1.6.3.18.1.3.0'
export const SNMP_TRAP_COMMUNITY = '1.3.6.1.6.3.18.1.4.0'
/** coldStart is .1 of it, authenticationFailure .5, egpNeighborLoss .6. */
const SNMP_TRAPS = '1.3.6.1.6.3.1.1.5'
const ENTERPRISE_SPECIFIC = 6

export type V1Trap = { readonly enterprise: string; readonly generic: number; readonly specific: number }

/** The v2 identifier of a v1 trap; null where its generic number is none. */
export function trapOidOf({ enterprise, generic, specific }: V1Trap): string | null {
  if (generic === ENTERPRISE_SPECIFIC) return `${enterprise}.0.${specific}`
  return Number.isInteger(generic) && generic >= 0 && generic < ENTERPRISE_SPECIFIC ? `${SNMP_TRAPS}.${generic + 1}` : null
}

/** The v1 form of a v2 trap. `enterprise`: the value of snmpTrapEnterprise.0, where the trap brings it. */
export function v1Of(trapOid: string, enterprise: string | null = null): V1Trap {
  const arcs = trapOid.split('.')
  const last = Number(arcs.at(-1))
  if (trapOid.startsWith(`${SNMP_TRAPS}.`) && arcs.length === 10 && last >= 1 && last <= ENTERPRISE_SPECIFIC)
    return { enterprise: enterprise ?? SNMP_TRAPS, generic: last - 1, specific: 0 }
  const cut = arcs.at(-2) === '0' ? 2 : 1
  return { enterprise: arcs.slice(0, -cut).join('.'), generic: ENTERPRISE_SPECIFIC, specific: last }
}
