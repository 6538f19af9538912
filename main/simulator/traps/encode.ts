/** A notification as the datagram of a v1 or v2c trap. */
import { encodeOid, oidBytes, TAG, Writer, type Value } from '../agent/ber.ts'

/** Where traps go, and how. The device is named behind the community's `@`, as it is when it is asked. */
export type TrapAim = { readonly host: string; readonly port: number; readonly version: '1' | '2c'; readonly community: string }
export type TrapBind = { readonly oid: string; readonly tag: number; readonly value: Value }
export type Notification = {
  readonly device: string
  readonly trap: string
  /** Hundredths of a second since the agent started. */
  readonly uptime: number
  readonly binds: readonly TrapBind[]
}

const V1 = 0xa4
const V2 = 0xa7
const UPTIME = '1.3.6.1.2.1.1.3.0'
const TRAP_OID = '1.3.6.1.6.3.1.1.4.1.0'
/** coldStart, warmStart, linkDown, linkUp …: number n of v1 is arc n + 1 here. */
const STANDARD = '1.3.6.1.6.3.1.1.5'
const ENTERPRISE_SPECIFIC = 6

export function encodeTrap(aim: TrapAim, said: Notification, id: number, writer = new Writer()): Buffer {
  writer.reset()
  const end = writer.at
  if (aim.version === '1') writeV1(writer, said)
  else writeV2(writer, said, id)
  writer.octets(`${aim.community}@${said.device}`)
  writer.int(aim.version === '1' ? 0 : 1)
  writer.header(TAG.sequence, end)
  return writer.take()
}

function writeBinds(writer: Writer, binds: readonly TrapBind[]): void {
  const end = writer.at
  for (const { oid, tag, value } of binds.toReversed()) {
    const bind = writer.at
    writer.value(tag, value)
    writer.octets(oidBytes(oid), TAG.oid)
    writer.header(TAG.sequence, bind)
  }
  writer.header(TAG.sequence, end)
}

function writeV2(writer: Writer, { trap, uptime, binds }: Notification, id: number): void {
  const end = writer.at
  writeBinds(writer, [{ oid: UPTIME, tag: TAG.timeTicks, value: uptime }, { oid: TRAP_OID, tag: TAG.oid, value: trap }, ...binds])
  writer.int(0)
  writer.int(0)
  writer.int(id)
  writer.header(V2, end)
}

/** RFC 3584, 3.2: the enterprise is the trap's OID without its last two arcs (…0.N). */
function writeV1(writer: Writer, { trap, uptime, binds }: Notification): void {
  const end = writer.at
  const last = Number(trap.slice(trap.lastIndexOf('.') + 1))
  const standard = trap.startsWith(`${STANDARD}.`)
  writeBinds(writer, binds)
  writer.int(uptime, TAG.timeTicks)
  writer.int(standard ? 0 : last)
  writer.int(standard ? last - 1 : ENTERPRISE_SPECIFIC)
  writer.octets(Uint8Array.of(127, 0, 0, 1), TAG.ipAddress)
  writer.octets(encodeOid(standard ? '1.3.6.1.4.1.32473.1.1' : trap.replace(/(?:\.0)?\.\d+$/, '')), TAG.oid)
  writer.header(V1, end)
}
