/** `simulate --replay`: a support engineer's folder of walks as devices, read by Debian's tools and by the own probe; and what people point it at that is wrong. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { branchwatch, startBranchwatch, type Serving } from '../support/branchwatch.ts'

const run = promisify(execFile)
const P = '1.3.6.1.4.1.2011.6.164.1'
/** A power system by the facts of its family, in two of the formats. */
const SYSTEM = [`1.3.6.1.2.1.1.2.0|6|${P}.2`, '1.3.6.1.2.1.1.3.0|67|100', '1.3.6.1.2.1.1.5.0|4|KH-12'].join('\n')
const SNMPREC = `${SYSTEM}\n${P}.6.1.3.0|66|535\nbroken line\n${P}.6.1.4.0|2|34\n`
const WALK = `.1.3.6.1.2.1.1.2.0 = OID: .${P}.2
.1.3.6.1.2.1.1.1.0 = STRING: "two
lines"
.${P}.6.1.3.0 = Gauge32: 541
`

let folder = ''
let running: Serving | null = null
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'branchwatch-replay-'))))
afterEach(async () => {
  if (running && running.child.exitCode === null) await running.end('SIGKILL')
  running = null
  rmSync(folder, { recursive: true, force: true })
})

type Told = { port: number; devices: { name: string; rows: number; lost: number; snmpwalk: string; probe: string }[] }
async function replay(...args: string[]): Promise<Told> {
  running = startBranchwatch(['simulate', '--replay', ...args, '--json'])
  return JSON.parse((await running.until(/^\{.*\}\n/))[0]) as Told
}
const volts = async (words: string): Promise<unknown> => {
  const { out } = await branchwatch([...words.split(' ').slice(1), '--json'])
  const found = JSON.parse(out) as { device: { profile: string }; readings: { metric: string; value: number }[] }
  return [found.device.profile, found.readings.find((reading) => reading.metric === 'dc.voltage')?.value]
}

describe('simulate --replay', () => {
  it('plays every recording of a folder under its name, in v1, v2c and v3, and tells bad lines', async () => {
    writeFileSync(join(folder, 'khanh-hoa.snmprec'), SNMPREC)
    writeFileSync(join(folder, 'walk.txt'), WALK)
    writeFileSync(join(folder, 'notes.pdf'), 'not a walk')
    const { devices, port } = await replay(folder)
    expect(devices.map(({ name, rows, lost }) => [name, rows, lost])).toEqual([
      ['khanh-hoa', 5, 1],
      ['walk', 3, 0],
    ])
    expect(running?.err()).toMatch(/khanh-hoa\.snmprec, line 5: this line cannot be read \(broken line\)/)
    expect(await Promise.all(devices.map(({ probe }) => volts(probe)))).toEqual([
      ['huawei-smu', 53.5],
      ['huawei-smu', 54.1],
    ])
    const [program = '', ...words] = devices[1]?.snmpwalk.split(' ') ?? []
    const { stdout } = await run(
      program,
      [...words, '-On'].toSorted((a) => (a === '-On' ? -1 : 0)),
    )
    expect(stdout).toContain(`.1.3.6.1.2.1.1.1.0 = STRING: "two\nlines"\n${WALK.split('\n')[0]}\n${WALK.split('\n')[3]}\n`)
    const v3 = ['-v3', '-u', 'demo-sha-aes', '-l', 'authPriv', '-a', 'SHA', '-x', 'AES', '-A', 'demo-auth-key', '-X', 'demo-priv-key']
    const secure = await run('snmpget', [...v3, '-n', 'khanh-hoa', '-Oqv', `127.0.0.1:${port}`, '1.3.6.1.2.1.1.5.0'])
    expect(secure.stdout).toBe('"KH-12"\n')
    const first = await run('snmpget', ['-v1', '-c', 'public@khanh-hoa', '-Oqv', `127.0.0.1:${port}`, '1.3.6.1.2.1.1.5.0'])
    expect(first.stdout).toBe('"KH-12"\n')
    expect(await running?.end()).toBe(0)
  })

  it('of one file answers to its community alone', async () => {
    const file = join(folder, 'mast of a customer.log')
    writeFileSync(file, WALK)
    const { port, devices } = await replay(file, '--community', 'secret')
    expect(devices[0]?.probe).toContain(`--community 'mast of a customer'`)
    expect(await volts(`branchwatch probe 127.0.0.1:${port} --community secret`)).toEqual(['huawei-smu', 54.1])
  })

  it('says what it cannot play', async () => {
    writeFileSync(join(folder, 'empty.txt'), '\n\n')
    const said = async (...args: string[]) => (await branchwatch(['simulate', ...args])).err
    expect(await said('--replay', join(folder, 'nowhere'))).toMatch(/nowhere cannot be read: /)
    expect(await said('--replay', folder)).toMatch(/There is no recording in .* that can be replayed/)
    expect(await said('--replay', folder, '--stations', '5')).toMatch(/--stations cannot be used with --replay/)
    writeFileSync(join(folder, 'faults.yaml'), 'faults:\n  - fault: drop\n  - fault: dorp\n')
    expect(await said('--faults', join(folder, 'faults.yaml'))).toMatch(
      /faults\.yaml, line 3, faults\.1\.fault: Choose one of: drop, .*\n.*mend the lines above/,
    )
    expect(await said('--alive')).toMatch(/--alive is for use with --replay only/)
    expect(await said('--host', '203.0.113.9')).toMatch(/no address “203.0.113.9”/)
  })
})
