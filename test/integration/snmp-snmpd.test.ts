/** A real agent, Debian's snmpd: every version and level, wrong keys, a restart that takes the engine's boots back. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Secret } from '../../shared/model/device.ts'
import { probeOnce } from '../../main/poll/probe.ts'
import { Transport } from '../../main/snmp/transport.ts'
import { walk } from '../../main/snmp/walk.ts'
import { freePort, hasProgram, startSnmpd } from './snmp-tools.ts'

const present = hasProgram('snmpd')
if (!present) process.stderr.write('SKIPPED: snmpd is not installed; nothing is tested against a real agent here\n')

const NAME = '1.3.6.1.2.1.1.5.0'
const ENGINE_BOOTS = '1.3.6.1.6.3.10.2.1.2.0'
const USERS = [
  { name: 'plain' },
  { name: 'signed', auth: 'SHA' },
  { name: 'md5des', auth: 'MD5', priv: 'DES' },
  { name: 'shaaes', auth: 'SHA', priv: 'AES' },
  { name: 'sha224aes', auth: 'SHA-224', priv: 'AES' },
  { name: 'sha256aes', auth: 'SHA-256', priv: 'AES' },
  { name: 'sha384aes', auth: 'SHA-384', priv: 'AES' },
  { name: 'sha512aes', auth: 'SHA-512', priv: 'AES' },
]
const AUTH = 'authpass-12345'
const PRIV = 'privpass-12345'
type V3 = Extract<Secret, { version: '3' }>
const v3 = (user: string, auth?: NonNullable<V3['auth']>['protocol'], priv?: NonNullable<V3['priv']>['protocol']): V3 => ({
  version: '3',
  user,
  ...(auth && { auth: { protocol: auth, key: AUTH } }),
  ...(priv && { priv: { protocol: priv, key: PRIV } }),
})

describe.skipIf(!present)('snmpd', () => {
  let snmpd: Awaited<ReturnType<typeof startSnmpd>>
  const transport = new Transport({ mono: () => performance.now() })
  const session = (secret: Secret, port = snmpd.port) =>
    transport.session({ host: '127.0.0.1', port, secret, context: '', timeoutMs: 1000, retries: 1 })
  beforeAll(async () => {
    snmpd = await startSnmpd(USERS)
  })
  afterAll(async () => {
    await transport.close()
    await snmpd?.stop()
  })

  test.each<[string, Secret]>([
    ['v1', { version: '1', community: 'public' }],
    ['v2c', { version: '2c', community: 'public' }],
    ['v3 noAuthNoPriv', v3('plain')],
    ['v3 authNoPriv', v3('signed', 'sha')],
    ['v3 MD5 and DES', v3('md5des', 'md5', 'des')],
    ['v3 SHA and AES', v3('shaaes', 'sha', 'aes')],
    ['v3 SHA-224 and AES', v3('sha224aes', 'sha224', 'aes')],
    ['v3 SHA-256 and AES', v3('sha256aes', 'sha256', 'aes')],
    ['v3 SHA-384 and AES', v3('sha384aes', 'sha384', 'aes')],
    ['v3 SHA-512 and AES', v3('sha512aes', 'sha512', 'aes')],
  ])('%s is read and walked', async (_name, secret) => {
    const one = session(secret)
    const got = await one.get([NAME, '1.3.6.1.2.1.1.99.0'])
    expect(got.outcome === 'ok' && got.value.map((v) => v.value.raw)).toEqual(['branch-test', null])
    const system = await walk(one, '1.3.6.1.2.1.1', { bulk: true, mono: () => performance.now() })
    expect(system.outcome === 'ok' && system.value.ended).toBe('whole')
    expect(system.outcome === 'ok' && system.value.rows.length).toBeGreaterThan(7)
    one.close()
  })

  test.each<[string, Secret, string[]?]>([
    ['a wrong user', v3('nobody', 'sha', 'aes')],
    ['a wrong authentication key', { ...v3('shaaes', 'sha', 'aes'), auth: { protocol: 'sha', key: 'something-else' } }],
    ['a wrong privacy key', { ...v3('shaaes', 'sha', 'aes'), priv: { protocol: 'aes', key: 'something-else' } }, ['auth', 'timeout']],
    ['too low a level', v3('shaaes', 'sha')],
  ])('%s is told as such', async (_name, secret, allowed = ['auth']) => {
    // An agent that cannot decrypt a request may also stay silent.
    const got = await session(secret).get([NAME])
    expect(allowed).toContain(got.outcome)
  })

  test('a wrong community is silence', async () => {
    const one = session({ version: '2c', community: 'wrong' })
    expect((await one.get([NAME])).outcome).toBe('timeout')
    expect(await one.refused()).toBe(false)
  })

  test('a v3 agent whose engine boots move back is found again', async () => {
    const folders = [mkdtempSync(join(tmpdir(), 'snmpd-')), mkdtempSync(join(tmpdir(), 'snmpd-'))] as const
    const port = await freePort()
    // Started twice from one folder its boots are 2, then from an empty one 1, with the same engine id.
    await (await startSnmpd(USERS, { port, folder: folders[0] })).stop()
    const second = await startSnmpd(USERS, { port, folder: folders[0] })
    const one = session(v3('shaaes', 'sha', 'aes'), port)
    const boots = async (): Promise<number | null | undefined> => {
      const got = await one.get([ENGINE_BOOTS])
      expect(got.outcome).toBe('ok')
      return got.outcome === 'ok' ? got.value[0]?.value.number : undefined
    }
    expect(await boots()).toBe(2)
    await second.stop()
    const third = await startSnmpd(USERS, { port, folder: folders[1] })
    expect(await boots()).toBe(1)
    expect(await boots()).toBe(1)
    await third.stop()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  test('probe identifies it and prints its readings', async () => {
    const result = await probeOnce({
      host: '127.0.0.1',
      port: snmpd.port,
      secret: { version: '2c', community: 'public' },
      context: '',
      profile: 'auto',
      timeoutMs: 1000,
      retries: 1,
    })
    expect(result.outcome).toBe('ok')
    expect(result.phrase.key).toBe('outcome.ok')
    expect(result.device).toMatchObject({
      sysName: 'branch-test',
      profile: 'generic',
      verified: true,
      sysObjectID: '1.3.6.1.4.1.8072.3.2.10',
    })
    const uptime = result.readings.find((r) => r.metric === 'system.uptime')
    expect(uptime).toMatchObject({ unit: 's', quality: 'good', oid: '1.3.6.1.2.1.1.3.0' })
    expect(result.readings.some((r) => r.metric === 'system.memory' && r.quality === 'good')).toBe(true)
  })

  test('probe says what a closed port is', async () => {
    const result = await probeOnce({
      host: '127.0.0.1',
      port: 1,
      secret: { version: '2c', community: 'public' },
      context: '',
      profile: 'auto',
      timeoutMs: 200,
      retries: 0,
    })
    expect([result.outcome, result.phrase.key, result.readings.length]).toEqual(['refused', 'outcome.refused', 0])
  })
})
