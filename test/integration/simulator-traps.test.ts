/** The simulator's traps as Debian's snmptrapd understands them: what the equipment says when power, doors and lines change. */
import { spawn, type ChildProcess } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator, type Simulator } from '../../main/simulator/simulator.ts'
import { loud } from '../support/loud.ts'
import { hasProgram } from './snmp-tools.ts'

const present = hasProgram('snmptrapd')
if (!present) loud('snmptrapd is not installed: traps of the simulator are not compared with it')

let folder = ''
let simulator: Simulator | null = null
let trapd: ChildProcess | null = null
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'branchwatch-traps-'))))
afterEach(async () => {
  if (trapd && trapd.exitCode === null) {
    const gone = once(trapd, 'exit')
    trapd.kill('SIGTERM')
    await gone
  }
  await simulator?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}

describe.skipIf(!present)('traps', () => {
  it.each(['1', '2c'] as const)('of version %s tell of mains, door and line, and of their end', async (version) => {
    const port = await freePort()
    writeFileSync(join(folder, 'snmptrapd.conf'), 'disableAuthorization yes\n')
    let text = ''
    trapd = spawn(
      'snmptrapd',
      ['-f', '-Lo', '-n', '-On', '-C', '-c', join(folder, 'snmptrapd.conf'), '-F', '%P # %W %w.%q # %N # %v\n', `udp:127.0.0.1:${port}`],
      {
        env: { ...process.env, MIBS: '', SNMP_PERSISTENT_DIR: folder },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    trapd.stdout?.on('data', (part: Buffer) => (text += part.toString()))
    trapd.stderr?.on('data', (part: Buffer) => (text += part.toString()))
    const until = async (pattern: RegExp): Promise<void> => {
      const end = performance.now() + 12_000
      while (!pattern.test(text)) {
        if (performance.now() > end) throw new Error(`${pattern} did not come: ${text}`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
    await until(/NET-SNMP version/)
    simulator = await startSimulator({ seed: 4, stations: 6, traps: { host: '127.0.0.1', port, version, community: 'demo' } })
    const [station] = simulator.province.stations.filter(
      ({ devices }) => devices[0]?.family === 'huawei-smu' && devices[1]?.kind === 'gateway',
    )
    if (!station) throw new Error('no such station')
    const now = simulator.time()
    const event = (kind: 'mains' | 'door' | 'backhaul') => ({ station: station.index, kind, from: now, to: now + 2000 })
    simulator.add({ stations: [event('mains'), event('door')], devices: [] })
    const huawei = (n: number): RegExp =>
      version === '1'
        ? new RegExp(
            `TRAP, SNMP v1, community demo@${station.code}.power # Enterprise Specific 6\\.\\.?${n} # [.]1.*2011\\.6\\.164\\.2\\.1`,
          )
        : new RegExp(`TRAP2, SNMP v2c, community demo@${station.code}.power.*2011\\.6\\.164\\.2\\.1\\.0\\.${n}\\b`)
    await until(huawei(15))
    await until(huawei(31))
    expect(text).toMatch(/2011\.6\.164\.1\.1\.2\.100\.1\.3\.0 = INTEGER: 1\b/)
    await until(huawei(16))
    await until(huawei(32))
    expect(simulator.stats().traps).toBeGreaterThanOrEqual(4)
    simulator.sendTraps(null)
    const { traps } = simulator.stats()
    simulator.add({ stations: [{ ...event('door'), from: simulator.time(), to: simulator.time() + 60_000 }], devices: [] })
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect(simulator.stats().traps).toBe(traps)
  })
})
