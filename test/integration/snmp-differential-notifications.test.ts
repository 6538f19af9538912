/** Traps and informs as Debian's snmptrap and snmpinform make them: every version, level and protocol is opened, read, and where it asks for it acknowledged. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Secret } from '../../shared/model/device.ts'
import { V3Receiver } from '../../main/snmp/usm/receiver.ts'
import { decodeMessage, encodeCommunity } from '../../main/snmp/wire/message.ts'
import { decodePdu, encodePdu, type Pdu } from '../../main/snmp/wire/pdu.ts'
import { debian, EVERY_V3, inDebianWords, optionsOf, v3, type V3 } from './snmp-debian.ts'
import { hasIpv6, hasProgram } from './snmp-tools.ts'

const present = hasProgram('snmptrap') && hasProgram('snmpinform')
if (!present) process.stderr.write("SKIPPED: snmptrap is not installed; we are not compared with Debian's senders here\n")

const UPTIME = '1.3.6.1.2.1.1.3.0'
const TRAP_OID = '1.3.6.1.6.3.1.1.4.1.0'
const ALARM = '1.3.6.1.4.1.8072.9999.0.17'
const BASE = '1.3.6.1.4.1.8072.9999.2'
/** Type letter and value for the tool, and how it stands in our words. */
const VALUES = [
  ['i', '-2147483648', 'INTEGER', '-2147483648'],
  ['u', '4294967295', 'Gauge32', '4294967295'],
  ['c', '4294967295', 'Counter32', '4294967295'],
  ['t', '2147483648', 'Timeticks', '2147483648'],
  ['a', '10.20.30.255', 'IpAddress', '10.20.30.255'],
  ['o', '.1.3.6.1.4.1.4294967295.0', 'OID', '.1.3.6.1.4.1.4294967295.0'],
  ['s', 'Trạm mất điện', 'Hex-STRING', '54 72 E1 BA A1 6D 20 6D E1 BA A5 74 20 C4 91 69 E1 BB 87 6E'],
  ['x', '0001ff', 'Hex-STRING', '00 01 FF'],
  ['F', '24.6', 'Opaque: Float', '24.6'],
  ['D', '-48.25', 'Opaque: Float', '-48.25'],
  ['C', '18446744073709551615', 'Counter64', '18446744073709551615'],
] as const
const SENT = VALUES.flatMap(([letter, value], n) => [`.${BASE}.${n + 1}`, letter, value])
const EXPECTED = VALUES.map(([, , type, text], n) => ({ oid: `${BASE}.${n + 1}`, type, text }))
/** Version 1 has no 64-bit counters. */
const OLD = VALUES.length - 1
const ENGINE = '80001f8804746f776572'
const OURS = Buffer.from('80007ed9056272616e63682d7761746368', 'hex')

const readable = (pdu: Pdu | null): unknown[] => pdu?.varbinds.map(({ oid, value }) => inDebianWords(oid, value)) ?? []
const whole = (expected: readonly unknown[]): unknown[] => [
  { oid: UPTIME, type: 'Timeticks', text: '4242' },
  { oid: TRAP_OID, type: 'OID', text: `.${ALARM}` },
  ...expected,
]

describe.skipIf(!present)("Debian's senders", () => {
  let folder = ''
  let socket: Socket
  let heard: { bytes: Buffer; from: RemoteInfo }[] = []
  let answer: (bytes: Buffer, from: RemoteInfo) => Buffer | null = () => null
  const listen = (family: 'udp4' | 'udp6', address: string): Promise<Socket> =>
    new Promise((resolve) => {
      const made = createSocket(family)
      made.on('message', (bytes, from) => {
        heard.push({ bytes, from })
        const reply = answer(bytes, from)
        if (reply) made.send(reply, from.port, from.address)
      })
      made.bind(0, address, () => resolve(made))
    })
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'snmptrap-'))
    socket = await listen('udp4', '127.0.0.1')
  })
  afterAll(() => {
    socket?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Runs the tool; what it sent is in `heard`. */
  async function run(
    tool: 'snmptrap' | 'snmpinform',
    secret: Secret,
    content: readonly string[],
    options: readonly string[] = [],
    to = `127.0.0.1:${socket.address().port}`,
  ): Promise<number> {
    heard = []
    const engine = tool === 'snmptrap' && secret.version === '3' ? ['-e', `0x${ENGINE}`, '-E', `0x${ENGINE}`] : []
    const head = secret.version === '1' ? [] : ['4242', `.${ALARM}`]
    const args = [...optionsOf(secret, 'tower'), ...engine, '-t', '0.5', '-r', '1', ...options, to, ...head, ...content]
    const { code } = await debian(tool, args, folder)
    // What was sent before the tool ended is read with the next turns of the loop.
    if (tool === 'snmptrap') for (let n = 0; n < 100 && heard.length === 0; n++) await new Promise((resolve) => setTimeout(resolve, 2))
    return code
  }
  const community = (): Pdu | null => {
    const bytes = heard[0]?.bytes ?? Buffer.alloc(0)
    const message = decodeMessage(bytes)
    if (!message || message.version === 3) return null
    expect(message.community.toString()).toBe('secret')
    return decodePdu(bytes, message.pdu.start, message.pdu.end)
  }

  test('a v1 trap', async () => {
    const old = SENT.slice(0, OLD * 3)
    expect(
      await run('snmptrap', { version: '1', community: 'secret' }, ['.1.3.6.1.4.1.8072.9999', '10.1.2.3', '6', '17', '4242', ...old]),
    ).toBe(0)
    const pdu = community()
    expect(pdu).toMatchObject({
      type: 'trapV1',
      enterprise: '1.3.6.1.4.1.8072.9999',
      agent: '10.1.2.3',
      generic: 6,
      specific: 17,
      uptime: 4242,
    })
    expect(readable(pdu)).toEqual(EXPECTED.slice(0, OLD))
    // Written again it is the same to the octet.
    const { bytes } = heard[0]!
    expect(pdu && encodeCommunity(0, Buffer.from('secret'), encodePdu(pdu))).toEqual(bytes)
  })

  test('a v2c trap', async () => {
    expect(await run('snmptrap', { version: '2c', community: 'secret' }, SENT)).toBe(0)
    const pdu = community()
    expect(pdu?.type).toBe('trapV2')
    expect(readable(pdu)).toEqual(whole(EXPECTED))
    expect(pdu && encodeCommunity(1, Buffer.from('secret'), encodePdu(pdu))).toEqual(heard[0]!.bytes)
  })

  test('a v2c inform is acknowledged', async () => {
    answer = (bytes) => {
      const message = decodeMessage(bytes)
      const pdu = message && message.version !== 3 ? decodePdu(bytes, message.pdu.start, message.pdu.end) : null
      return pdu?.type === 'inform' ? encodeCommunity(1, Buffer.from('secret'), encodePdu({ ...pdu, type: 'response' })) : null
    }
    expect(await run('snmpinform', { version: '2c', community: 'secret' }, SENT)).toBe(0)
    expect(heard.length).toBe(1)
    expect(readable(community())).toEqual(whole(EXPECTED))
    answer = () => null
    expect(await run('snmpinform', { version: '2c', community: 'secret' }, SENT)).not.toBe(0)
  })

  const receiver = (users: readonly V3[] = EVERY_V3): V3Receiver =>
    new V3Receiver({ engine: OURS, boots: 12, mono: () => performance.now(), users })

  describe('v3', () => {
    const all = receiver()
    test.each(EVERY_V3.map((secret) => [secret.user, secret] as const))('trap %s', async (_name, secret) => {
      expect(await run('snmptrap', secret, SENT)).toBe(0)
      const { bytes } = heard[0]!
      const again = Buffer.from(bytes)
      const opened = all.openNotification(bytes)
      expect(opened).toMatchObject({ kind: 'trap', secret, engine: ENGINE, context: 'tower' })
      if (opened.kind !== 'trap') return
      const pdu = decodePdu(opened.bytes, opened.start, opened.end)
      expect(pdu?.type).toBe('trapV2')
      expect(readable(pdu)).toEqual(whole(EXPECTED))
      // One octet of it changed, and it is nobody's.
      again[again.length - 3]! ^= 1
      const bent = all.openNotification(again)
      expect(bent.kind === 'drop' ? bent.reason : bent.kind).toBe(secret.auth ? 'digest' : 'trap')
    })

    test.each(EVERY_V3.map((secret) => [secret.user, secret] as const))('inform %s', async (_name, secret) => {
      let told: readonly [unknown, unknown[]] | null = null
      answer = (bytes) => {
        const opened = all.openNotification(bytes)
        if (opened.kind === 'report') return opened.bytes
        const pdu = opened.kind === 'inform' ? decodePdu(opened.bytes, opened.start, opened.end) : null
        if (opened.kind !== 'inform' || pdu?.type !== 'inform') return null
        told = [opened, readable(pdu)]
        return all.sealResponse(opened, encodePdu({ ...pdu, type: 'response' }))
      }
      expect(await run('snmpinform', secret, SENT)).toBe(0)
      expect(told).toMatchObject([{ kind: 'inform', secret, context: 'tower' }, whole(EXPECTED)])
      // Found our engine, with a signature also our time, told it: and nothing was sent twice.
      expect(heard.length).toBeLessThanOrEqual(3)
    })
  })

  test.each<[string, V3]>([
    ['another user', v3('sha', 'aes', 'stranger')],
    ['another key', { ...v3('sha', 'aes'), auth: { protocol: 'sha', key: 'something-else' } }],
    ['a lower level', { ...v3('sha'), user: 'u-sha-aes' }],
  ])('%s is refused: the inform fails, the trap is dropped', async (_name, secret) => {
    const ours = receiver([v3('sha', 'aes')])
    answer = (bytes) => {
      const opened = ours.openNotification(bytes)
      expect(opened.kind).not.toBe('inform')
      return opened.kind === 'report' ? opened.bytes : null
    }
    expect(await run('snmpinform', secret, SENT)).not.toBe(0)
    answer = () => null
    expect(await run('snmptrap', secret, SENT)).toBe(0)
    expect(ours.openNotification(heard[0]!.bytes).kind).toBe('drop')
  })

  test('a trap that was recorded is no news later', async () => {
    const ours = receiver([v3('sha', 'aes')])
    await run('snmptrap', v3('sha', 'aes'), [], ['-Z', '7,1000'])
    const old = Buffer.from(heard[0]!.bytes)
    await run('snmptrap', v3('sha', 'aes'), [], ['-Z', '8,1'])
    expect(ours.openNotification(heard[0]!.bytes).kind).toBe('trap')
    expect(ours.openNotification(old)).toEqual({ kind: 'drop', reason: 'window' })
  })

  test.skipIf(!hasIpv6())('over IPv6', async () => {
    const six = await listen('udp6', '::1')
    const to = `udp6:[::1]:${six.address().port}`
    expect(await run('snmptrap', v3('sha256', 'aes'), SENT, [], to)).toBe(0)
    expect(receiver().openNotification(heard[0]!.bytes).kind).toBe('trap')
    six.close()
  })
})
