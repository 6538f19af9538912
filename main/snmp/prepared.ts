/**
 * A request that is encoded once and asked often. Only its id is patched; a reply is matched against it octet by octet, and of its values only
 * their places are taken down. What does not match is not judged here: it is decoded the general way.
 */
import { encodeOid } from './wire/oid.ts'
import { PDU, TAG } from './wire/tags.ts'
import { Writer } from './wire/writer.ts'
import { batches } from './limit.ts'
import { CELLS, Reply } from './reply.ts'
import { Recent } from './usm/recent.ts'

/** Objects that are asked together again and again, their names encoded once. */
export class ObjectList {
  readonly oids: readonly string[]
  /** Tag, length and octets of each name, one behind the other. */
  readonly names: Buffer
  /** Where each name begins in `names`, and the end of the last. */
  readonly ends: Uint16Array | Uint32Array
  readonly #slots: Map<string, number>
  /** Replies that nobody reads any more. */
  readonly #spare: Reply[] = []
  #cut: { limit: number; parts: readonly (readonly number[])[] } = { limit: 0, parts: [] }

  /** Throws RangeError where one is no object identifier. */
  constructor(oids: readonly string[]) {
    this.oids = oids
    const names = oids.map(nameOf)
    this.names = Buffer.concat(names)
    this.ends = this.names.length > 0xffff ? new Uint32Array(oids.length + 1) : new Uint16Array(oids.length + 1)
    names.forEach((name, slot) => (this.ends[slot + 1] = this.ends[slot]! + name.length))
    this.#slots = new Map(oids.map((oid, slot) => [oid, slot]))
  }

  get size(): number {
    return this.oids.length
  }

  slotOf(oid: string): number | undefined {
    return this.#slots.get(oid)
  }

  /** All slots, cut into requests of at most so many objects. */
  parts(limit: number): readonly (readonly number[])[] {
    if (this.#cut.limit !== limit) {
      const slots = Array.from({ length: this.size }, (_, slot) => slot)
      this.#cut = { limit, parts: batches(slots, limit) }
    }
    return this.#cut.parts
  }

  /** Room for one poll's values. Once it is cleared it serves the next poll of any device with this list. */
  room(): Reply {
    return (this.#spare.pop() ?? new Reply(this.size, this.#spare)).begin()
  }
}

/** Devices of one family mostly have the same objects: they share one list of them. */
const lists = new Recent<string, ObjectList>(256)

export function listOf(oids: readonly string[]): ObjectList {
  const key = oids.join(' ')
  return lists.get(key) ?? lists.set(key, new ObjectList(oids))
}

/** Tag, length and octets of an object's name. */
export function nameOf(oid: string): Buffer {
  const octets = encodeOid(oid)
  if (!octets || octets.length > 0x7f * 5) throw new RangeError(`not an object identifier: ${oid}`)
  const writer = shared.reset()
  writer.octets(octets, TAG.oid)
  return writer.take()
}

const shared = new Writer()
const NO_ID = 0x4000_0000
const ID_OCTETS = 4

export class PreparedRequest {
  /** The slots of the list that it asks for. */
  readonly slots: readonly number[]
  /** The whole message; for v3 the PDU alone. */
  readonly bytes: Buffer
  readonly #idAt: number
  readonly #list: ObjectList

  /** `head` is what stands before the PDU in a v1 or v2c message; null for v3, where that is made anew for each message. */
  constructor(list: ObjectList, slots: readonly number[], head: Uint8Array | null) {
    this.slots = slots
    this.#list = list
    const writer = shared.reset()
    for (const slot of slots.toReversed()) writeAsked(writer, list.names.subarray(list.ends[slot], list.ends[slot + 1]))
    writer.wrap(TAG.sequence, 0)
    const idBack = writeHead(writer, PDU.get, 0, 0)
    if (head) {
      writer.raw(head)
      writer.wrap(TAG.sequence, 0)
    }
    this.bytes = writer.take()
    this.#idAt = this.bytes.length - idBack
  }

  setId(id: number): void {
    const { bytes } = this
    const at = this.#idAt
    bytes[at] = id >>> 24
    bytes[at + 1] = id >>> 16
    bytes[at + 2] = id >>> 8
    bytes[at + 3] = id
  }

  /**
   * The PDU that lies from `start` to exactly `end`. True where it is the answer to this request in its plain shape: then the places of its
   * values are in `reply`.
   */
  match(bytes: Buffer, start: number, end: number, id: number, reply: Reply): boolean {
    if (bytes[start] !== PDU.response) return false
    let at = inside(bytes, start, end)
    // Id, no error, no index, and the list must follow.
    if (at < 0 || at + ID_OCTETS + 10 > end || bytes[at] !== TAG.integer || bytes[at + 1] !== ID_OCTETS) return false
    if (((bytes[at + 2]! << 24) | (bytes[at + 3]! << 16) | (bytes[at + 4]! << 8) | bytes[at + 5]!) !== id) return false
    at += 2 + ID_OCTETS
    if (bytes[at] !== TAG.integer || bytes[at + 1] !== 1 || bytes[at + 2] !== 0) return false
    if (bytes[at + 3] !== TAG.integer || bytes[at + 4] !== 1 || bytes[at + 5] !== 0 || bytes[at + 6] !== TAG.sequence) return false
    at = inside(bytes, at + 6, end)
    if (at < 0) return false
    if (this.#matchList(bytes, at, end, reply, reply.adopt(bytes))) return true
    reply.disown()
    return false
  }

  #matchList(bytes: Buffer, from: number, end: number, reply: Reply, origin: number): boolean {
    const { slots } = this
    const { names, ends } = this.#list
    const { cells } = reply
    const count = slots.length
    let at = from
    for (let n = 0; n < count; n++) {
      const slot = slots[n]!
      let name = ends[slot]!
      const behind = ends[slot + 1]!
      if (bytes[at] !== TAG.sequence) return false
      let length = bytes[at + 1]!
      at += 2
      if (length > 0x7f) {
        if (length === 0x81) length = bytes[at++]!
        else if (length === 0x82) {
          length = bytes[at]! * 256 + bytes[at + 1]!
          at += 2
        } else return false
      }
      const stop = at + length
      if (!(stop <= end) || at + behind - name + 2 > stop) return false
      while (name < behind) if (bytes[at++] !== names[name++]) return false
      const tag = bytes[at]!
      length = bytes[at + 1]!
      at += 2
      if (length > 0x7f) {
        if (length === 0x81) length = bytes[at++]!
        else if (length === 0x82) {
          length = bytes[at]! * 256 + bytes[at + 1]!
          at += 2
        } else return false
      }
      // A tag of several octets is nothing that SNMP sends.
      if (at + length !== stop || at > stop || (tag & 0x1f) === 0x1f) return false
      const cell = slot * CELLS
      cells[cell] = tag
      cells[cell + 1] = at
      cells[cell + 2] = stop
      cells[cell + 3] = origin
      at = stop
    }
    return at === end
  }
}

const NOTHING = new Uint8Array(0)

/** A name whose value is asked for. */
export function writeAsked(writer: Writer, name: Uint8Array): void {
  const since = writer.size
  writer.octets(NOTHING, TAG.null)
  writer.raw(name)
  writer.wrap(TAG.sequence, since)
}

/** What a PDU begins with, before the list that is written already. Answers how far from the end the id's octets begin. */
export function writeHead(writer: Writer, tag: number, first: number, second: number, id = NO_ID): number {
  writer.integer(second)
  writer.integer(first)
  writer.integer(id)
  const back = writer.size - 2
  writer.wrap(tag, 0)
  return back
}

/** Version and community: what stands before the PDU in every message of v1 or v2c. In v3 that is made anew for each. */
export type Community = { readonly version: 0 | 1; readonly octets: Buffer; readonly head: Buffer }

export function communityOf(version: 0 | 1, community: string): Community {
  const key = `${version} ${community}`
  return communities.get(key) ?? communities.set(key, madeOf(version, community))
}

const communities = new Recent<string, Community>(256)

function madeOf(version: 0 | 1, community: string): Community {
  const octets = Buffer.from(community)
  const writer = shared.reset()
  writer.octets(octets)
  writer.integer(version)
  return { version, octets, head: writer.take() }
}

/** Where the PDU of a v1 or v2c message with this head begins; -1 where it is another message, or does not end where it should. */
export function pduAfter(head: Uint8Array, bytes: Uint8Array): number {
  if (bytes[0] !== TAG.sequence) return -1
  let at = inside(bytes, 0, bytes.length)
  if (at < 0) return -1
  for (let n = 0; n < head.length; n++) if (bytes[at++] !== head[n]) return -1
  return at
}

/** Where the contents of the field at `at` begin, if it ends at exactly `end`; -1 otherwise. */
export function inside(bytes: Uint8Array, at: number, end: number): number {
  const length = bytes[at + 1]!
  if (length < 0x80) return at + 2 + length === end ? at + 2 : -1
  if (length === 0x81) return end === at + 3 + bytes[at + 2]! ? at + 3 : -1
  if (length === 0x82) return end === at + 4 + bytes[at + 2]! * 256 + bytes[at + 3]! ? at + 4 : -1
  return -1
}
