/** The branch's own way out: lost only where no address answers twice in a row; a refusal is an answer. */
import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { addressOf, UplinkWatch } from '../../main/poll/uplink.ts'
import { UPLINK_PROBE } from '../../shared/model/settings.ts'
import { scenario } from '../support/scenario.ts'

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('uplink probes', () => {
  it('tell a lost uplink after two rounds without any answer, since the first of them, and its return at once', async () => {
    let mono = 0
    let answers: Record<string, boolean> = { 'a:1': false, 'b:2': true }
    const watch = new UplinkWatch({ now: () => mono, mono: () => mono }, (host, port) =>
      Promise.resolve(answers[`${host}:${String(port)}`] ?? false),
    )
    const round = async (at: number): Promise<number | null> => {
      mono = at
      watch.beat()
      await settled()
      return watch.lostMono
    }
    expect(await round(1000)).toBeNull()
    watch.set(['a:1', 'b:2'])
    expect(await round(10_000)).toBeNull()
    answers = {}
    expect(await round(20_000)).toBeNull()
    expect(await round(25_000)).toBeNull()
    expect(await round(30_000)).toBe(20_000)
    expect(await round(40_000)).toBe(20_000)
    answers = { 'a:1': true }
    expect(await round(50_000)).toBeNull()
    answers = {}
    await round(60_000)
    watch.set([])
    expect(await round(70_000)).toBeNull()
  })

  it('take a host that refuses for an answer', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise<void>((resolve) => server.close(() => resolve()))
    let mono = 0
    const watch = new UplinkWatch({ now: () => mono, mono: () => mono })
    watch.set([`127.0.0.1:${String(port)}`])
    for (let n = 0; n < 3; n++) {
      mono += 20_000
      watch.beat()
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(watch.lostMono).toBeNull()
  })

  it.each(['10.0.0.1:22', 'core.branch.vn:443', '[fe80::1]:161'])('%s is an address', (text) => {
    expect(UPLINK_PROBE.test(text)).toBe(true)
    expect(addressOf(text).port).toBeGreaterThan(0)
  })
  it.each(['10.0.0.1', 'a b:1', ':22', 'x:0', 'x:70000', 'http://x:80', '-x:1'])('%s is none', (text) => {
    expect(UPLINK_PROBE.test(text)).toBe(false)
  })
})

it(
  'a lost uplink judges no station, also where few have been asked since; what answers afterwards is believed',
  scenario(Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`N${n}`, {}])), (b) => {
    b.at('00:03:00').network(false)
    b.engine.uplink(b.clock.mono())
    b.until('00:03:20')
    expect(b.engine.isolated()).toBe(true)
    b.until('00:10:00')
    expect(b.alarms().map((one) => one.ruleId)).toEqual(['monitor-isolated'])
    // The addresses stay silent, but stations speak: then it is the addresses.
    b.network(true).until('00:13:00')
    expect(b.engine.isolated()).toBe(false)
    expect(b.health('N3')).toBe('up')
  }),
)
