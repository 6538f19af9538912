/** Debian's SNMP tools as the other side of a comparison: their names for what we have, their output as values. */
import { execFile, type ExecFileException } from 'node:child_process'
import { tmpdir } from 'node:os'
import type { AuthProtocol, PrivProtocol, Secret } from '../../shared/model/device.ts'
import type { SnmpValue } from '../../main/snmp/value.ts'

export const AUTH_KEY = 'authpass-12345'
export const PRIV_KEY = 'privpass-12345'
export const DEBIAN_AUTH: Readonly<Record<AuthProtocol, string>> = {
  md5: 'MD5',
  sha: 'SHA',
  sha224: 'SHA-224',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
}
/** Cisco's way to a longer key ends with C. */
export const DEBIAN_PRIV: Readonly<Record<PrivProtocol, string>> = {
  des: 'DES',
  aes: 'AES',
  aes192b: 'AES-192',
  aes192r: 'AES-192-C',
  aes256b: 'AES-256',
  aes256r: 'AES-256-C',
}

export type V3 = Extract<Secret, { version: '3' }>
export const userName = (auth?: AuthProtocol, priv?: PrivProtocol): string => ['u', auth, priv].filter(Boolean).join('-')
export const v3 = (auth?: AuthProtocol, priv?: PrivProtocol, user = userName(auth, priv)): V3 => ({
  version: '3',
  user,
  ...(auth && { auth: { protocol: auth, key: AUTH_KEY } }),
  ...(priv && { priv: { protocol: priv, key: PRIV_KEY } }),
})
/** Every level with every protocol: 1 + 6 + 36. */
export const EVERY_V3: readonly V3[] = [
  v3(),
  ...(Object.keys(DEBIAN_AUTH) as AuthProtocol[]).flatMap((auth) => [
    v3(auth),
    ...(Object.keys(DEBIAN_PRIV) as PrivProtocol[]).map((priv) => v3(auth, priv)),
  ]),
]
export const debianUser = ({ user, auth, priv }: V3): { name: string; auth?: string; priv?: string } => ({
  name: user,
  ...(auth && { auth: DEBIAN_AUTH[auth.protocol] }),
  ...(priv && { priv: DEBIAN_PRIV[priv.protocol] }),
})

/** The options that make a tool use this secret. */
export function optionsOf(secret: Secret, context = ''): string[] {
  if (secret.version !== '3') return ['-v', secret.version, '-c', secret.community]
  const { user, auth, priv } = secret
  return [
    '-v',
    '3',
    '-u',
    user,
    '-l',
    priv ? 'authPriv' : auth ? 'authNoPriv' : 'noAuthNoPriv',
    ...(auth ? ['-a', DEBIAN_AUTH[auth.protocol], '-A', auth.key] : []),
    ...(priv ? ['-x', DEBIAN_PRIV[priv.protocol], '-X', priv.key] : []),
    ...(context ? ['-n', context] : []),
  ]
}

/** Runs a tool without any MIB; its exit code and what it printed. */
export function debian(tool: string, args: readonly string[], folder = tmpdir()): Promise<{ code: number; out: string }> {
  const env = {
    ...process.env,
    PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin`,
    MIBS: '',
    SNMP_PERSISTENT_DIR: folder,
    SNMPCONFPATH: folder,
  }
  return new Promise((resolve) => {
    execFile(tool, args, { env, timeout: 10_000 }, (error: ExecFileException | null, out, err) =>
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, out: out + err }),
    )
  })
}

export type DebianValue = { readonly oid: string; readonly type: string; readonly text: string }

/** `-On -Ox` output: one value per line, hex on as many as it needs. */
export function readOutput(out: string): DebianValue[] {
  const values: DebianValue[] = []
  for (const block of out.trim().split(/\n(?=\.1\.|\.0\.)/)) {
    const [, oid, rest = ''] = /^\.([\d.]+) = ([\s\S]*)$/.exec(block) ?? []
    if (oid === undefined) continue
    const [, type = '', text = ''] = /^(Opaque: Float|Opaque: Double|[A-Za-z-]+\d*): ?([\s\S]*)$/.exec(rest) ?? []
    if (type === '') values.push({ oid, type: rest.trim() === '""' ? 'Hex-STRING' : rest.trim(), text: '' })
    else values.push({ oid, type, text: type === 'Timeticks' ? (/\((\d+)\)/.exec(text)?.[1] ?? '') : text.replace(/\s+/g, ' ').trim() })
  }
  return values
}

const TYPES: Readonly<Partial<Record<SnmpValue['type'], string>>> = {
  integer: 'INTEGER',
  counter32: 'Counter32',
  gauge: 'Gauge32',
  ticks: 'Timeticks',
  counter64: 'Counter64',
  text: 'Hex-STRING',
  oid: 'OID',
  address: 'IpAddress',
  float: 'Opaque: Float',
  null: 'NULL',
}

/** The same in our words. */
export function inDebianWords(oid: string, value: SnmpValue): DebianValue {
  const type = TYPES[value.type] ?? value.type
  const octets = (): string =>
    Buffer.from(value.octets ?? [])
      .toString('hex')
      .toUpperCase()
      .replace(/(..)(?=.)/g, '$1 ')
  return { oid, type, text: value.type === 'text' ? octets() : value.type === 'oid' ? `.${value.raw}` : (value.raw ?? '') }
}

/** Numbers that move by themselves may lie between what was read before and after; all else is the same text. */
export function differences(before: readonly DebianValue[], theirs: readonly DebianValue[], after: readonly DebianValue[]): string[] {
  const moving = /^(Counter32|Counter64|Timeticks)$/
  if (before.length !== theirs.length || after.length !== theirs.length)
    return [`${before.length}, ${theirs.length}, ${after.length} values`]
  return theirs.flatMap((value, n) => {
    const pair = [before[n]!, after[n]!]
    if (pair.some((one) => one.oid !== value.oid || one.type !== value.type)) return [JSON.stringify([pair[0], value, pair[1]])]
    const [low = '', high = ''] = pair.map((one) => one.text)
    if (low === value.text || high === value.text) return []
    if (moving.test(value.type) && BigInt(low) <= BigInt(value.text) && BigInt(value.text) <= BigInt(high)) return []
    // The load of the machine, which moves both ways; Debian prints six decimals.
    if (value.type === 'Opaque: Float' && pair.some(({ text }) => Math.abs(Number(text) - Number(value.text)) < 2)) return []
    return [JSON.stringify([pair[0], value, pair[1]])]
  })
}
