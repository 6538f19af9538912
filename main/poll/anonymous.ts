/** Takes out of a recording what says whose equipment it is: names, places, addresses. The same original always gets the same stand-in. */
import type { RecordedValue } from '../../shared/format/recording.ts'
import { isUnder } from '../snmp/oid.ts'

const SYSTEM = '1.3.6.1.2.1.1'
/** sysContact, sysName, sysLocation; ifAlias; serial, alias and asset of ENTITY-MIB. */
const NAMES = [
  `${SYSTEM}.4`,
  `${SYSTEM}.5`,
  `${SYSTEM}.6`,
  '1.3.6.1.2.1.31.1.1.1.18',
  ...[11, 14, 15].map((n) => `1.3.6.1.2.1.47.1.1.1.1.${n}`),
]
/** Tables whose indexes are addresses or neighbours: no profile needs them. at, ip, icmp, tcp, udp, egp, OSPF, BGP, bridge, LLDP, CDP. */
const NEIGHBOURS = ['3', '4', '5', '6', '7', '8', '14', '15', '17']
  .map((arc) => `1.3.6.1.2.1.${arc}`)
  .concat('1.0.8802', '1.3.6.1.4.1.9.9.23')
const HARDWARE = '1.3.6.1.2.1.2.2.1.6'
/** A name shorter than this is looked for in its own object only: it would be found in every other text. */
const SHORT_NAME = 4
const MOST_NAMES = 500

/** Hardware, IPv4 and IPv6 addresses as people write them, in this order. */
const ADDRESS = new RegExp(
  [
    String.raw`(?<![0-9a-f:-])(?<mac>[0-9a-f]{2}(?<by>[:-])(?:[0-9a-f]{2}\k<by>){4}[0-9a-f]{2})(?![0-9a-f:-])`,
    String.raw`(?<![\d.])(?<v4>(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3})(?![\d.])`,
    String.raw`(?<![0-9a-f:])(?<v6>(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4})+)(?![0-9a-f:])`,
  ].join('|'),
  'gi',
)

export class Anonymous {
  private readonly names = new Map<string, string>()
  private readonly addresses = new Map<string, string>()
  private readonly hardware = new Map<string, number>()

  /** The object as it may be passed on; null where it may not be. */
  clean(row: RecordedValue): RecordedValue | null {
    const { oid, tag, value } = row
    if (NEIGHBOURS.some((root) => isUnder(root, oid))) return null
    if (!(value instanceof Uint8Array)) return row
    if (tag === 64)
      return {
        ...row,
        value: Uint8Array.from(
          this.address([...value].join('.'))
            .split('.')
            .map(Number),
        ),
      }
    if (tag !== 4 || value.length === 0) return row
    if (value.length === 6 && (isUnder(HARDWARE, oid) || !isText(value))) return { ...row, value: this.mac(hexOf(value)) }
    if (!isText(value)) return row
    const text = new TextDecoder().decode(value)
    const cleaned = NAMES.some((root) => isUnder(root, oid)) ? this.name(text) : this.text(text)
    return cleaned === text ? row : { ...row, value: new TextEncoder().encode(cleaned) }
  }

  /** A name that has been met, or has not: the header's. */
  name(text: string): string {
    if (text.trim() === '') return text
    const known = this.names.get(text)
    if (known !== undefined) return known
    const made = `name-${this.names.size + 1}`
    this.names.set(text, made)
    return made
  }

  private text(text: string): string {
    let out = text
    let looked = 0
    for (const [name, made] of this.names) {
      if (looked++ > MOST_NAMES) break
      if (name.length >= SHORT_NAME && out.includes(name)) out = out.replaceAll(name, made)
    }
    return out.replace(ADDRESS, (found, mac: string | undefined, _by, v4: string | undefined) => {
      if (v4 !== undefined) return this.address(v4)
      if (mac === undefined) return '2001:db8::1'
      return hexOf(this.mac(mac.replace(/[:-]/g, '').toLowerCase())).replace(/(..)(?=.)/g, '$1:')
    })
  }

  /** Addresses that mean nothing of their own stay: any, loopback, masks. */
  private address(text: string): string {
    if (/^(?:0\.|127\.|255\.)/.test(text)) return text
    const known = this.addresses.get(text)
    if (known !== undefined) return known
    // The block set aside for benchmarks (RFC 2544) has room for 131,072.
    const n = this.addresses.size + 1
    const made = `198.${18 + ((n >> 16) & 1)}.${(n >> 8) & 255}.${n & 255}`
    this.addresses.set(text, made)
    return made
  }

  private mac(hex: string): Uint8Array {
    if (/^(?:00|ff)+$/.test(hex)) return Uint8Array.from(Buffer.from(hex, 'hex'))
    const n = this.hardware.get(hex) ?? this.hardware.size + 1
    this.hardware.set(hex, n)
    return Uint8Array.of(2, 0, 0, (n >> 16) & 255, (n >> 8) & 255, n & 255)
  }
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Text as people write it: UTF-8 without control characters but line ends and tabs, at the end perhaps NULs. */
function isText(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('utf8').replace(/\0+$/, '')
  // oxlint-disable-next-line no-control-regex -- control characters are what tells octets from text
  return !text.includes('\uFFFD') && !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(text)
}
