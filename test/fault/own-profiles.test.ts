/** Device profiles of a person's own, below the data folder: they replace the shipped ones, and a bad file is left out and named with its line. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { say, translator } from '../../shared/i18n/words.ts'
import { branchwatch, startBranchwatch } from '../support/branchwatch.ts'
import { closeAll, open, temporaryFolder } from '../support/console.ts'

let folder = ''
beforeEach(() => {
  folder = temporaryFolder()
  mkdirSync(join(folder, 'profiles'))
})
afterEach(async () => {
  await closeAll()
  rmSync(folder, { recursive: true, force: true })
})

/** A power system as the branch reads it: one value of what the shipped profile knows. */
const OWN = `id: huawei-smu
name: Tủ nguồn của chi nhánh
vendor: Huawei
kind: power
verified: false
verifiedWith: null
match:
  - sysObjectID: 1.3.6.1.4.1.2011.6.164.1.2
  - { sysObjectID: 1.3.6.1.4.1.8072.3.2.10, probe: 1.3.6.1.4.1.2011.6.164.1.1.1.4.0 }
readings:
  - { metric: dc.voltage, oid: 1.3.6.1.4.1.2011.6.164.1.6.1.3.0, scale: 0.1 }
`
const BAD = `id: cua-toi
name: Của tôi
vendor: X
kind: bếp
verified: false
verifiedWith: null
readings: []
`
const put = (name: string, text: string) => writeFileSync(join(folder, 'profiles', name), text)

describe('a profile of one’s own', () => {
  it('is polled with, tested with and listed in place of the shipped one; what is bad is left out with its line', async () => {
    put('huawei.yaml', OWN)
    put('bad.yaml', BAD)
    put('broken.yaml', 'id: [\n')
    const at = await open({ folder, demo: 3 })
    const profiles = await at.client.devices.profiles()
    expect(profiles.find(({ id }) => id === 'huawei-smu')?.name).toBe('Tủ nguồn của chi nhánh')
    expect(profiles.some(({ id }) => id === 'cua-toi')).toBe(false)
    expect(profiles.length).toBeGreaterThan(20)

    const device = (await at.client.devices.list()).find(({ kind }) => kind === 'power')
    if (!device) throw new Error('no power system')
    const { host, port, credentialId, context } = device
    const tested = await at.client.devices.test({ host, port, credentialId, context, profile: 'huawei-smu' })
    expect(tested).toMatchObject({ outcome: 'ok', device: { profile: 'huawei-smu', verified: false } })
    const metrics = (readings: { metric: string }[]) => readings.map(({ metric }) => metric).filter((metric) => metric !== 'system.uptime')
    expect(metrics(tested.readings)).toEqual(['dc.voltage'])
    const polled = await at.until('its readings', async () => {
      const own = (await at.client.stations.readings({ id: device.stationId })).filter(({ deviceId }) => deviceId === device.id)
      return own.some(({ metric }) => metric === 'dc.voltage') && own
    })
    expect(metrics(polled)).toEqual(['dc.voltage'])

    // A file that changes while the console runs is taken up by itself.
    put(
      'huawei.yaml',
      OWN.replace('Tủ nguồn của chi nhánh', 'Tủ nguồn mới').replace('verifiedWith: null', 'verifiedWith: null\nextends: huawei-smu'),
    )
    await at.until('the changed profile', async () => (await at.client.devices.profiles()).some(({ name }) => name === 'Tủ nguồn mới'))
    const again = await at.client.devices.test({ host, port, credentialId, context, profile: 'huawei-smu' })
    expect(metrics(again.readings)).toEqual(expect.arrayContaining(['dc.voltage', 'battery.state', 'rectifier.current']))
    await at.until('its polls with the changed profile', async () => {
      const own = (await at.client.stations.readings({ id: device.stationId })).filter(({ deviceId }) => deviceId === device.id)
      return own.some(({ metric }) => metric === 'battery.state')
    })

    const told = at.log.filter(({ phrases }) => phrases?.[0]?.key.startsWith('error.profile.'))
    const vi = told.map(({ phrases = [] }) => phrases.map((phrase) => say(translator('vi'), phrase)).join(' '))
    expect(vi.some((text) => text.includes(join(folder, 'profiles/bad.yaml')) && text.includes('dòng 4') && text.includes('kind'))).toBe(
      true,
    )
    expect(vi.some((text) => text.includes('broken.yaml') && text.includes('YAML'))).toBe(true)
    for (const text of vi) expect(text).not.toMatch(/Invalid|expected|error\./)
  })

  it('serves the command line too, which names what it does not know', async () => {
    put('huawei.yaml', OWN)
    put('bad.yaml', BAD)
    const simulator = startBranchwatch(['simulate', '--stations', '2', '--json'])
    try {
      const [line = ''] = await simulator.until(/^\{.*\}\n/)
      const { port, devices } = JSON.parse(line) as { port: number; devices: string[] }
      const at = [`127.0.0.1:${port}`, '--community', `demo@${devices[0]}`, '--data', folder]
      const read = await branchwatch(['probe', ...at, '--json'])
      expect(JSON.parse(read.out)).toMatchObject({ outcome: 'ok', device: { profile: 'huawei-smu', verified: false } })
      expect(read.err).toMatch(/bad\.yaml is left out, line 4, kind: Choose one of: /)
      const unknown = await branchwatch(['probe', ...at, '--profile', 'cua-toi', '--lang', 'vi'])
      expect(unknown.code).toBe(2)
      expect(unknown.err).toContain('“cua-toi”')
      expect(unknown.err).toContain('huawei-smu')
    } finally {
      await simulator.end()
    }
  })
})
