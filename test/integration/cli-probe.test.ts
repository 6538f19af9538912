/** `probe` against Debian's snmpd and the own simulator, and `simulate` itself. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { branchwatch, startBranchwatch, type Serving } from '../support/branchwatch.ts'
import { loud } from '../support/loud.ts'
import { fakeAgent, number, oidBytes, serve, text, type Sent } from './snmp-fake-agent.ts'
import { hasProgram, startSnmpd, type Running } from './snmp-tools.ts'

type Probed = {
  outcome: string
  device: { sysObjectID: string | null; sysName: string | null; sysDescr: string | null; profile: string | null; verified: boolean | null }
  readings: {
    metric: string
    instance: string
    label: string
    oid: string
    raw: string | null
    value: number | null
    unit: string
    quality: string
  }[]
}
const probe = async (...args: string[]) => {
  const done = await branchwatch(['probe', ...args, '--json', '--timeout', '1000'])
  return { ...done, found: JSON.parse(done.out) as Probed }
}

let simulator: Serving | null = null
afterEach(async () => {
  if (simulator && simulator.child.exitCode === null) await simulator.end('SIGKILL')
  simulator = null
})

const present = hasProgram('snmpd')
if (!present) loud('snmpd is not installed: probing a real agent is skipped')

describe.skipIf(!present)('a real agent', () => {
  let snmpd: Running
  beforeAll(async () => {
    snmpd = await startSnmpd([{ name: 'shaaes', auth: 'SHA', priv: 'AES' }])
  })
  afterAll(() => snmpd.stop())

  it('is identified and read', async () => {
    const { found, code, err } = await probe(`127.0.0.1:${snmpd.port}`)
    expect({ code, err, outcome: found.outcome }).toEqual({ code: 0, err: '', outcome: 'ok' })
    expect(found.device.sysObjectID).toMatch(/^1\.3\.6\.1\.4\.1\.8072\.3\.2\./)
    expect(found.device.profile).not.toBeNull()
    expect(typeof found.device.verified).toBe('boolean')
    expect(found.readings.length).toBeGreaterThan(3)
    for (const reading of found.readings) {
      expect(Object.keys(reading)).toEqual(['metric', 'instance', 'label', 'oid', 'raw', 'value', 'unit', 'quality'])
      expect(reading.value === null || Number.isFinite(reading.value)).toBe(true)
      expect(reading.value === null && reading.quality === 'good').toBe(false)
    }
    expect(found.readings.find(({ metric }) => metric === 'system.uptime')?.value).toBeGreaterThanOrEqual(0)
  })

  it('is read as v3 user', async () => {
    const keys = ['--user', 'shaaes', '--auth', 'sha:authpass-12345', '--priv', 'aes:privpass-12345']
    const { found } = await probe(`127.0.0.1:${snmpd.port}`, '--version', '3', ...keys)
    expect(found.outcome).toBe('ok')
    expect(found.readings.length).toBeGreaterThan(3)
  })

  it.each([
    ['a wrong key', ['--version', '3', '--user', 'shaaes', '--auth', 'sha:wrong-wrong-wrong', '--priv', 'aes:privpass-12345'], 'auth'],
    ['a wrong community', ['--community', 'nobody', '--retries', '0'], 'timeout'],
  ])('with %s ends with 1 and a sentence', async (_what, args, outcome) => {
    const { found, code, err } = await probe(`127.0.0.1:${snmpd.port}`, ...args)
    expect({ code, outcome: found.outcome }).toEqual({ code: 1, outcome })
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(err).not.toContain('outcome.')
  })
})

describe('nobody there', () => {
  it('is said as such', async () => {
    const { found, code } = await probe('127.0.0.1:9', '--retries', '0')
    expect({ code, outcome: found.outcome, readings: found.readings }).toEqual({ code: 1, outcome: 'refused', readings: [] })
    const unknown = await probe('no-such-host.invalid', '--retries', '0')
    expect({ code: unknown.code, outcome: unknown.found.outcome }).toEqual({ code: 1, outcome: 'unresolved' })
  })
})

describe('simulate', () => {
  it('runs a province that probe can read, and ends on a signal', async () => {
    simulator = startBranchwatch(['simulate', '--stations', '3', '--seed', '5', '--json'])
    const [line = ''] = await simulator.until(/^\{.*\}\n/)
    const { port, devices, example } = JSON.parse(line) as { port: number; devices: string[]; example: string }
    expect(example).toContain(`127.0.0.1:${port}`)
    const { found } = await probe(`127.0.0.1:${port}`, '--community', `demo@${devices[0]}`)
    expect(found).toMatchObject({ outcome: 'ok', device: { profile: 'huawei-smu', verified: true } })
    expect(await simulator.end()).toBe(0)
  })

  it('says in words how to address a device, and which scenario plays', async () => {
    simulator = startBranchwatch(['simulate', '--stations', '3', '--scenario', 'storm'])
    await simulator.until(/Playing the scenario: .+\./)
    expect(simulator.out()).toContain('snmpget')
    await simulator.end('SIGTERM')
  })

  it('has a sentence for an unknown scenario and for a port in use', async () => {
    const unknown = await branchwatch(['simulate', '--scenario', 'tsunami'])
    expect(unknown.code).toBe(1)
    expect(unknown.err).toContain('There is no scenario “tsunami”; there are: ')
    const socket = createSocket('udp4').bind(0, '127.0.0.1')
    await once(socket, 'listening')
    const taken = await branchwatch(['simulate', '--stations', '2', '--port', String(socket.address().port)])
    socket.close()
    expect(taken.code).toBe(1)
    expect(taken.err).toContain('is used by another program')
  })
})

describe('an agent whose names are made to deceive', () => {
  const ESC = '\u001B'
  const system = '1.3.6.1.2.1.1'
  const table = new Map<string, Sent>()
  for (const sent of [
    text(`${system}.1.0`, `Router\u202Egnp.exe\u2066 \u009B2J${'\u0301'.repeat(40)} ${'x'.repeat(59_000)}`),
    { oid: `${system}.2.0`, tag: 6, bytes: oidBytes('1.3.6.1.4.1.99999.1') },
    number(`${system}.3.0`, 4200),
    text(`${system}.5.0`, `ok${ESC}]0;owned\u0007${ESC}[2J`),
    ...[1, 2].flatMap((n) => [
      number(`1.3.6.1.2.1.2.2.1.1.${n}`, n),
      text(`1.3.6.1.2.1.2.2.1.2.${n}`, `eth\u200B${n}\r\nQuality: good ${'|'.repeat(4000)}`),
      number(`1.3.6.1.2.1.2.2.1.3.${n}`, 6),
      number(`1.3.6.1.2.1.2.2.1.7.${n}`, 1),
      number(`1.3.6.1.2.1.2.2.1.8.${n}`, 1),
      text(`1.3.6.1.2.1.31.1.1.1.1.${n}`, `=cmd|${n}\u202E\r\n\u2028forged  line`),
    ]),
  ])
    table.set(sent.oid, sent)
  // oxlint-disable-next-line no-control-regex -- what a terminal would obey is what must not be there
  const obeyed = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2028\u2029\u2066-\u2069]/

  it('is printed without anything that a terminal obeys, and without flooding it', async () => {
    const agent = await fakeAgent(serve(table))
    try {
      const said = await branchwatch(['probe', `127.0.0.1:${agent.port}`])
      expect(said.code).toBe(0)
      expect(said.out).not.toMatch(obeyed)
      expect(said.out).toContain('Router')
      // Each line is one of ours: no device can begin one.
      expect(said.out.split('\n').filter((line) => /^\s*(forged|Quality)/.test(line))).toEqual([])
      expect(Math.max(...said.out.split('\n').map((line) => line.length))).toBeLessThan(600)
      const { out } = await branchwatch(['probe', `127.0.0.1:${agent.port}`, '--json'])
      expect(out).not.toMatch(obeyed)
      const found = JSON.parse(out) as Probed
      expect(found.device.sysDescr?.length).toBeLessThanOrEqual(1000)
      expect(found.readings.some((reading) => reading.label.startsWith('=cmd|1'))).toBe(true)
    } finally {
      agent.close()
    }
  })
})
