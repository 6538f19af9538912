/** Structure-aware mutations of SNMP packets: the packet is taken apart into its tags and lengths, bent in one to three places, and put together again. */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'

/** A field: fields inside it, or its octets. `form` bends how its length is written. */
export type Node = { tag: number; kids: Node[] | null; bytes: Buffer; form?: Form }
type Form = { kind: 'lie'; by: number } | { kind: 'overlong' } | { kind: 'indefinite' } | { kind: 'huge' }
export type Mutated = { name: string; bytes: Buffer }

export const TAGS = {
  integer: 0x02,
  octets: 0x04,
  nothing: 0x05,
  oid: 0x06,
  sequence: 0x30,
  report: 0xa8,
} as const

/** Takes a packet apart; octets that hold a sequence (the security parameters of v3) are taken apart too. Null where it is no BER. */
export function take(bytes: Buffer): Node | null {
  const nodes = takeAll(bytes, 0)
  return nodes?.length === 1 ? (nodes[0] ?? null) : null
}

function takeAll(bytes: Buffer, depth: number): Node[] | null {
  const nodes: Node[] = []
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] ?? 0
    let length = bytes[at + 1]
    if (length === undefined || depth > 12) return null
    let from = at + 2
    if (length & 0x80) {
      const count = length & 0x7f
      if (count === 0 || count > 3 || from + count > bytes.length) return null
      length = bytes.readUIntBE(from, count)
      from += count
    }
    if (from + length > bytes.length) return null
    const inside = Buffer.from(bytes.subarray(from, from + length))
    const nested = tag === TAGS.sequence || (tag >= 0xa0 && tag <= TAGS.report) || (tag === TAGS.octets && inside[0] === TAGS.sequence)
    const kids = nested ? takeAll(inside, depth + 1) : null
    nodes.push({ tag, kids, bytes: inside })
    at = from + length
  }
  return nodes
}

export function put(node: Node): Buffer {
  const body = node.kids ? Buffer.concat(node.kids.map(put)) : node.bytes
  return Buffer.concat([Buffer.from([node.tag & 255]), lengthOf(body.length, node.form), body])
}

function lengthOf(length: number, form: Form | undefined): Buffer {
  if (form?.kind === 'indefinite') return Buffer.from([0x80])
  if (form?.kind === 'huge') return Buffer.from([0x84, 0x7f, 0xff, 0xff, 0xff])
  if (form?.kind === 'overlong') return Buffer.from([0x84, 0, length >> 16, (length >> 8) & 255, length & 255])
  const said = Math.max(0, length + (form?.kind === 'lie' ? form.by : 0))
  if (said < 128) return Buffer.from([said])
  if (said < 256) return Buffer.from([0x81, said])
  return said < 65_536 ? Buffer.from([0x82, said >> 8, said & 255]) : Buffer.from([0x83, said >> 16, (said >> 8) & 255, said & 255])
}

/** Numbers that are the same for the same seed (mulberry32). */
export class Chance {
  #state: number
  constructor(seed: number) {
    this.#state = seed >>> 0
  }
  /** 0 ≤ n < below. */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
  of<T>(list: readonly [T, ...T[]]): T
  of<T>(list: readonly T[]): T | undefined
  of<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)]
  }
  octets(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)))
  }
}

const ODD_TAGS = [0, 1, 2, 3, 4, 5, 6, 0x1f, 0x24, 0x30, 0x31, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x80, 0x81, 0x82, 0xa0, 0xa1,
  0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xff] as const // prettier-ignore
const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const ODD_INTEGERS = ['', '00', 'ff', '7fffffff', '80000000', 'ffffffff', '0080000000', '7fffffffffffffff', '8000000000000000', '00ffffffffffffffff',
  '0000000000000000000000000001', 'ff'.repeat(40), '00'.repeat(300), '01000000000000000000'].map(hex) // prettier-ignore
const ODD_OIDS = [
  hex(''),
  hex('00'),
  hex('80'),
  hex('2b'),
  hex('2b06010201010500ff'),
  hex('ffffffffffffffffffffffffffffffff7f'),
  hex(`2b${'ff'.repeat(60)}7f`),
  hex(`2b06${'8f ffffff7f'.replace(' ', '').repeat(127)}`),
  Buffer.alloc(20_000, 1),
  Buffer.alloc(60_000, 0x81),
  hex('2b8080808001'),
]
const ODD_TEXTS = [
  hex(''),
  Buffer.alloc(60_000, 0x41),
  Buffer.alloc(30_000, 0xff),
  Buffer.from('\u001B]0;x\u0007\u001B[2J\u202Egnp'),
  Buffer.from('=cmd|1'),
  hex('edA080'),
  hex('9f780400007fc0'),
  hex('9f78047f800000'),
  hex('9f7908fff8000000000000'),
  hex('9f78ff'),
  Buffer.from('9'.repeat(400)),
  Buffer.from('1e999'),
]

type Place = { node: Node; parent: Node | null; at: number; path: string }

/** Every field of a packet with its place: v3 parts by their names. */
function places(root: Node): Place[] {
  const found: Place[] = []
  const look = (node: Node, parent: Node | null, at: number, path: string): void => {
    found.push({ node, parent, at, path })
    node.kids?.forEach((kid, n) => look(kid, node, n, `${path}.${n}`))
  }
  look(root, null, 0, '')
  return found
}

/** What stands inside a field. */
const content = (node: Node): Buffer => (node.kids ? Buffer.concat(node.kids.map(put)) : Buffer.from(node.bytes))

type Bend = (place: Place, chance: Chance, all: Place[]) => void
const replace = (node: Node, bytes: Buffer): void => {
  node.kids = null
  node.bytes = Buffer.from(bytes)
}
const BENDS: Readonly<Record<string, Bend>> = {
  lengthLie: ({ node }, c) => (node.form = { kind: 'lie', by: c.of([-1, 1, 2, -5, 40, 200, 60_000]) }),
  lengthOverlong: ({ node }) => (node.form = { kind: 'overlong' }),
  lengthIndefinite: ({ node }) => (node.form = { kind: 'indefinite' }),
  lengthHuge: ({ node }) => (node.form = { kind: 'huge' }),
  tagSwap: ({ node }, c) => (node.tag = c.of(ODD_TAGS)),
  integer: ({ node }, c) => replace(node, c.of(ODD_INTEGERS) ?? hex('')),
  oid: ({ node }, c) => replace(node, c.of(ODD_OIDS) ?? hex('')),
  text: ({ node }, c) => replace(node, c.of(ODD_TEXTS) ?? hex('')),
  wrongType: ({ node }, c) => {
    node.tag = c.of([2, 4, 5, 6, 0x40, 0x41, 0x42, 0x43, 0x44, 0x46, 0x80, 0x81, 0x82])
    replace(node, c.of([...ODD_INTEGERS, ...ODD_TEXTS]) ?? hex(''))
  },
  random: ({ node }, c) => replace(node, c.octets(c.below(40))),
  flip: ({ node }, c) => {
    const bytes = content(node)
    if (bytes.length > 0) bytes[c.below(bytes.length)] = c.below(256)
    replace(node, bytes)
  },
  truncate: ({ node }, c) => replace(node, content(node).subarray(0, c.below(8))),
  extend: ({ node }, c) => replace(node, Buffer.concat([content(node), c.octets(1 + c.below(9))])),
  drop: ({ parent, at }) => parent?.kids?.splice(at, 1),
  double: ({ parent, at, node }, c) => parent?.kids?.splice(at, 0, ...Array.from({ length: c.of([1, 1, 3, 200]) }, () => node)),
  swap: ({ parent, at }, c) => {
    const kids = parent?.kids
    if (!kids || kids.length < 2) return
    const other = c.below(kids.length)
    const [a, b] = [kids[at], kids[other]]
    if (a && b) [kids[at], kids[other]] = [b, a]
  },
  exchange: ({ node }, c, all) => {
    const other = c.of(all)?.node
    if (other) replace(node, content(other))
  },
  nest: (place, c) => {
    // Written out at once: a tree of this depth could not be put together again.
    const inner = content(place.node).subarray(0, 40_000)
    const heads: Buffer[] = []
    let size = inner.length
    for (let n = c.of([3, 40, 2000]); n > 0; n--) {
      const head = Buffer.concat([Buffer.from([TAGS.sequence]), lengthOf(size, undefined)])
      heads.unshift(head)
      size += head.length
    }
    replace(place.node, Buffer.concat([...heads, inner]))
  },
}

/** Places of a packet that decide most, by their path from the root. */
const POINTS: Readonly<Record<string, readonly string[]>> = {
  plain: ['.0', '.1', '.2', '.2.0', '.2.1', '.2.2', '.2.3', '.2.3.0', '.2.3.0.0', '.2.3.0.1'],
  secure: ['.1.0', '.1.1', '.1.2', '.1.3', '.2.0.0', '.2.0.1', '.2.0.2', '.2.0.3', '.2.0.4', '.2.0.5', '.3', '.3.0', '.3.1', '.3.2', '.3.2.0', '.3.2.1', '.3.2.3'],
} // prettier-ignore

const WHOLE: Readonly<Record<string, (bytes: Buffer, c: Chance) => Buffer>> = {
  empty: () => Buffer.alloc(0),
  cut: (bytes, c) => bytes.subarray(0, c.below(bytes.length)),
  tail: (bytes, c) => Buffer.concat([bytes, c.octets(1 + c.below(30))]),
  twice: (bytes) => Buffer.concat([bytes, bytes]),
  full: (bytes) => Buffer.concat([bytes, Buffer.alloc(65_507 - bytes.length, 0x30)]),
  zeros: (_bytes, c) => Buffer.alloc(c.of([1, 20, 1500, 65_507])),
  noise: (_bytes, c) => c.octets(c.below(200)),
  flips: (bytes, c) => {
    const bent = Buffer.from(bytes)
    for (let n = 1 + c.below(4); n > 0; n--) bent[c.below(bent.length)] = c.below(256)
    return bent
  },
}

/** Bends of v3 alone: level, engine, boots and time, user, code, salt. */
const SECURE: Readonly<Record<string, (root: Node, c: Chance) => void>> = {
  flags: (root, c) => setAt(root, '.1.2', Buffer.from([c.below(8)])),
  downgrade: (root) => setAt(root, '.1.2', Buffer.from([0])),
  downgradeOpen: (root) => {
    setAt(root, '.1.2', Buffer.from([0]))
    setAt(root, '.2.0.4', Buffer.alloc(0))
    setAt(root, '.2.0.5', Buffer.alloc(0))
    const scoped = root.kids?.[3]
    if (scoped && scoped.tag === TAGS.octets) scoped.tag = TAGS.sequence
  },
  model: (root, c) => setAt(root, '.1.3', Buffer.from([c.below(256)])),
  engine: (root, c) => setAt(root, '.2.0.0', c.of([Buffer.alloc(0), c.octets(12), c.octets(32), c.octets(200), Buffer.alloc(5)])),
  boots: (root, c) => setAt(root, '.2.0.1', c.of([hex('00'), hex('7fffffff'), hex('80000000'), c.octets(4), hex('')])),
  time: (root, c) => setAt(root, '.2.0.2', c.of([hex('00'), hex('7fffffff'), hex('ff'), c.octets(3)])),
  user: (root, c) => setAt(root, '.2.0.3', c.of([Buffer.alloc(0), Buffer.from('intruder'), Buffer.alloc(5000, 0x61)])),
  code: (root, c) => setAt(root, '.2.0.4', c.of([c.octets(12), c.octets(24), Buffer.alloc(12), Buffer.alloc(0), c.octets(64)])),
  salt: (root, c) => setAt(root, '.2.0.5', c.of([Buffer.alloc(0), c.octets(1), c.octets(7), c.octets(16), c.octets(300)])),
}

export function nodeAt(root: Node, path: string): Node | null {
  let node: Node | undefined = root
  for (const step of path.split('.').slice(1)) node = node?.kids?.[Number(step)]
  return node ?? null
}
function setAt(root: Node, path: string, bytes: Buffer): void {
  const node = nodeAt(root, path)
  if (node) replace(node, bytes)
}

const LARGEST = 65_507

export class Mutator {
  readonly counts = new Map<string, number>()
  readonly #chance: Chance

  constructor(seed: number) {
    this.#chance = new Chance(seed)
  }

  get total(): number {
    let sum = 0
    for (const count of this.counts.values()) sum += count
    return sum
  }

  /** One to three bends of a genuine packet; never longer than a datagram. */
  mutate(packet: Buffer): Mutated {
    const c = this.#chance
    const root = c.below(8) === 0 ? null : take(packet)
    const made = root ? this.#bend(root) : this.#whole(packet)
    this.counts.set(made.name, (this.counts.get(made.name) ?? 0) + 1)
    return made.bytes.length > LARGEST ? { name: made.name, bytes: made.bytes.subarray(0, LARGEST) } : made
  }

  /** Bends a part that will be sealed again, so that it is not the whole that fails first. */
  bendPart(part: Buffer): Mutated {
    const root = take(part)
    const made = root ? this.#bend(root) : this.#whole(part)
    const name = `sealed ${made.name}`
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
    return { name, bytes: made.bytes.subarray(0, 60_000) }
  }

  #whole(packet: Buffer): Mutated {
    const name = this.#chance.of(Object.keys(WHOLE)) ?? 'empty'
    return { name: `whole ${name}`, bytes: WHOLE[name]?.(packet, this.#chance) ?? packet }
  }

  #bend(root: Node): Mutated {
    const c = this.#chance
    const secure = root.kids?.[0]?.bytes[0] === 3 && root.kids.length === 4
    if (secure && c.below(3) === 0) {
      const name = c.of(Object.keys(SECURE)) ?? 'flags'
      SECURE[name]?.(root, c)
      return { name: `v3 ${name}`, bytes: put(root) }
    }
    let name = ''
    for (let n = c.of([1, 1, 1, 2, 3]); n > 0; n--) {
      const all = places(root)
      const points = POINTS[secure ? 'secure' : 'plain'] ?? []
      const wanted = c.below(2) === 0 ? c.of(points) : undefined
      const place = all.find((one) => one.path === wanted) ?? all[c.below(all.length)]
      name = c.of(Object.keys(BENDS)) ?? 'flip'
      if (place) BENDS[name]?.(place, c, all)
      if (put(root).length > LARGEST) break
    }
    return { name, bytes: put(root) }
  }
}

/** Keys of one v3 user, localised, for an agent that is hostile and knows them. */
export type Keys = { hash: string; mac: number; auth: Buffer; aes: Buffer }

function vector(root: Node): Buffer {
  const number = (path: string): number => {
    const bytes = nodeAt(root, path)?.bytes ?? Buffer.alloc(0)
    return bytes.length > 0 && bytes.length <= 5 ? bytes.readUIntBE(0, bytes.length) : 0
  }
  const iv = Buffer.alloc(16)
  iv.writeUInt32BE(number('.2.0.1') >>> 0)
  iv.writeUInt32BE(number('.2.0.2') >>> 0, 4)
  nodeAt(root, '.2.0.5')?.bytes.copy(iv, 8)
  return iv
}

/** Opens an authPriv message, has its scoped PDU bent, and seals it again with right keys. Null where it is none. */
export function reseal(packet: Buffer, keys: Keys, bend: (scoped: Buffer) => Buffer): Buffer | null {
  const root = take(packet)
  const scoped = root && nodeAt(root, '.3')
  const code = root && nodeAt(root, '.2.0.4')
  if (!root || !code || code.bytes.length !== keys.mac || scoped?.tag !== TAGS.octets) return null
  const iv = vector(root)
  const open = createDecipheriv('aes-128-cfb', keys.aes, iv)
  const bent = bend(Buffer.concat([open.update(content(scoped)), open.final()]))
  const shut = createCipheriv('aes-128-cfb', keys.aes, iv)
  replace(scoped, Buffer.concat([shut.update(bent), shut.final()]))
  replace(code, Buffer.alloc(keys.mac))
  const mac = createHmac(keys.hash, keys.auth).update(put(root)).digest().subarray(0, keys.mac)
  replace(code, mac)
  return put(root)
}
