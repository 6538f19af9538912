/** How a virtual device answers: versions, errors, walks, and the ways a faulty agent is wrong. */
import { beforeEach, describe, expect, it } from 'vitest'
import { Agent } from '../../../main/simulator/agent/agent.ts'
import type { View } from '../../../main/simulator/agent/mib.ts'
import type { FaultKind } from '../../../main/simulator/faults/kinds.ts'
import { ProvinceFleet } from '../../../main/simulator/province/fleet.ts'
import { TAG } from '../../../main/simulator/agent/ber.ts'
import { PDU, STATUS } from '../../../main/simulator/agent/pdu.ts'
import { makeProvince } from '../../../main/simulator/province/province.ts'
import type { SimStation } from '../../../main/simulator/province/station.ts'
import { World } from '../../../main/simulator/world/world.ts'
import { parse, request, type Response } from '../../support/simulator-client.ts'

const START = Date.parse('2026-03-10T03:00:00Z')
const NAME = '1.3.6.1.2.1.1.5.0'
const HC_IN = '1.3.6.1.2.1.31.1.1.1.6.1'
const province = makeProvince(11, 30)
// The root has every kind and no parent that could fail.
const root = province.stations[0] as SimStation
const community = `demo@${root.code}.gateway`

let world: World
let agent: Agent<View>

beforeEach(() => {
  world = new World(province, START)
  agent = new Agent(new ProvinceFleet(world), { users: [], bootedAt: START })
})

function ask(datagram: Buffer, at = START): Response | null {
  const reply = agent.answer(datagram, at, at)
  return reply ? parse(reply.bytes) : null
}

const misbehave = (mischief: FaultKind, from = START): void =>
  world.add({ stations: [], devices: [{ device: `${root.code}.gateway`, mischief, from, to: START + 3_600_000 }] })

describe('an agent', () => {
  it('answers its name to its own community and keeps silent for others', () => {
    expect(ask(request(community, [NAME], { id: -5 }))).toMatchObject({ id: -5, status: 0, binds: [{ value: `${root.code}-gateway` }] })
    for (const other of ['demo', 'public', `other@${root.code}.gateway`, 'demo@TQG9999-99.power', 'demo@', '']) {
      expect(agent.answer(request(other, [NAME]), START, START)).toBeNull()
    }
    expect(agent.stats.unknown).toBe(6)
  })

  it('says noSuchInstance in v2c and noSuchName in v1 for what it does not have', () => {
    const missing = '1.3.6.1.2.1.1.99.0'
    expect(ask(request(community, [NAME, missing]))?.binds[1]?.tag).toBe(TAG.noSuchInstance)
    expect(ask(request(community, [NAME, missing], { version: 0 }))).toMatchObject({ version: 0, status: STATUS.noSuchName, index: 2 })
  })

  it('shows Counter64 to v2c only', () => {
    expect(ask(request(community, [HC_IN]))?.binds[0]?.tag).toBe(TAG.counter64)
    expect(ask(request(community, [HC_IN], { version: 0 }))?.status).toBe(STATUS.noSuchName)
    const next = ask(request(community, ['1.3.6.1.2.1.31.1.1.1.5'], { type: PDU.getNext, version: 0 }))
    expect(next?.binds[0]?.oid).toBe('1.3.6.1.2.1.31.1.1.1.15.1')
  })

  it('ends its walk as each version does', () => {
    const past = '1.3.6.1.6.9'
    expect(ask(request(community, [past], { type: PDU.getNext }))?.binds[0]?.tag).toBe(TAG.endOfMib)
    expect(ask(request(community, [past], { type: PDU.getNext, version: 0 }))?.status).toBe(STATUS.noSuchName)
  })

  it('repeats GETBULK columns after the single ones, and fits a frame', () => {
    const some = ask(
      request(community, ['1.3.6.1.2.1.1.3', '1.3.6.1.2.1.2.2.1.2', '1.3.6.1.2.1.2.2.1.8'], { type: PDU.getBulk, first: 1, second: 2 }),
    )
    expect(some?.binds.map((bind) => bind.oid.replace('1.3.6.1.2.1.', ''))).toEqual([
      '1.3.0',
      '2.2.1.2.1',
      '2.2.1.8.1',
      '2.2.1.2.2',
      '2.2.1.8.2',
    ])
    const much = agent.answer(request(community, ['1.3'], { type: PDU.getBulk, second: 500 }), START, START)
    expect(much?.bytes.length).toBeGreaterThan(1000)
    expect(much?.bytes.length).toBeLessThan(1500)
  })

  it('refuses SET and answers tooBig rather than beyond a datagram', () => {
    expect(ask(request(community, [NAME], { type: PDU.set }))?.status).toBe(STATUS.noAccess)
    expect(ask(request(community, Array<string>(600).fill(NAME)))).toMatchObject({ status: STATUS.tooBig, binds: [] })
  })

  it('is silent for garbage', () => {
    const good = request(community, [NAME])
    for (let cut = 0; cut < good.length; cut++) expect(agent.answer(good.subarray(0, cut), START, START)).toBeNull()
    expect(agent.stats.answered).toBe(0)
  })
})

describe('a faulty agent', () => {
  const power = '1.3.6.1.2.1.2.2.1.8.1'

  it('answers tooBig with an empty list to more than four', () => {
    misbehave('tooBig')
    expect(ask(request(community, [NAME, NAME, NAME, NAME, NAME]))).toMatchObject({ status: STATUS.tooBig, binds: [] })
    expect(ask(request(community, [NAME]))?.status).toBe(0)
  })

  it('sends sentinels, wrong types and missing instances', () => {
    misbehave('sentinel')
    expect(ask(request(community, [power]))?.binds[0]?.value).toBe(2_147_483_647)
    world.endEvents(START)
    misbehave('wrongType')
    expect(ask(request(community, [power]))?.binds[0]).toMatchObject({ tag: TAG.octets, value: '1' })
    world.endEvents(START)
    misbehave('noSuchInstance')
    expect(ask(request(community, [NAME, NAME, NAME]))?.binds.map((bind) => bind.tag)).toEqual([TAG.octets, TAG.octets, TAG.noSuchInstance])
  })

  it('loops its walk for ever', () => {
    misbehave('loopedWalk')
    const seen: string[] = []
    let oid = '1.3'
    for (let n = 0; n < 40; n++) {
      oid = ask(request(community, [oid], { type: PDU.getNext }))?.binds[0]?.oid ?? ''
      seen.push(oid)
    }
    expect(new Set(seen).size).toBe(12)
  })

  it('sets its counters back', () => {
    const before = ask(request(community, [HC_IN], {}), START + 60_000)?.binds[0]?.value as bigint
    misbehave('counterReset', START + 60_000)
    const after = ask(request(community, [HC_IN], {}), START + 120_000)?.binds[0]?.value as bigint
    expect(after).toBeLessThan(before)
    expect(after).toBeGreaterThan(0n)
  })

  it('falls silent when told to', () => {
    misbehave('silent')
    expect(ask(request(community, [NAME]))).toBeNull()
    expect(ask(request(community, [NAME]), START + 3_700_000)).not.toBeNull()
  })
})
