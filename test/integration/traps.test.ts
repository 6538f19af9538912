/** Traps and informs through the whole console: Debian's snmptrap and snmpinform of every version and level, from packet to alarm and log; what goes wrong with ports, threads and other managers. */
import { execFile } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Secret } from '../../shared/model/device.ts'
import type { TrapSettings } from '../../shared/model/trap.ts'
import { StationInput } from '../../shared/model/station.ts'
import { closeAll, open, type Opened } from '../support/console.ts'

const MAKER = '1.3.6.1.4.1.2011.6.164.2.1'
const COLD = '1.3.6.1.6.3.1.1.5.1'
const ENGINE = '0x80001f8805aabbccddeeff0011'

let at: Opened
let port = 0
let deviceId = 0
let settings: TrapSettings

/** Runs one of Debian's tools; answers its exit code. */
function tool(name: 'snmptrap' | 'snmpinform', ...args: string[]): Promise<number> {
  return new Promise((resolve) => {
    execFile(name, ['-r', '0', '-t', '3', ...args], { env: { ...process.env, MIBS: '' } }, (error) =>
      resolve(typeof error?.code === 'number' ? error.code : error ? -1 : 0),
    )
  })
}
const to = (address = '127.0.0.1') => (address.includes(':') ? `udp6:[${address}]:${port}` : `${address}:${port}`)

function socket(): Promise<Socket & { got: Buffer[]; port: number }> {
  return new Promise((resolve) => {
    const made = createSocket('udp4')
    const got: Buffer[] = []
    made.on('message', (bytes) => got.push(bytes))
    made.bind(0, '127.0.0.1', () => resolve(Object.assign(made, { got, port: made.address().port })))
  })
}

async function configure(change: Partial<TrapSettings>): Promise<void> {
  settings = await at.client.traps.configure({ ...settings, ...change })
}
const rows = async (text = '') => (await at.client.traps.list({ text })).rows
const newest = async (what: string, text: string) => at.until(what, async () => (await rows(text))[0])
const counters = async () => (await at.client.traps.status()).counters

const V3: Record<string, { secret: Secret; args: string[] }> = {
  noAuthNoPriv: { secret: { version: '3', user: 'trong' }, args: ['-u', 'trong', '-l', 'noAuthNoPriv'] },
  authNoPriv: {
    secret: { version: '3', user: 'xacthuc', auth: { protocol: 'sha', key: 'matkhau123' } },
    args: ['-u', 'xacthuc', '-l', 'authNoPriv', '-a', 'SHA', '-A', 'matkhau123'],
  },
  authPriv: {
    secret: { version: '3', user: 'mahoa', auth: { protocol: 'sha512', key: 'matkhau123' }, priv: { protocol: 'aes', key: 'matkhau456' } },
    args: ['-u', 'mahoa', '-l', 'authPriv', '-a', 'SHA-512', '-A', 'matkhau123', '-x', 'AES', '-X', 'matkhau456'],
  },
}

beforeAll(async () => {
  at = await open()
  await at.client.session.choose({ kind: 'branch', branchName: 'Thử trap' })
  settings = await at.client.traps.settings()
  await configure({ port: 0 })
  port = await at.until('a port', async () => {
    const status = await at.client.traps.status()
    return status.state === 'listening' && status.wanted === 0 && status.port !== 1162 && status.port
  })
  const commune = await at.client.stations.addCommune({ provinceName: 'Tuyên Quang', name: 'Nà Hang', code: '' })
  const station = await at.client.stations.create(StationInput.parse({ code: 'TQG0001', name: 'Nà Hang', communeId: commune.id }))
  const credential = await at.client.devices.addCredential({ name: 'v2', secret: { version: '2c', community: 'bimat' } })
  for (const [name, { secret }] of Object.entries(V3)) await at.client.devices.addCredential({ name, secret })
  const device = await at.client.devices.create({
    stationId: station.id,
    name: 'Tủ nguồn',
    kind: 'power',
    host: '127.0.0.1',
    // Nothing answers there: the alarms of this test are the traps'.
    port: 9,
    credentialId: credential.id,
    profile: 'huawei-smu',
  })
  deviceId = device.id
  // The receiver hears of credentials with the next beat.
  await new Promise((resolve) => setTimeout(resolve, 2500))
})
afterAll(closeAll)

describe('every version and level', () => {
  it('v1: mapped, matched to device and profile, raised and cleared', async () => {
    const send = (specific: number) => tool('snmptrap', '-v', '1', '-c', 'bimat', to(), MAKER, '10.1.2.3', '6', String(specific), '4242')
    expect(await send(15)).toBe(0)
    const raised = await newest('the raise', `${MAKER}.0.15`)
    expect(raised).toMatchObject({
      verdict: 'raised',
      version: '1',
      deviceId,
      known: true,
      agent: '10.1.2.3',
      upTime: 4242,
      source: '127.0.0.1',
    })
    const alarm = await at.until('the alarm', async () => (await at.client.alarms.active()).find((one) => one.ruleId === 'mains-failure'))
    expect(alarm).toMatchObject({ id: raised.alarmId, deviceId, clearedAt: null, severity: 'major' })
    expect(await send(16)).toBe(0)
    expect(await newest('the clear', `${MAKER}.0.16`)).toMatchObject({ verdict: 'cleared', alarmId: alarm.id })
    const { alarm: cleared } = await at.client.alarms.get({ id: alarm.id })
    expect(cleared.clearedAt).not.toBeNull()
  })

  it('v2c by trap and inform, over IPv6 too; names and words come from MIBs', async () => {
    const value = ['1.3.6.1.2.1.2.2.1.8.3', 'i', '2']
    expect(await tool('snmptrap', '-v', '2c', '-c', 'la', to(), '', '1.3.6.1.6.3.1.1.5.3', ...value)).toBe(0)
    expect(await newest('linkDown', 'linkDown')).toMatchObject({
      verdict: 'noted',
      known: false,
      module: 'IF-MIB',
      varbinds: [{ name: 'ifOperStatus.3', word: 'down', number: 2 }],
    })
    expect(await tool('snmpinform', '-v', '2c', '-c', 'bimat', to('::1'), '', '1.3.6.1.4.1.99999.7')).toBe(0)
    expect(await newest('the inform', '99999.7')).toMatchObject({
      verdict: 'stranger',
      inform: true,
      source: '::1',
      raw: expect.any(String),
    })
  })

  it.each(Object.entries(V3))('v3 %s: trap and inform', async (name, { args }) => {
    const before = (await rows()).filter((row) => row.user === args[1]).length
    expect(await tool('snmptrap', '-v', '3', '-e', ENGINE, ...args, to(), '', COLD, '1.3.6.1.4.1.9.1', 's', name)).toBe(0)
    expect(await tool('snmpinform', '-v', '3', ...args, to(), '', COLD, '1.3.6.1.4.1.9.2', 's', name)).toBe(0)
    const mine = await at.until('both', async () => {
      const found = (await rows()).filter((row) => row.user === args[1])
      return found.length === before + 2 && found
    })
    expect(mine.filter((row) => row.inform)).toHaveLength(1)
    expect(mine).toMatchObject([
      { version: '3', deviceId },
      { version: '3', deviceId },
    ])
  })

  it('v3 with a wrong key or an unknown user gets no acknowledgement and is counted by reason', async () => {
    const wrong = ['-u', 'xacthuc', '-l', 'authNoPriv', '-a', 'SHA', '-A', 'saisaisai123']
    const unknown = ['-u', 'kelaj', '-l', 'authNoPriv', '-a', 'SHA', '-A', 'matkhau123']
    const before = (await counters()).v3
    expect(await tool('snmpinform', '-v', '3', '-t', '1', ...wrong, to(), '', COLD)).not.toBe(0)
    expect(await tool('snmpinform', '-v', '3', '-t', '1', ...unknown, to(), '', COLD)).not.toBe(0)
    await tool('snmptrap', '-v', '3', '-e', ENGINE, ...wrong, to(), '', COLD)
    const after = await at.until('the counters', async () => {
      const { v3 } = await counters()
      return (v3['digest'] ?? 0) >= (before['digest'] ?? 0) + 2 && v3
    })
    expect(after['user']).toBe((before['user'] ?? 0) + 1)
  })
})

describe('hostile and broken senders', () => {
  it('a captured v3 trap sent again is refused', async () => {
    const capture = await socket()
    await tool('snmptrap', '-v', '3', '-e', ENGINE, ...(V3['authPriv']?.args ?? []), `127.0.0.1:${capture.port}`, '', COLD)
    const packet = await at.until('a packet', () => capture.got[0])
    const before = await counters()
    for (let i = 0; i < 3; i++) await new Promise((resolve) => capture.send(packet, port, '127.0.0.1', resolve))
    const after = await at.until('the replays', async () => {
      const now = await counters()
      return now.received >= before.received + 3 && now
    })
    capture.close()
    expect(after.accepted - before.accepted).toBe(1)
    expect((after.v3['replayed'] ?? 0) - (before.v3['replayed'] ?? 0)).toBe(2)
  })

  it('a flood is cut to its limit and counted, and garbage costs nothing', async () => {
    await configure({ perSource: 20 })
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const sender = await socket()
    const before = await counters()
    const bytes = Buffer.from('3026020101040562696d6174a41a06062b0601040109', 'hex')
    for (let i = 0; i < 300; i++) sender.send(bytes, port, '127.0.0.1')
    const after = await at.until('the flood', async () => {
      const now = await counters()
      return now.received >= before.received + 250 && now
    })
    sender.close()
    expect(after.droppedSource - before.droppedSource).toBeGreaterThan(150)
    expect(after.malformed - before.malformed).toBeGreaterThan(10)
    expect(after.accepted).toBe(before.accepted)
    await configure({ perSource: 300 })
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(await tool('snmpinform', '-v', '2c', '-c', 'bimat', to(), '', COLD)).toBe(0)
  })
})

describe('the receiver', () => {
  it('dies alone: it is started again on its settings, its counts go on, and polling did not notice', async () => {
    const before = await at.client.traps.status()
    const restarts = (await at.client.session.status()).restarts
    const beats = at.changes.length
    await at.console.kill('traps')
    const after = await at.until('the receiver', async () => {
      const status = await at.client.traps.status()
      return status.state === 'listening' && at.console.status().restarts['traps'] === 1 && status
    })
    port = after.port ?? 0
    expect(after.counters.received).toBeGreaterThanOrEqual(before.counters.received)
    expect((await at.client.session.status()).restarts['core']).toBe(restarts['core'])
    // The core went on beating meanwhile.
    await at.until('beats', () => at.changes.filter((batch) => batch.status.workers.core === 'running').length > beats + 2)
    // Its engine booted once more: an inform finds it anew.
    expect(await tool('snmpinform', '-v', '3', ...(V3['authPriv']?.args ?? []), to(), '', COLD)).toBe(0)
  })

  it('passes datagrams on byte for byte, and refuses to pass them to itself', async () => {
    const other = await socket()
    await expect(configure({ port, forward: [{ host: '127.0.0.1', port }] })).rejects.toMatchObject({ code: 'INVALID' })
    await configure({ forward: [{ host: '127.0.0.1', port: other.port }] })
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const sender = await socket()
    const packet = Buffer.from('302602010004056c61207878a41a06062b06010401094004010203040201060201074301013000', 'hex')
    packet[1] = packet.length - 2
    await new Promise((resolve) => sender.send(packet, port, '127.0.0.1', resolve))
    await tool('snmptrap', '-v', '3', '-e', ENGINE, ...(V3['authPriv']?.args ?? []), to(), '', COLD)
    await at.until('both', () => other.got.length === 2)
    expect(other.got[0]?.equals(packet)).toBe(true)
    await at.until('the count', async () => (await counters()).forwarded >= 2)
    sender.close()
    other.close()
    await configure({ forward: [] })
  })

  it('a port that is taken is said with what to do; the old one stays open, and the new one is opened when it is free', async () => {
    const taken = await socket()
    await configure({ port: taken.port })
    const status = await at.until('the trouble', async () => {
      const now = await at.client.traps.status()
      return now.state === 'trouble' && now
    })
    expect(status).toMatchObject({ port, wanted: taken.port, problem: { key: 'traps.problem.inUse', params: { port: taken.port } } })
    expect(await tool('snmpinform', '-v', '2c', '-c', 'bimat', to(), '', COLD)).toBe(0)
    taken.close()
    await configure({ port: taken.port, total: settings.total + 1 })
    await at.until('the new port', async () => (await at.client.traps.status()).port === taken.port)
  })

  it('turned off it listens no more', async () => {
    await configure({ enabled: false })
    await at.until('off', async () => (await at.client.traps.status()).state === 'off')
    expect((await at.client.traps.status()).port).toBeNull()
  })

  it('writes no secret anywhere', async () => {
    const texts = JSON.stringify([await rows(), at.log, await at.client.alarms.audit({ before: null, limit: 500 })])
    for (const secret of ['bimat', 'matkhau123', 'matkhau456']) expect(texts).not.toContain(secret)
  })
})
