/** The simulator over real UDP against Debian's SNMP tools: every version and level, walks, misbehaviour on the wire, the worker thread. */
import { execFile } from 'node:child_process'
import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mibOf } from '../../main/simulator/equipment/equipment.ts'
import type { FaultKind } from '../../main/simulator/faults/kinds.ts'
import type { SimDevice, SimStation } from '../../main/simulator/province/station.ts'
import { printableAddress, startSimulator, type Simulator } from '../../main/simulator/simulator.ts'
import type { SimulatorMessage, SimulatorRequest } from '../../main/simulator/worker.ts'
import { parse, request } from '../support/simulator-client.ts'

const run = promisify(execFile)
const NAME = '1.3.6.1.2.1.1.5.0'

let simulator: Simulator
let root: SimStation
const key = (kind: string): string => `${root.code}.${kind}`
const target = (): string => `127.0.0.1:${simulator.port}`

beforeAll(async () => {
  simulator = await startSimulator({ seed: 4, stations: 60 })
  root = simulator.province.stations[0] as SimStation
})
afterAll(() => simulator.close())

async function tool(name: string, args: string[]): Promise<{ out: string; code: number }> {
  try {
    const { stdout } = await run(name, [...args], { timeout: 20_000, env: { ...process.env, MIBS: '' } })
    return { out: stdout, code: 0 }
  } catch (error) {
    const { stdout = '', stderr = '', code } = error as { stdout?: string; stderr?: string; code?: number }
    return { out: stdout + stderr, code: typeof code === 'number' ? code : -1 }
  }
}

const walk = async (program: string, version: string, device: string): Promise<string[]> => {
  const { out } = await tool(program, [version, '-c', `demo@${device}`, '-On', '-Oq', target(), '1'])
  return out.split('\n').flatMap((line) => /^\.(1[.\d]+) /.exec(line)?.[1] ?? [])
}

describe('with the SNMP tools', () => {
  it('answers the command it prints', async () => {
    const [program = '', ...args] = printableAddress(key('power'), '127.0.0.1', simulator.port).split(' ')
    expect((await tool(program, args)).out).toContain(`"${root.code}-power"`)
  })

  it('is walked by GETNEXT and by GETBULK alike, in v1 without Counter64', async () => {
    const device = root.devices.find((one) => one.kind === 'gateway') as SimDevice
    const rows = mibOf(device, root).rows
    const [next, bulk, first] = await Promise.all([
      walk('snmpwalk', '-v2c', device.key),
      walk('snmpbulkwalk', '-v2c', device.key),
      walk('snmpwalk', '-v1', device.key),
    ])
    const all = rows.map((row) => row.oid)
    expect(new Set(next)).toEqual(new Set(all))
    expect(new Set(bulk)).toEqual(new Set(all))
    expect(first).toEqual(rows.filter((row) => row.tag !== 0x46).map((row) => row.oid))
  })

  it.each([
    ['demo-open', 'noAuthNoPriv', []],
    ['demo-md5', 'authNoPriv', ['-a', 'MD5']],
    ['demo-sha', 'authNoPriv', ['-a', 'SHA']],
    ['demo-sha256', 'authNoPriv', ['-a', 'SHA-256']],
    ['demo-md5-des', 'authPriv', ['-a', 'MD5', '-x', 'DES']],
    ['demo-sha-aes', 'authPriv', ['-a', 'SHA', '-x', 'AES']],
    ['demo-sha256-aes', 'authPriv', ['-a', 'SHA-256', '-x', 'AES']],
    ['demo-sha-aes192b', 'authPriv', ['-a', 'SHA', '-x', 'AES-192']],
    ['demo-sha-aes192r', 'authPriv', ['-a', 'SHA', '-x', 'AES-192-C']],
    ['demo-sha-aes256b', 'authPriv', ['-a', 'SHA', '-x', 'AES-256']],
    ['demo-sha-aes256r', 'authPriv', ['-a', 'SHA', '-x', 'AES-256-C']],
    ['demo-sha512-aes256b', 'authPriv', ['-a', 'SHA-512', '-x', 'AES-256']],
    ['demo-sha384-aes', 'authPriv', ['-a', 'SHA-384', '-x', 'AES']],
  ])('speaks v3 with %s', async (user, level, protocols) => {
    const args = ['-v3', '-u', user, '-l', level, ...protocols, '-A', 'demo-auth-key', '-X', 'demo-priv-key', '-n', key('gateway')]
    const { out } = await tool('snmpbulkwalk', [...args, '-On', target(), '1.3.6.1.2.1.2.2.1.2'])
    expect(out).toContain('.1.3.6.1.2.1.2.2.1.2.1 = STRING: "ge0/0"')
    expect(out.trim().split('\n').length).toBeGreaterThanOrEqual(4)
  })

  it('refuses a wrong v3 password, user and level, and keeps silent for a wrong context or community', async () => {
    const v3 = (user: string, secret: string, level: string, context: string): Promise<{ out: string; code: number }> =>
      tool('snmpget', ['-v3', '-r0', '-t1', '-u', user, '-l', level, '-a', 'SHA', '-A', secret, '-n', context, target(), NAME])
    expect((await v3('demo-sha', 'wrong-auth-key', 'authNoPriv', key('power'))).out).toMatch(/Authentication failure/)
    expect((await v3('nobody', 'demo-auth-key', 'authNoPriv', key('power'))).out).toMatch(/Unknown user name/)
    expect((await v3('demo-sha', 'demo-auth-key', 'noAuthNoPriv', key('power'))).out).toMatch(/Unsupported security level/)
    expect((await v3('demo-sha', 'demo-auth-key', 'authNoPriv', 'TQG9999-99.power')).out).toMatch(/Timeout/)
    expect((await tool('snmpget', ['-v2c', '-r0', '-t1', '-c', 'public', target(), NAME])).out).toMatch(/Timeout/)
  })
})

/** Sends once and gathers what comes back within the time, with the port it came from. */
async function exchange(datagram: Buffer, ms: number): Promise<{ bytes: Buffer; from: RemoteInfo }[]> {
  const socket = createSocket('udp4')
  const got: { bytes: Buffer; from: RemoteInfo }[] = []
  socket.on('message', (bytes, from) => got.push({ bytes, from }))
  socket.send(datagram, simulator.port, '127.0.0.1')
  await new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
  const closed = once(socket, 'close')
  socket.close()
  await closed
  return got
}

describe('misbehaviour on the wire', () => {
  const faulty = async (mischief: FaultKind, ms: number, times = 1): Promise<{ bytes: Buffer; from: RemoteInfo }[]> => {
    const now = simulator.time()
    simulator.add({ stations: [], devices: [{ device: key('power'), mischief, from: now - 1, to: now + 60_000 }] })
    const got = await Promise.all(Array.from({ length: times }, () => exchange(request(`demo@${key('power')}`, [NAME]), ms)))
    simulator.stop()
    return got.flat()
  }

  it('duplicates, answers from elsewhere, late, seldom or with garbage', async () => {
    expect(await faulty('duplicate', 200)).toHaveLength(2)
    const stranger = await faulty('wrongSource', 200)
    expect(stranger[0]?.from.port).not.toBe(simulator.port)
    expect(parse(stranger[0]?.bytes ?? Buffer.alloc(0)).binds[0]?.value).toBe(`${root.code}-power`)
    const { length } = await faulty('drop', 200, 20)
    expect(length).toBeGreaterThan(3)
    expect(length).toBeLessThan(17)
    const [garbage] = await faulty('garbage', 200)
    expect(() => parse(garbage?.bytes ?? Buffer.alloc(0))).toThrow('the response cannot be read')
    expect(await faulty('delay', 150, 2)).toHaveLength(0)
    expect(await exchange(request(`demo@${key('power')}`, [NAME]), 200)).toHaveLength(1)
  })
})

describe('starting and stopping', () => {
  it('says that a port is taken and a scenario unknown', async () => {
    await expect(startSimulator({ seed: 1, stations: 1, port: simulator.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await expect(startSimulator({ seed: 1, stations: 1, scenario: 'nonsense' })).rejects.toThrow(RangeError)
    expect(simulator.play('nonsense')).toBe(false)
  })

  it('plays and stops scenarios by name', () => {
    expect(simulator.play('hub-falls')).toBe(true)
    expect(simulator.playing()).toBe('hub-falls')
    simulator.stop()
    expect(simulator.playing()).toBeNull()
    expect(simulator.scenarios().map((one) => one.id)).toContain('storm')
  })

  it('lives in a worker thread and closes cleanly', async () => {
    const worker = new Worker(new URL('../../main/simulator/worker.ts', import.meta.url), {
      workerData: { seed: 1, stations: 40, port: 0, scenario: 'storm' },
    })
    const heard: SimulatorMessage[] = []
    const ask = async (message: SimulatorRequest | null): Promise<SimulatorMessage> => {
      if (message) worker.postMessage(message)
      const [answer] = (await once(worker, 'message')) as [SimulatorMessage]
      heard.push(answer)
      return answer
    }
    const ready = await ask(null)
    expect(ready).toMatchObject({ type: 'ready' })
    expect(await ask({ type: 'scenarios', id: 1 })).toMatchObject({ id: 1, playing: 'storm' })
    expect(await ask({ type: 'play', id: 2, scenario: 'nonsense' })).toMatchObject({ id: 2, ok: false })
    expect(await ask({ type: 'play', id: 3, scenario: 'quiet-day' })).toMatchObject({ id: 3, ok: true })
    expect(await ask({ type: 'stop', id: 4 })).toMatchObject({ type: 'stop', id: 4 })
    expect(await ask({ type: 'stats', id: 5 })).toMatchObject({ stats: { requests: 0 } })
    const gone = once(worker, 'exit')
    expect(await ask({ type: 'close' })).toEqual({ type: 'closed' })
    expect(await gone).toEqual([0])
    expect(heard).toHaveLength(7)
  })

  it('tells of a port it cannot have, from the worker too', async () => {
    const worker = new Worker(new URL('../../main/simulator/worker.ts', import.meta.url), {
      workerData: { seed: 1, stations: 1, port: simulator.port },
    })
    const gone = once(worker, 'exit')
    const [answer] = (await once(worker, 'message')) as [SimulatorMessage]
    expect(answer).toMatchObject({ type: 'failed', code: 'EADDRINUSE' })
    expect(await gone).toEqual([0])
  })
})
