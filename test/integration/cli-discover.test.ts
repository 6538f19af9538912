/** `discover` on loopback: what it finds, and the scans it does not begin. */
import { afterEach, expect, it } from 'vitest'
import { branchwatch } from '../support/branchwatch.ts'
import { fakeNetwork, type FakeNetwork } from './snmp-fake-network.ts'

let network: FakeNetwork | null = null
afterEach(() => network?.close())

it('prints what answers with its profile; refuses 16 million addresses, many unconfirmed ones and nonsense without a packet', async () => {
  const hosts = Array.from({ length: 8 }, (_, i) => `127.20.7.${i + 1}`)
  network = await fakeNetwork(hosts, {
    '127.20.7.2': { sysObjectID: '1.3.6.1.4.1.12148.10', sysName: 'P\u001b[31m', more: { '1.3.6.1.4.1.12148.10.2.7.0': 'SN-1' } },
    '127.20.7.5': { sysObjectID: '1.3.6.1.4.1.99999.1', sysName: 'x' },
  })
  const options = ['--ports', String(network.port), '--timeout', '200', '--rate', '100']
  const run = (...args: string[]) => branchwatch(['discover', ...args, ...options])
  const refused = await Promise.all([
    run('127.0.0.0/8', '--yes'),
    run('127.20.0.0/19'),
    run('127.20.7'),
    run('127.20.7.9', '--exclude', '127.20.7.9'),
  ])
  expect(refused.map(({ code }) => code)).toEqual([2, 2, 2, 2])
  expect(refused[0]?.err).toMatch(/16.777.214 addresses are too many/)
  expect(refused[1]?.err).toMatch(/8190 addresses .*Add --yes/)
  expect(refused[2]?.err).toContain('“127.20.7” is not understood')
  expect(network.asked).toEqual([])

  const { code, out } = await run('127.20.7.1-8', '--exclude', '127.20.7.5', '--json')
  expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({
    code: 0,
    complete: true,
    asked: 7,
    found: [{ host: '127.20.7.2', state: 'identified', profile: 'eltek-sp2', identity: { serial: 'SN-1' } }],
  })
  const plain = await run('127.20.7.1-8')
  expect(plain.out).toMatch(/2 devices answered\.[\s\S]*127\.20\.7\.5:\d+ .*generic/)
  expect(plain.out).not.toContain('\u001b')
})
