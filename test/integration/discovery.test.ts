/** Discovery on loopback: found and proposed, held to its rate, stopped and gone on with, refused before a packet is sent; replaced devices. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Scan, ScanRequest } from '../../shared/model/discovery.ts'
import { loud } from '../support/loud.ts'
import { close, closeAll, open, temporaryFolder, type Opened } from '../support/console.ts'
import { fakeNetwork, type FakeBox, type FakeNetwork } from './snmp-fake-network.ts'
import { freePort, hasProgram, startSnmpd, type Running } from './snmp-tools.ts'

const RTN: FakeBox = { sysObjectID: '1.3.6.1.4.1.2011.2.25.1', sysName: 'TQG0327-12_RTN', sysDescr: 'RTN 950A' }
const hosts = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, i) => `127.20.0.${from + i}`)

let network: FakeNetwork | null = null
afterEach(() => {
  network?.close()
  network = null
})
afterAll(closeAll)

/** A branch of its own with two stations and two credentials. */
async function branch(folder = temporaryFolder()) {
  const at = await open({ folder })
  await at.client.session.choose({ kind: 'branch', branchName: 'Thử' })
  const commune = await at.client.stations.addCommune({ provinceName: 'Tuyên Quang', name: 'Nà Hang' })
  await at.client.settings.update({ ...(await at.client.settings.get()), timeoutMs: 300 })
  const station = (code: string) => at.client.stations.create({ code, name: `Trạm ${code}`, communeId: commune.id })
  const [one, two] = [await station('TQG0327-12'), await station('TQG0001-11')]
  const wrong = await at.client.devices.addCredential({ name: 'sai', secret: { version: '2c', community: 'wrong' } })
  const right = await at.client.devices.addCredential({ name: 'đúng', secret: { version: '2c', community: 'public' } })
  return { ...at, folder, one, two, wrong, right }
}
const ended = (at: Opened, ms = 30_000): Promise<Scan> =>
  at.until(
    'the scan is over',
    async () => {
      const scan = await at.client.discovery.scan()
      return scan?.stage === 'done' && scan
    },
    ms,
  )

describe('a scan', () => {
  it('finds, identifies and proposes; warns of one box at two addresses; adds many with one refused; takes them back', async () => {
    const at = await branch()
    network = await fakeNetwork([...hosts(1, 12), '::1'], {
      '::1': { sysObjectID: '1.3.6.1.4.1.12148.10', sysName: 'tqg0001-11', engineId: '80001f8804ee' },
      '127.20.0.2': { ...RTN, engineId: '80001f8804aa' },
      '127.20.0.3': { ...RTN, engineId: '80001f8804aa', sysName: 'TQG0001-11 <> tqg0327 12' },
      // Both requests of the first try are lost.
      '127.20.0.5': { deaf: 2, sysObjectID: '1.3.6.1.4.1.99999.1', sysName: 'x'.repeat(5000), sysDescr: 'Hộp\u001b[31m\u0007' },
      '127.20.0.6': { community: 'other' },
    })
    const { port } = network
    const list = `\uFEFFĐịa chỉ;Mã trạm;Tên\r\n127.20.0.5;tqg0001 11;Hộp lạ\r\n127.20.0.11;;\r\n`
    const plan = 'Dải;Mã trạm\n127.20.0.0/30;TQG0327-12\n'
    const request = { ranges: '127.20.0.0/28, 127.20.0.7, 0:0::1/128', exclude: '127.20.0.13-14', list, plan, ports: [port] }
    const credentialIds = [at.wrong.id, at.right.id]
    const estimate = await at.client.discovery.estimate({ ...request, credentialIds })
    expect(estimate).toMatchObject({ addresses: 13, known: 0, packets: 52, mustConfirm: false })
    expect(network.asked).toEqual([])

    const begun = performance.now()
    await at.client.discovery.start({ ...request, credentialIds })
    const scan = await ended(at)
    expect(scan).toMatchObject({ targets: 13, progress: { done: 13, skipped: 0, answered: 4, identified: 3 } })
    expect(scan.progress.packets).toBeGreaterThanOrEqual(network.asked.length)
    expect(performance.now() - begun).toBeLessThan(20_000)

    const rows = await at.client.discovery.rows()
    expect(rows.map(({ host, state }) => [host, state])).toEqual([
      ['127.20.0.5', 'identified'],
      ['127.20.0.11', 'silent'],
      ['127.20.0.2', 'identified'],
      ['127.20.0.3', 'identified'],
      ['::1', 'identified'],
    ])
    expect(rows.at(-1)).toMatchObject({ profile: 'eltek-sp2', stationId: at.two.id })
    const [odd, , rtn, twin] = rows
    expect(odd).toMatchObject({
      profile: 'generic',
      stationId: at.two.id,
      name: 'Hộp lạ',
      clues: [{ by: 'list' }],
      credentialId: at.right.id,
    })
    expect(odd?.identity.sysName?.length).toBeLessThanOrEqual(120)
    expect(rtn).toMatchObject({ profile: 'huawei-rtn', kind: 'radio', stationId: at.one.id, name: 'TQG0327-12_RTN' })
    expect(rtn?.identity.engineId).toBe('80001f8804aa')
    expect(rtn?.sameAs).toMatchObject([{ host: '127.20.0.3', by: 'engineId' }])
    expect(twin?.stationId).toBeNull()
    expect(new Set(twin?.clues.map(({ stationId }) => stationId))).toEqual(new Set([at.one.id, at.two.id]))
    // oxlint-disable-next-line no-control-regex -- what must not be there
    expect(odd?.identity.sysDescr).not.toMatch(/[\u0000-\u001F]/)

    const wish = (row: (typeof rows)[number] | undefined, name: string) => ({
      position: row?.position ?? -1,
      stationId: at.one.id,
      name,
      kind: 'radio' as const,
      profile: row?.profile ?? 'auto',
    })
    const { added, refused } = await at.client.discovery.add({
      rows: [wish(rtn, 'A'), wish(twin, 'A'), wish(odd, 'B'), wish(rows[1], 'C')],
    })
    expect(added.map(({ device }) => [device.name, device.host, device.port, device.credentialId])).toEqual([
      ['A', '127.20.0.2', port, at.right.id],
      ['B', '127.20.0.5', port, at.right.id],
    ])
    expect(refused.map(({ position, issues }) => [position, issues[0]?.phrase.key])).toEqual([
      [rows[1]?.position, 'error.scan.noCredential'],
      [twin?.position, 'error.duplicateDevice'],
    ])
    expect((await at.client.discovery.rows()).find(({ host }) => host === '127.20.0.2')?.known).toMatchObject({ name: 'A' })

    // The next scan leaves out what the console has.
    expect(await at.client.discovery.estimate({ ...request, credentialIds })).toMatchObject({ addresses: 13, known: 2 })
    const devices = added.map(({ device }) => ({ id: device.id, version: device.version }))
    expect(await at.client.discovery.undo({ devices })).toEqual({ retired: 2 })
    expect(await at.client.discovery.estimate({ ...request, credentialIds })).toMatchObject({ known: 0 })
    const again = await at.client.discovery.add({ rows: [wish(rtn, 'A')] })
    expect(again.added[0]?.device).toMatchObject({ id: devices[0]?.id, retired: false })
    await close(at.console)
  })

  it('sends nothing for 16 million addresses, and nothing for many that nobody confirmed', async () => {
    const at = await branch()
    network = await fakeNetwork(hosts(1, 20))
    const wide: Partial<ScanRequest> & { credentialIds: number[] } = {
      ranges: '127.0.0.0/8',
      ports: [network.port],
      credentialIds: [at.right.id],
    }
    const refused = await at.client.discovery.start({ ...wide, confirmed: true }).then(
      () => null,
      (error: unknown) => error,
    )
    expect(refused).toMatchObject({
      code: 'INVALID',
      data: {
        phrase: { key: 'error.scan.tooMany', params: { addresses: '16\u2009777\u2009214', rate: 200 } },
        current: { addresses: 16_777_214, packets: 33_554_428 },
      },
    })
    await expect(at.client.discovery.estimate(wide)).rejects.toMatchObject({ data: { phrase: { key: 'error.scan.tooMany' } } })
    await expect(at.client.discovery.start({ ...wide, ranges: '127.20.0.0/19' })).rejects.toMatchObject({
      code: 'INVALID',
      data: { phrase: { key: 'error.scan.confirm' }, current: { addresses: 8190, mustConfirm: true } },
    })
    await expect(at.client.discovery.start({ ...wide, ranges: '127.20.0.0/33 fd00::/64' })).rejects.toMatchObject({
      data: {
        issues: [
          { path: 'ranges', phrase: { key: 'error.scan.prefix' } },
          { path: 'ranges', phrase: { key: 'error.scan.prefixSix' } },
        ],
      },
    })
    expect(await at.client.discovery.scan()).toBeNull()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(network.asked).toEqual([])
    await close(at.console)
  })

  it('holds its rate, shows how far it is, pauses, and goes on where it was after a restart of the console', async () => {
    const at = await branch()
    network = await fakeNetwork(hosts(1, 90), { '127.20.0.3': RTN, '127.20.0.85': { ...RTN, sysName: 'B' } })
    const { asked, port } = network
    const started = await at.client.discovery.start({ ranges: '127.20.0.1-90', ports: [port], credentialIds: [at.right.id], rate: 40 })
    expect(started).toMatchObject({ stage: 'running', targets: 90 })
    await expect(at.client.discovery.start({ ranges: '127.20.0.9', credentialIds: [at.right.id] })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    const mid = await at.until('it is on its way', async () => {
      const scan = await at.client.discovery.scan()
      return scan && scan.progress.done >= 20 && scan
    })
    expect(mid.progress.done).toBeLessThan(90)
    expect(at.changes.some((batch) => batch.stale.includes('discovery'))).toBe(true)
    const perSecond = Map.groupBy(asked, (one) => Math.floor((one.at - (asked[0]?.at ?? 0)) / 1000))
    for (const [, packets] of [...perSecond].slice(0, -1)) expect(packets.length).toBeLessThanOrEqual(55)
    expect(Math.max(...[...perSecond.values()].map((packets) => packets.length))).toBeGreaterThan(20)

    const paused = await at.client.discovery.pause({ id: started.id })
    expect(paused.stage).toBe('paused')
    await new Promise((resolve) => setTimeout(resolve, 300))
    const quiet = asked.length
    await new Promise((resolve) => setTimeout(resolve, 800))
    expect(asked.length).toBe(quiet)
    await at.client.discovery.resume({ id: started.id })
    await at.until('it sends again', () => asked.length > quiet)
    await close(at.console)

    const stopped = asked.length
    const back = await open({ folder: at.folder })
    const waiting = await back.client.discovery.scan()
    expect(waiting).toMatchObject({ id: started.id, stage: 'paused', targets: 90 })
    expect((await back.client.discovery.rows()).map(({ host }) => host)).toEqual(['127.20.0.3'])
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(asked.length).toBe(stopped)
    const before = new Set(asked.slice(0, 20).map(({ host }) => host))
    await back.client.discovery.resume({ id: started.id })
    const cancelled = await back.client.discovery.cancel({ id: started.id })
    expect(cancelled.stage).toBe('cancelled')
    await back.client.discovery.resume({ id: started.id })
    const done = await ended(back)
    expect(done.progress).toMatchObject({ done: 90, answered: 2, identified: 2 })
    expect((await back.client.discovery.rows()).map(({ host }) => host)).toEqual(['127.20.0.3', '127.20.0.85'])
    // What was finished before the restart was not asked again.
    const later = new Set(asked.slice(stopped).map(({ host }) => host))
    expect([...before].filter((host) => later.has(host)).length).toBeLessThan(before.size)
    await close(back.console)
  }, 40_000)
})

const present = hasProgram('snmpd')
if (!present) loud('snmpd is not installed: discovery of an SNMPv3 agent is skipped')

describe.skipIf(!present)('an SNMPv3 agent', () => {
  let snmpd: Running
  beforeAll(async () => {
    snmpd = await startSnmpd([{ name: 'shaaes', auth: 'SHA', priv: 'AES' }])
  })
  afterAll(() => snmpd.stop())

  it('that refuses the user is told from silence; the right user opens it', async () => {
    const at = await branch()
    const user = (name: string, key: string) =>
      at.client.devices.addCredential({
        name,
        secret: {
          version: '3',
          user: name === 'lạ' ? 'nobody' : 'shaaes',
          auth: { protocol: 'sha', key },
          priv: { protocol: 'aes', key: 'privpass-12345' },
        },
      })
    const stranger = await user('lạ', 'authpass-12345')
    const wrong = await user('sai khóa', 'authpass-99999')
    const right = await user('đúng khóa', 'authpass-12345')
    const silent = await freePort()
    const list = `host,port\n127.0.0.1,${snmpd.port}\n127.0.0.1,${silent}`
    await at.client.discovery.start({ list, credentialIds: [stranger.id, wrong.id] })
    await ended(at)
    const rows = await at.client.discovery.rows()
    expect(rows.map(({ state, credentialId }) => [state, credentialId])).toEqual([
      ['refused', null],
      ['silent', null],
    ])
    const { refused } = await at.client.discovery.add({
      rows: [{ position: rows[0]?.position ?? -1, stationId: at.one.id, name: 'X', kind: 'other' }],
    })
    expect(refused[0]?.issues[0]?.phrase.key).toBe('error.scan.noCredential')
    await at.client.discovery.start({ list, credentialIds: [stranger.id, right.id] })
    await ended(at)
    const [found] = await at.client.discovery.rows()
    expect(found).toMatchObject({ state: 'identified', credentialId: right.id, identity: { sysName: 'branch-test' } })
    expect(found?.identity.engineId).not.toBeNull()
    await close(at.console)
  })
})

describe('a replaced device', () => {
  it('is asked about, is kept for the same box, or becomes the new one and is identified anew', async () => {
    const at = await branch()
    const box = { ...RTN, engineId: '8000000001', uptime: 900_000 }
    network = await fakeNetwork(hosts(1, 2), { '127.20.0.1': box, '127.20.0.2': { ...box, engineId: '8000000009' } })
    const device = (name: string, host: string) =>
      at.client.devices.create({ stationId: at.one.id, name, kind: 'radio', host, port: network?.port, credentialId: at.right.id })
    const [kept, replaced] = [await device('A', '127.20.0.1'), await device('B', '127.20.0.2')]
    const identity = (deviceId: number) => at.client.discovery.identity({ deviceId })
    const first = await at.until('its first look', async () => (await identity(replaced.id)) && identity(kept.id))
    expect(first).toMatchObject({ pending: null, identity: { engineId: '8000000001', sysObjectID: RTN.sysObjectID } })
    await close(at.console)

    // While the console is closed both boxes are exchanged.
    network.put('127.20.0.1', { ...box, engineId: '8000000002' })
    network.put('127.20.0.2', { sysObjectID: '1.3.6.1.4.1.99999.1', sysName: 'other', engineId: '8000000003' })
    const back = await open({ folder: at.folder })
    const asked = await back.until('both questions', async () => {
      const now = await back.client.discovery.replacements()
      return now.length === 2 && now
    })
    expect(asked.map(({ deviceId, pending }) => [deviceId, pending?.changed, pending?.identity.engineId])).toEqual([
      [kept.id, ['engineId'], '8000000002'],
      [replaced.id, ['engineId', 'sysObjectID'], '8000000003'],
    ])
    await back.until('screens are told', () => back.changes.some((batch) => batch.stale.includes('discovery')))
    const since = asked[0]?.pending?.since ?? 0
    await expect(back.client.discovery.decide({ deviceId: kept.id, since: since - 1, isNew: true })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect(await back.client.discovery.decide({ deviceId: kept.id, since, isNew: false })).toMatchObject({
      pending: null,
      identity: { engineId: '8000000001' },
    })
    const decided = await back.client.discovery.decide({ deviceId: replaced.id, since: asked[1]?.pending?.since ?? 0, isNew: true })
    expect(decided).toMatchObject({ pending: null, identity: { engineId: '8000000003' } })
    await back.until('it is identified anew', async () => {
      const now = (await back.client.devices.list()).find(({ id }) => id === replaced.id)
      return now?.profileInUse === 'generic' && now.profile === 'auto'
    })
    expect(await back.client.discovery.replacements()).toEqual([])
    await close(back.console)
  })
})
