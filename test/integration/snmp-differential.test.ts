/** Agreement with Debian's snmpget and snmpbulkwalk on one snmpd: every version, level and protocol, by each way that we ask; what we read is in type and value what they read. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Secret } from '../../shared/model/device.ts'
import { Limit } from '../../main/snmp/limit.ts'
import { Line } from '../../main/snmp/line.ts'
import { ObjectList } from '../../main/snmp/prepared.ts'
import { Transport } from '../../main/snmp/transport.ts'
import { walk } from '../../main/snmp/walk.ts'
import { v3Client } from '../support/v3-client.ts'
import {
  debian,
  debianUser,
  differences,
  EVERY_V3,
  inDebianWords,
  optionsOf,
  readOutput,
  v3,
  type DebianValue,
  type V3,
} from './snmp-debian.ts'
import { hasIpv6, hasProgram, startSnmpd } from './snmp-tools.ts'

const present = hasProgram('snmpd') && hasProgram('snmpbulkwalk')
if (!present) process.stderr.write("SKIPPED: snmpd or snmpbulkwalk is not installed; we are not compared with Debian's tools here\n")

const NAME = '1.3.6.1.2.1.1.5.0'
const SYSTEM = '1.3.6.1.2.1.1'
const INTERFACES = '1.3.6.1.2.1.2'
/** A subtree made up of values that a real machine seldom has. */
const EXTREMES = '1.3.6.1.4.1.8072.9999'
const OVERRIDES = [
  'integer -2147483648',
  'integer 2147483647',
  'integer -1',
  'integer 128',
  'uinteger 4294967295',
  'uinteger 2147483648',
  'counter 4294967295',
  'counter 255',
  'timeticks 4294967295',
  'object_id .1.3.6.1.4.1.4294967295.1.128.16384',
  'object_id .0.0',
  'octet_str ""',
  'octet_str "Trạm phát sóng"',
  `octet_str "${'x'.repeat(200)}"`,
]

const VIETNAMESE = {
  version: '3',
  user: 'trạm-gốc',
  auth: { protocol: 'sha', key: 'mật khẩu của trạm' },
  priv: { protocol: 'aes', key: 'khóa riêng của trạm' },
} as const

describe.skipIf(!present)("we and Debian's tools", () => {
  let snmpd: Awaited<ReturnType<typeof startSnmpd>>
  const transport = new Transport({ mono: () => performance.now() })
  const session = (secret: Secret, host = '127.0.0.1', context = '') =>
    transport.session({ host, port: snmpd.port, secret, context, timeoutMs: 2000, retries: 1 })
  beforeAll(async () => {
    snmpd = await startSnmpd(EVERY_V3.map(debianUser), undefined, (port) => [
      ...(hasIpv6() ? [`agentaddress udp6:[::1]:${port}`, 'rocommunity6 public'] : []),
      'load 12 10 5',
      ...OVERRIDES.map((what, n) => `override .${EXTREMES}.${n + 1}.0 ${what}`),
      `createUser ${VIETNAMESE.user} SHA "${VIETNAMESE.auth.key}" AES "${VIETNAMESE.priv.key}"`,
      `rouser ${VIETNAMESE.user} priv`,
      // What lies in a context of its own: the agent asks itself.
      `proxy -Cn remote -v 2c -c public 127.0.0.1:${port} .${SYSTEM}`,
    ])
  })
  afterAll(async () => {
    await transport.close()
    await snmpd?.stop()
  })

  const theirs = async (secret: Secret, root: string, host = '127.0.0.1'): Promise<DebianValue[]> => {
    const tool = secret.version === '1' ? 'snmpwalk' : 'snmpbulkwalk'
    const args = [
      ...optionsOf(secret),
      '-On',
      '-Ox',
      '-t',
      '3',
      '-r',
      '1',
      host.includes(':') ? `udp6:[${host}]:${snmpd.port}` : `${host}:${snmpd.port}`,
    ]
    return readOutput((await debian(tool, [...args, `.${root}`], snmpd.folder)).out)
  }
  const ours = async (secret: Secret, root: string, host?: string): Promise<DebianValue[]> => {
    const one = session(secret, host)
    const walked = await walk(one, root, { bulk: true, mono: () => performance.now() })
    one.close()
    if (walked.outcome !== 'ok') throw new Error(walked.outcome)
    expect(walked.value.ended).toBe('whole')
    return walked.value.rows.map(({ oid, value }) => inDebianWords(oid, value))
  }
  const ownPath = async (secret: V3, root: string, host = '127.0.0.1'): Promise<DebianValue[]> => {
    const client = v3Client(secret, host, snmpd.port)
    const rows = await client.walk(root)
    client.close()
    return rows.map(({ oid, value }) => inDebianWords(oid, value))
  }

  /** As the poller asks: a walk, then each of its objects in prepared requests, twice so that the second finds everything made ready. */
  const polled = async (secret: Secret, root: string, host = '127.0.0.1'): Promise<[walked: DebianValue[], read: DebianValue[]]> => {
    const line = new Line({ host, port: snmpd.port, secret, context: '', timeoutMs: 2000, retries: 1 }, transport, new Limit(20))
    try {
      const walked = await line.walk(root, { bulk: true })
      if (walked.outcome !== 'ok') throw new Error(walked.outcome)
      const { rows, ended } = walked.value
      expect(ended).toBe('whole')
      const oids = Array.from({ length: rows.count }, (_, row) => rows.oid(row) ?? '')
      const list = new ObjectList(oids)
      await line.get(list)
      const got = await line.get(list)
      if (got.outcome !== 'ok') throw new Error(got.outcome)
      expect(line.read).toBe('prepared')
      const reply = got.value
      return [oids.map((oid, row) => inDebianWords(oid, rows.value(row))), oids.map((oid, slot) => inDebianWords(oid, reply.value(slot)))]
    } finally {
      line.close()
    }
  }

  test.each<[string, Secret]>([
    ['v1', { version: '1', community: 'public' }],
    ['v2c', { version: '2c', community: 'public' }],
    ...EVERY_V3.map((secret): [string, Secret] => [`v3 ${secret.user}`, secret]),
  ])('%s: system and interfaces', async (_name, secret) => {
    for (const root of [SYSTEM, INTERFACES]) {
      // The library's session and a walk of ours before, Debian's tool, prepared requests and for v3 the bare codec after.
      const before = [await ours(secret, root), (await polled(secret, root))[0]]
      const between = await theirs(secret, root)
      const after = [(await polled(secret, root))[1], secret.version === '3' ? await ownPath(secret, root) : await ours(secret, root)]
      for (const n of [0, 1]) expect(differences(before[n]!, between, after[n]!)).toEqual([])
      expect(between.length).toBeGreaterThan(15)
    }
  })

  test.each<[string, Secret, string[]]>([
    ['v1', { version: '1', community: 'public' }, ['noSuchObject', 'noSuchObject', 'text']],
    ['v2c', { version: '2c', community: 'public' }, ['noSuchObject', 'noSuchInstance', 'text']],
    ['v3', v3('sha', 'aes'), ['noSuchObject', 'noSuchInstance', 'text']],
  ])('%s: what the agent does not have', async (_name, secret, types) => {
    const oids = ['1.3.6.1.4.1.8072.8888.1.0', '1.3.6.1.2.1.1.5.7', NAME]
    const each = oids.map((oid) =>
      debian('snmpget', [...optionsOf(secret), '-On', '-t', '2', `127.0.0.1:${snmpd.port}`, `.${oid}`], snmpd.folder),
    )
    const said = { noSuchObject: /No Such Object|noSuchName/, noSuchInstance: /No Such Instance/, text: /"branch-test"/ } as const
    for (const [n, { out }] of (await Promise.all(each)).entries()) expect(out).toMatch(said[types[n] as 'text'])
    const one = session(secret)
    const got = await one.get(oids)
    one.close()
    expect(got.outcome === 'ok' && got.value.map(({ value }) => value.type)).toEqual(types)
    const line = new Line(
      { host: '127.0.0.1', port: snmpd.port, secret, context: '', timeoutMs: 2000, retries: 1 },
      transport,
      new Limit(20),
    )
    const polled = await line.get(new ObjectList(oids))
    line.close()
    expect(polled.outcome === 'ok' && oids.map((_, slot) => polled.value.value(slot).type)).toEqual(types)
  })

  test.each([
    ['the ends of every type', EXTREMES, OVERRIDES.length],
    ['64-bit counters', '1.3.6.1.2.1.31.1.1', 10],
    ['addresses', '1.3.6.1.2.1.4.20', 3],
    ['floats in Opaque', '1.3.6.1.4.1.2021.10.1.6', 3],
  ])('%s', async (_name, root, least) => {
    const secret = v3('sha256', 'aes')
    const before = await ours(secret, root)
    const [walked] = await polled(secret, root)
    const between = await theirs(secret, root)
    expect(differences(before, between, await ownPath(secret, root))).toEqual([])
    expect(differences(walked, between, (await polled(secret, root))[1])).toEqual([])
    expect(between.length).toBeGreaterThanOrEqual(least)
  })

  test.skipIf(!hasIpv6())('over IPv6', async () => {
    for (const secret of [{ version: '2c', community: 'public' } as const, v3('sha', 'aes')]) {
      const before = await ours(secret, SYSTEM, '::1')
      expect(before.length).toBeGreaterThan(15)
      expect(differences(before, await theirs(secret, SYSTEM, '::1'), await ours(secret, SYSTEM, '::1'))).toEqual([])
    }
    expect((await ownPath(v3('sha', 'aes'), SYSTEM, '::1')).length).toBeGreaterThan(15)
    expect((await polled(v3('sha', 'aes'), SYSTEM, '::1'))[1].length).toBeGreaterThan(15)
  })

  test.each([v3(), v3('sha'), v3('sha256', 'aes256b')])('a context holds what it holds for Debian ($user)', async (secret) => {
    const get = async (context: string): Promise<string> =>
      (
        await debian(
          'snmpget',
          [...optionsOf(secret, context), '-On', '-t', '0.3', '-r', '0', `127.0.0.1:${snmpd.port}`, `.${NAME}`],
          snmpd.folder,
        )
      ).out.trim()
    expect(await get('remote')).toBe(`.${NAME} = STRING: "branch-test"`)
    const one = session(secret, '127.0.0.1', 'remote')
    const got = await one.get([NAME])
    one.close()
    expect(got.outcome === 'ok' && got.value[0]?.value.raw).toBe('branch-test')
    const client = v3Client(secret, '127.0.0.1', snmpd.port, 'remote')
    expect(await client.get(NAME)).toBe('branch-test')
    client.close()
    // To a context that it does not have, this agent is silent.
    expect(await get('nowhere')).toMatch(/Timeout/)
    const other = v3Client(secret, '127.0.0.1', snmpd.port, 'nowhere', 300)
    expect(await other.get(NAME)).toBe('timeout')
    other.close()
  })

  test('a user and pass phrases in Vietnamese', async () => {
    const before = [await ours(VIETNAMESE, SYSTEM), (await polled(VIETNAMESE, SYSTEM))[0]]
    const between = await theirs(VIETNAMESE, SYSTEM)
    const after = await ownPath(VIETNAMESE, SYSTEM)
    for (const one of before) expect(differences(one, between, after)).toEqual([])
    expect(between.length).toBeGreaterThan(15)
  })

  test.each<[string, V3, string]>([
    ['another user', v3('sha', 'aes', 'stranger'), 'unknownUserNames'],
    ['another key', { ...v3('sha', 'aes'), auth: { protocol: 'sha', key: 'something-else' } }, 'wrongDigests'],
    ['another digest', { ...v3('sha'), auth: { protocol: 'sha256', key: 'authpass-12345' } }, 'wrongDigests'],
    ['another key to decrypt', { ...v3('sha', 'aes'), priv: { protocol: 'aes', key: 'something-else' } }, 'decryptionErrors'],
    ['more than the user has', { ...v3('sha', 'aes'), user: 'u-sha' }, 'unsupportedSecLevels'],
  ])('%s fails for both, and says so', async (_name, secret, counter) => {
    const args = [...optionsOf(secret), '-t', '0.3', '-r', '0', `127.0.0.1:${snmpd.port}`, `.${NAME}`]
    expect((await debian('snmpget', args, snmpd.folder)).code).not.toBe(0)
    const client = v3Client(secret, '127.0.0.1', snmpd.port, '', 300)
    // An agent that cannot decrypt what it has authenticated may also stay silent.
    expect([counter, 'timeout']).toContain(await client.get(NAME))
    client.close()
  })
})
