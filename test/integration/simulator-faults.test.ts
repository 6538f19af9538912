/** Every fault as a raw socket sees it on the wire, and the product's own poller with each of them: it ends, and gives no false value. */
import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPoller } from '../../main/poll/create.ts'
import type { Poller } from '../../main/poll/poller.ts'
import { TAG } from '../../main/simulator/agent/ber.ts'
import { PDU, STATUS } from '../../main/simulator/agent/pdu.ts'
import { FAULT_KINDS, type FaultKind } from '../../main/simulator/faults/kinds.ts'
import { showroom } from '../../main/simulator/province/showroom.ts'
import { startSimulator, type Simulator } from '../../main/simulator/simulator.ts'
import { parse, request, type Response } from '../support/simulator-client.ts'

const UPTIME = '1.3.6.1.2.1.1.3.0'
const NAME = '1.3.6.1.2.1.1.5.0'
const STATUS_1 = '1.3.6.1.2.1.2.2.1.8.1'

let simulator: Simulator
let poller: Poller
let key = ''
beforeAll(async () => {
  poller = await createPoller({
    clock: { now: Date.now, mono: () => performance.now() },
    events: { onPoll: () => undefined, onIdentified: () => undefined, onGap: () => undefined },
  })
})
afterAll(() => poller.close())
beforeEach(async () => {
  simulator = await startSimulator({ seed: 5, stations: 1, province: showroom(5) })
  key = simulator.province.stations.flatMap(({ devices }) => devices).find(({ family }) => family === 'gateway')?.key ?? ''
})
afterEach(() => simulator.close())

/** The fault at our device from a minute ago on. */
const play = (mischief: FaultKind, more: { amount?: number; share?: number; since?: number; device?: string } = {}): void => {
  const { since = 60_000, device = key, amount, share } = more
  const now = simulator.time()
  simulator.add({ stations: [], devices: [{ device, mischief, amount, share, from: now - since, to: now + 3_600_000 }] })
}

type Heard = { at: number; bytes: Buffer; from: RemoteInfo }
/** Sends these, and gathers what comes within the time. */
async function exchange(datagrams: readonly Buffer[], ms: number): Promise<Heard[]> {
  const socket = createSocket('udp4')
  const heard: Heard[] = []
  const began = performance.now()
  socket.on('message', (bytes, from) => heard.push({ at: performance.now() - began, bytes, from }))
  for (const datagram of datagrams) socket.send(datagram, simulator.port, '127.0.0.1')
  await new Promise((resolve) => setTimeout(resolve, ms))
  const closed = once(socket, 'close')
  socket.close()
  await closed
  return heard
}
const asked = (oids: string[], options: Parameters<typeof request>[2] = {}): Buffer => request(`demo@${key}`, oids, options)
const many = (count: number): Buffer[] => Array.from({ length: count }, (_, n) => asked([NAME], { id: n + 1 }))
async function answer(oids: string[], options: Parameters<typeof request>[2] = {}): Promise<Response> {
  const [first] = await exchange([asked(oids, options)], 150)
  if (!first) throw new Error('no answer')
  return parse(first.bytes)
}
const uptime = async (): Promise<number> => Number((await answer([UPTIME])).binds[0]?.value)
const ids = (heard: readonly Heard[]): number[] => heard.map(({ bytes }) => parse(bytes).id)

describe('on the way', () => {
  it('drop loses the share it says', async () => {
    play('drop', { share: 0.3 })
    const { length } = await exchange(many(60), 250)
    expect(length).toBeGreaterThan(30)
    expect(length).toBeLessThan(54)
  })

  it('delay brings it late', async () => {
    play('delay', { amount: 150 })
    const [late] = await exchange([asked([NAME])], 400)
    expect(late?.at).toBeGreaterThan(45)
    expect(late?.at).toBeLessThan(350)
  })

  it('duplicate brings it as often as it says', async () => {
    play('duplicate', { amount: 3 })
    expect(await exchange([asked([NAME])], 150)).toHaveLength(3)
  })

  it('reorder lets others overtake it', async () => {
    play('reorder', { amount: 100, share: 0.4 })
    const order = ids(await exchange(many(30), 400))
    expect(order).toHaveLength(30)
    expect(order).not.toEqual(order.toSorted((a, b) => a - b))
  })

  it('corrupt changes octets of it, garbage all', async () => {
    const [good] = await exchange([asked([NAME])], 100)
    play('corrupt', { amount: 2 })
    const [bad] = await exchange([asked([NAME])], 100)
    const changed = [...(bad?.bytes ?? [])].filter((octet, n) => octet !== good?.bytes[n]).length
    expect(bad?.bytes.length).toBe(good?.bytes.length)
    expect(changed).toBeGreaterThan(0)
    expect(changed).toBeLessThanOrEqual(2)
    simulator.stop()
    play('garbage')
    const [garbage] = await exchange([asked([NAME])], 100)
    expect(() => parse(garbage?.bytes ?? Buffer.alloc(0))).toThrow('the response cannot be read')
  })

  it('wrongSource comes from another port', async () => {
    play('wrongSource')
    const [stranger] = await exchange([asked([NAME])], 150)
    expect(stranger?.from.port).not.toBe(simulator.port)
  })
})

describe('in the agent', () => {
  it('silent, noGetBulk and reboot do not answer', async () => {
    play('silent')
    expect(await exchange([asked([NAME])], 100)).toEqual([])
    simulator.stop()
    play('noGetBulk')
    expect(ids(await exchange([asked([NAME], { type: PDU.getBulk, second: 5, id: 1 }), asked([NAME], { id: 2 })], 100))).toEqual([2])
    simulator.stop()
    play('reboot', { since: 1, amount: 30 })
    expect(await exchange([asked([NAME])], 100)).toEqual([])
  })

  it('reboot lets uptime begin anew, and it stays so', async () => {
    const before = await uptime()
    play('reboot', { since: 10_000, amount: 4 })
    const after = await uptime()
    expect(before).toBeGreaterThan(8_000_000)
    expect(after).toBeGreaterThanOrEqual(590)
    expect(after).toBeLessThan(800)
    simulator.stop()
    expect(await uptime()).toBeLessThan(1000)
  })

  it('timeBackwards takes uptime back', async () => {
    const before = await uptime()
    play('timeBackwards', { amount: 100 })
    const after = await uptime()
    expect(after).toBeLessThan(before - 9000)
    expect(after).toBeGreaterThan(before - 10_001)
  })

  it('wrongType and sentinel send numbers as they should not be', async () => {
    play('wrongType')
    expect((await answer([STATUS_1])).binds[0]).toMatchObject({ tag: TAG.octets, value: '1' })
    simulator.stop()
    play('sentinel', { amount: -999 })
    expect((await answer([STATUS_1])).binds[0]).toMatchObject({ tag: TAG.integer, value: -999 })
  })

  it('tooBig, silentTruncation and noSuchInstance answer less', async () => {
    const six = Array<string>(6).fill(NAME)
    play('tooBig', { amount: 5 })
    expect(await answer(six)).toMatchObject({ status: STATUS.tooBig, binds: [] })
    simulator.stop()
    play('silentTruncation', { amount: 2 })
    expect((await answer(six)).binds).toHaveLength(2)
    simulator.stop()
    play('noSuchInstance')
    expect((await answer(six)).binds.map(({ tag }) => tag)).toEqual([4, 4, 129, 4, 4, 129])
  })

  it('loopedWalk never ends', async () => {
    play('loopedWalk')
    let oid = '1.3'
    const seen = new Set<string>()
    for (let n = 0; n < 30; n++) {
      oid = (await step(oid)).binds[0]?.oid ?? ''
      seen.add(oid)
    }
    expect(seen.size).toBe(12)
  })
  async function step(oid: string): Promise<Response> {
    const socket = createSocket('udp4')
    socket.send(asked([oid], { type: PDU.getNext }), simulator.port, '127.0.0.1')
    const [bytes] = (await once(socket, 'message')) as [Buffer]
    socket.close()
    return parse(bytes)
  }
})

describe('the v3 engine', () => {
  const demand = (): Promise<string> =>
    poller
      .probe({
        host: '127.0.0.1',
        port: simulator.port,
        secret: { version: '3', user: 'demo-sha', auth: { protocol: 'sha', key: 'demo-auth-key' } },
        context: key,
        profile: 'auto',
        timeoutMs: 500,
        retries: 1,
      })
      .then(({ outcome }) => outcome)

  it.each(['reboot', 'timeBackwards'] as const)('of all devices follows a %s, and the poller follows it', async (fault) => {
    expect(await demand()).toBe('ok')
    play(fault, { device: '*', since: 10_000, amount: fault === 'reboot' ? 5 : 400 })
    expect(await demand()).toBe('ok')
  })
})

describe('the same seed', () => {
  it('loses the same exchanges and has the same devices dead', async () => {
    const heard = async (seed: number): Promise<number[]> => {
      const other = await startSimulator({ seed, stations: 40, loss: 20, dead: 15 })
      const keys = other.province.stations.flatMap(({ devices }) => devices.map((device) => device.key))
      const socket = createSocket('udp4')
      const got: number[] = []
      socket.on('message', (bytes) => got.push(parse(bytes).id))
      for (const [n, one] of keys.entries()) socket.send(request(`demo@${one}`, [NAME], { id: n }), other.port, '127.0.0.1')
      // Until nothing more comes.
      for (let before = -1; got.length > before || before < 0;) {
        before = got.length
        await new Promise((resolve) => setTimeout(resolve, 400))
      }
      socket.close()
      await other.close()
      expect(got.length / keys.length).toBeGreaterThan(0.45)
      expect(got.length / keys.length).toBeLessThan(0.85)
      return got.toSorted((a, b) => a - b)
    }
    const first = await heard(3)
    expect(await heard(3)).toEqual(first)
    expect(await heard(4)).not.toEqual(first)
  })
})

describe('the poller', () => {
  it.each(FAULT_KINDS)('lives with %s', async (fault) => {
    // A device without counters: one look is enough.
    const context = simulator.province.stations.flatMap(({ devices }) => devices).find(({ family }) => family === 'hwg-ste2')?.key ?? ''
    const probe = (timeoutMs = 400) =>
      poller.probe({
        host: '127.0.0.1',
        port: simulator.port,
        secret: { version: '2c', community: 'demo' },
        context,
        profile: 'auto',
        timeoutMs,
        retries: 1,
      })
    play(fault, {
      device: context,
      amount: { delay: 100, reorder: 50, reboot: 20, duplicate: 3, tooBig: 3 }[fault as string],
      since: 30_000,
    })
    const result = await probe()
    const dead = ['silent', 'garbage', 'wrongSource', 'corrupt', 'drop']
    // A value that looks sound is sound: closed. Where the numbers are spoilt, none does.
    const states = result.readings.filter(({ metric, quality }) => metric === 'environment.door' && quality === 'good')
    const told = { ended: dead.includes(fault) || result.outcome === 'ok', false: states.filter(({ value }) => value !== 0).length }
    expect(told).toEqual({ ended: true, false: 0 })
    expect(states.length === 0 || fault !== 'sentinel').toBe(true)
    simulator.stop()
    expect((await probe(2000)).outcome).toBe('ok')
  })
})
