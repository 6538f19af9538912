/** The whole console on a demo of 20 stations: readings flow over UDP, alarms are acknowledged and stay so, branches are chosen. */
import { createSocket } from 'node:dgram'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isRefusal } from '../../shared/model/refusal.ts'
import { procedures } from '../contract/walk.ts'
import { close, closeAll, open, temporaryFolder, type Opened } from '../support/console.ts'
import { monthOf } from '../../shared/format/time.ts'
import { freePort } from './snmp-tools.ts'

describe('a demo of 20 stations', () => {
  let at: Opened
  beforeAll(async () => {
    at = await open({ demo: 20 })
  })
  afterAll(closeAll)

  it('has every worker running and says who is here', async () => {
    // Nobody waits for the receiver of traps.
    await at.until('the receiver of traps and the archive', () => {
      const { traps, archive } = at.console.status().workers
      return traps === 'running' && archive === 'running'
    })
    expect(at.console.status().workers).toEqual({
      core: 'running',
      reader: 'running',
      archive: 'running',
      simulator: 'running',
      traps: 'running',
      sender: 'running',
    })
    const me = await at.client.session.me()
    expect(me).toMatchObject({ role: 'admin', host: 'web', notice: null, dataset: { kind: 'demo' } })
    expect(me.version).toMatch(/^\d+\.\d+\.\d+/)
  })

  it('polls every device and knows the health of every station', async () => {
    const overview = await at.until('all stations judged', async () => {
      const now = await at.client.stations.overview()
      return now.health.unknown === 0 && now
    })
    expect(overview.stations).toBe(20)
    expect(overview.health.up).toBeGreaterThan(0)
    const { rows } = await at.client.stations.list()
    expect(rows).toHaveLength(20)
    const devices = await at.client.devices.list()
    await at.until(
      'profiles found',
      async () => (await at.client.devices.list()).filter((device) => device.profileInUse).length >= devices.length - 2,
    )
    const detail = await at.client.stations.get({ id: rows[0]?.id ?? 0 })
    expect(detail.devices.length).toBeGreaterThan(0)
    expect(detail.devices[0]?.profileName).toBeTruthy()
    const readings = await at.client.stations.readings({ id: rows[0]?.id ?? 0 })
    expect(readings.filter((reading) => reading.quality === 'good').length).toBeGreaterThan(20)
  })

  it('answers every query of the contract that needs no id, in the contract’s own shape', async () => {
    const queries = procedures().filter(({ meta, definition }) => meta.kind === 'query' && !definition['~orpc'].inputSchema)
    expect(queries.length).toBeGreaterThan(10)
    const refused: string[] = []
    for (const { path, name } of queries) {
      const answer = await at.console.call(path, undefined, { name: 'x', role: 'admin' })
      if (isRefusal(answer)) refused.push(name)
    }
    expect(refused).toEqual([])
  })

  it('has history a moment after the poll', async () => {
    const { rows } = await at.client.stations.list()
    const stationId = rows[0]?.id ?? 0
    const index = await at.until('series', async () => {
      const found = await at.client.history.index({ stationId })
      return found.length > 20 && found
    })
    const asked = index.find((series) => series.metric === 'dc.voltage') ?? index[0]
    const now = Date.now()
    const [series] = await at.client.history.series({ series: asked ? [asked] : [], from: now - 3600_000, to: now + 60_000, pixels: 60 })
    expect(series?.mean.filter((value) => !Number.isNaN(value)).length).toBeGreaterThan(0)
    await expect(at.client.history.series({ series: asked ? [asked] : [], from: now, to: now - 1, pixels: 60 })).rejects.toMatchObject({
      code: 'INVALID',
    })
  })

  it('keeps a timeline, an uptime report and its file', async () => {
    const { rows } = await at.client.stations.list()
    const timeline = await at.client.stations.timeline({ id: rows[0]?.id ?? 0, from: Date.now() - 3600_000, to: Date.now() })
    expect(timeline.intervals.length).toBeGreaterThan(0)
    const month = monthOf(Date.now())
    const report = await at.client.reports.uptime({ month })
    expect(report.stations).toHaveLength(20)
    const file = await at.client.reports.uptimeCsv({ month, locale: 'vi', scope: 'stations' })
    expect(file.text.charCodeAt(0)).toBe(0xfeff)
    expect(file.text).toContain(rows[0]?.code)
  })

  it('tells every listener of a change within 2 s', async () => {
    const { rows } = await at.client.stations.list()
    const { station } = await at.client.stations.get({ id: rows[0]?.id ?? 0 })
    const before = at.changes.length
    const began = performance.now()
    const { id, version, retiredOn: _retired, maintenance: _maintenance, ...input } = station
    await at.client.stations.update({ id, version, station: { ...input, name: 'Tên mới' } })
    await at.until('the change', () => at.changes.slice(before).some((batch) => batch.stations.some((row) => row.name === 'Tên mới')), 3000)
    expect(performance.now() - began).toBeLessThan(2000)
    expect(at.changes.slice(before).some((batch) => batch.stale.includes('stations'))).toBe(true)
    await expect(at.client.stations.update({ id, version, station: input })).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { current: { name: 'Tên mới' } },
    })
  })

  it('reads a device on request, and says what is wrong with one that is silent', async () => {
    const [device] = await at.client.devices.list()
    if (!device) throw new Error('no device')
    const { host, port, credentialId, context } = device
    const good = await at.client.devices.test({ host, port, credentialId, context, profile: 'auto' })
    expect(good).toMatchObject({ outcome: 'ok', device: { profile: device.profileInUse } })
    expect(good.readings.length).toBeGreaterThan(10)
    const closed = await freePort()
    const other = await at.client.devices.addCredential({ name: 'khác', secret: { version: '2c', community: 'không-đúng' } })
    const bad = await at.client.devices.test({ host, port: closed, credentialId: other.id, context: '', profile: 'auto' })
    expect(['timeout', 'refused']).toContain(bad.outcome)
    expect(bad.phrase.key).toMatch(/^outcome\./)
    expect(JSON.stringify(await at.client.devices.credentials())).not.toContain('không-đúng')
    await expect(at.client.devices.removeCredential({ id: credentialId })).rejects.toMatchObject({
      data: { phrase: { key: 'error.credentialInUse' } },
    })
    expect(await at.client.devices.removeCredential({ id: other.id })).toEqual({ ok: true })
  })

  it('takes an inspection from draft to re-check', async () => {
    const { rows } = await at.client.stations.list()
    const stationId = rows[1]?.id ?? 0
    const begun = await at.client.inspections.start({ stationId, reason: 'monthly' })
    expect((await at.client.inspections.start({ stationId, reason: 'storm' })).id).toBe(begun.id)
    const { checklist } = await at.client.inspections.get({ id: begun.id })
    const items = checklist.groups.flatMap((group) => group.items)
    const live = await at.client.inspections.live({ id: begun.id })
    expect(live['busVoltage']?.value).toBeGreaterThan(40)

    const refused = at.client.inspections.finish({ id: begun.id, version: begun.version, findings: [] })
    await expect(refused).rejects.toMatchObject({
      code: 'INVALID',
      data: { issues: expect.arrayContaining([expect.objectContaining({ path: 'shell' })]) },
    })

    const answers = items.map((item) => ({
      itemId: item.id,
      result: item.id === 'doors' ? ('fail' as const) : ('pass' as const),
      value: item.id === 'busVoltage' ? 53.9 : null,
      note: item.id === 'doors' ? 'Khóa hỏng' : '',
      live: { value: 1, quality: 'good' as const, at: 1 },
    }))
    const saved = await at.client.inspections.save({ id: begun.id, version: begun.version, answers })
    const frozen = saved.answers.find((answer) => answer.itemId === 'busVoltage')?.live
    // What the form claimed as live is not believed.
    expect(frozen?.value).toBeGreaterThan(40)
    const done = await at.client.inspections.finish({ id: saved.id, version: saved.version, findings: [] })
    expect(done.findings).toMatchObject([{ itemId: 'doors', severity: 'major', note: 'Khóa hỏng', state: 'open' }])
    const finding = done.findings[0]
    if (!finding) throw new Error('no finding')
    expect((await at.client.stations.get({ id: stationId })).openFindings).toBe(1)
    const kept = await at.client.inspections.recheck({ id: finding.id, version: finding.version, passed: false, note: 'Chưa sửa' })
    expect(kept.state).toBe('open')
    const closed = await at.client.inspections.recheck({ id: finding.id, version: kept.version, passed: true, note: 'Đã thay khóa' })
    expect(closed).toMatchObject({ state: 'closed', closedBy: 'Nguyễn Thử' })
    expect((await at.client.inspections.due()).find((row) => row.stationId === stationId)).toMatchObject({
      overdue: false,
      openFindings: 0,
    })
  })

  it('imports stations after a dry run, once', async () => {
    const { communes } = await at.client.stations.places()
    const text = `﻿code;name;commune;lat;lon\r\nIMP001;Trạm nhập;${communes[0]?.name};22,5;105,1\r\n;Thiếu mã;${communes[0]?.name};;\r\n`
    const plan = await at.client.imports.plan({ fileName: 'trạm.csv', text })
    expect(plan).toMatchObject({ created: 1, refused: 1, problem: null })
    expect((await at.client.stations.list()).rows.some((row) => row.code === 'IMP001')).toBe(false)
    expect(await at.client.imports.accept({ planId: plan.planId })).toEqual({ created: 1, changed: 0 })
    expect((await at.client.stations.list()).rows.some((row) => row.code === 'IMP001')).toBe(true)
    await expect(at.client.imports.accept({ planId: plan.planId })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await at.client.imports.plan({ fileName: 'trạm.csv', text })).toMatchObject({ created: 0, same: 1 })
    const bad = await at.client.imports.plan({ fileName: 'x.csv', text: 'code;name\nA;"B\n' })
    expect(bad.problem?.key).toMatch(/^error\.import\./)
  })

  it('gives a token once, knows it by its text, and not after it was revoked', async () => {
    const { token, secret } = await at.client.tokens.create({ name: 'bản tin', role: 'viewer' })
    expect(await at.console.token(secret)).toEqual({ name: 'bản tin', role: 'viewer' })
    expect(await at.console.token(`${secret}x`)).toBeNull()
    expect(JSON.stringify(await at.client.tokens.list())).not.toContain(secret)
    await at.client.tokens.revoke({ id: token.id })
    expect(await at.console.token(secret)).toBeNull()
  })

  it('plays a scenario and stops it', async () => {
    const { scenarios, playing } = await at.client.demo.scenarios()
    expect(scenarios.length).toBeGreaterThan(3)
    expect(playing).toBeNull()
    await at.client.demo.play({ id: scenarios[1]?.id ?? '' })
    expect((await at.client.demo.scenarios()).playing).toBe(scenarios[1]?.id)
    await expect(at.client.demo.play({ id: 'không-có' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await at.client.demo.stop()
    expect((await at.client.demo.scenarios()).playing).toBeNull()
  })
})

describe('across a restart', () => {
  afterEach(closeAll)

  it('an acknowledged alarm stays acknowledged, and the devices are found at the simulator’s port of the day', async () => {
    const folder = temporaryFolder()
    const first = await open({ folder, demo: 20 })
    // A device where nobody answers raises an alarm of its own making.
    const [device] = await first.client.devices.list()
    if (!device) throw new Error('no device')
    await first.client.settings.update({ ...(await first.client.settings.get()), intervalSeconds: 10, timeoutMs: 200, retries: 0 })
    const silent = await first.client.devices.create({
      ...input(device),
      name: 'Câm',
      port: await freePort(),
      credentialId: (await first.client.devices.addCredential({ name: 'c', secret: { version: '2c', community: 'c' } })).id,
    })
    const alarm = await first.until(
      'the alarm',
      async () => (await first.client.alarms.active()).find((row) => row.deviceId === silent.id),
      58_000,
    )
    const { changed } = await first.client.alarms.acknowledge({
      targets: [{ id: alarm.id, version: alarm.version }],
      comment: 'Đã báo tổ kỹ thuật',
    })
    expect(changed).toMatchObject([{ id: alarm.id, acknowledgedBy: 'Nguyễn Thử' }])
    await expect(
      first.client.alarms.acknowledge({ targets: [{ id: alarm.id, version: alarm.version }], comment: '' }),
    ).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { current: { id: alarm.id, acknowledgedBy: 'Nguyễn Thử' } },
    })
    await close(first.console)
    expect(existsSync(join(folder, 'demo', 'operations.db-wal'))).toBe(false)

    // The old port is taken by somebody else meanwhile.
    const squatter = createSocket('udp4')
    await new Promise<void>((resolve) => squatter.bind(device.port, '127.0.0.1', resolve))
    const second = await open({ folder })
    const kept = (await second.client.alarms.active()).find((row) => row.id === alarm.id)
    expect(kept).toMatchObject({ acknowledgedBy: 'Nguyễn Thử', comments: 1 })
    expect((await second.client.alarms.get({ id: alarm.id })).trail.map((entry) => entry.action)).toContain('alarm.acknowledge')
    await second.until('devices answer', () => second.console.status().poll.answering > 10)
    squatter.close()
  }, 120_000)
})

describe('the choice of branch', () => {
  afterEach(closeAll)

  it('starts with nothing, opens a branch, visits the demo and comes back', async () => {
    const folder = temporaryFolder()
    const at = await open({ folder })
    expect((await at.client.session.me()).dataset.kind).toBe('none')
    await expect(at.client.stations.list()).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      data: { phrase: { key: 'error.access.noDataset' } },
    })
    await expect(at.client.demo.scenarios()).rejects.toMatchObject({ code: 'NOT_FOUND' })

    const branch = await at.client.session.choose({ kind: 'branch', branchName: 'Tuyên Quang' })
    expect(branch).toMatchObject({ kind: 'branch', branchName: 'Tuyên Quang', folder: join(folder, 'branch') })
    await at.client.stations.addCommune({ provinceName: 'Tuyên Quang', name: 'Nà Hang' })

    const demo = await at.client.session.choose({ kind: 'demo', stations: 3 })
    expect(demo).toMatchObject({ kind: 'demo', folder: join(folder, 'demo') })
    expect((await at.client.stations.list()).rows).toHaveLength(3)
    expect(at.changes.some((batch) => batch.stale.includes('dataset'))).toBe(true)
    // Another size is another province, in a folder beside it.
    expect((await at.client.session.choose({ kind: 'demo', stations: 5 })).folder).toBe(join(folder, 'demo-5-1'))
    expect((await at.client.stations.list()).rows).toHaveLength(5)

    expect(await at.client.session.choose({ kind: 'leaveDemo' })).toMatchObject({ kind: 'branch', branchName: 'Tuyên Quang' })
    expect((await at.client.stations.places()).communes).toMatchObject([{ name: 'Nà Hang' }])
    await at.client.settings.update({ ...(await at.client.settings.get()), branchName: 'Hà Giang' })
    await at.until('the new name', () => at.console.dataset().branchName === 'Hà Giang')
    await close(at.console)

    const later = await open({ folder })
    expect(later.console.dataset()).toMatchObject({ kind: 'branch', branchName: 'Hà Giang' })
    expect(later.console.status().workers.simulator).toBeNull()
    // A demo asked for on the command line does not change what the next start opens.
    await close(later.console)
    const visit = await open({ folder, demo: 3 })
    expect(visit.console.dataset().kind).toBe('demo')
    await close(visit.console)
    expect((await open({ folder })).console.dataset().kind).toBe('branch')
  })
})

describe('a data folder that cannot be used', () => {
  afterEach(closeAll)

  const broken = (content: (folder: string) => void) => async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'choice.json'), JSON.stringify({ kind: 'branch', branchName: 'Thử', demo: null }))
    content(folder)
    return open({ folder })
  }

  it('says which file is broken, keeps it, and opens all the same', async () => {
    const at = await broken((folder) => {
      mkdirSync(join(folder, 'branch'))
      writeFileSync(join(folder, 'branch', 'operations.db'), 'this is no database, and long enough to be looked at '.repeat(100))
    })()
    const { notice, dataset } = await at.client.session.me()
    expect(notice).toMatchObject({ key: 'error.store.broken', params: { file: expect.stringContaining('operations.db') } })
    expect(dataset.kind).toBe('branch')
    await expect(at.client.stations.list()).rejects.toMatchObject({ code: 'UNAVAILABLE', data: { phrase: { key: 'error.store.broken' } } })
    await expect(at.client.reports.uptime({ month: '2026-01' })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(at.console.status()).toMatchObject({ store: { operations: 'failed' }, workers: { core: 'running' } })
    expect(at.console.status().restarts).toMatchObject({ core: 0 })
  })

  it('says that a folder is no folder', async () => {
    const at = await broken((folder) => writeFileSync(join(folder, 'branch'), 'a file'))()
    expect((await at.client.session.me()).notice?.key).toMatch(/^error\.store\./)
  })

  it('says who has it, and takes it over when it is free', async () => {
    const folder = temporaryFolder()
    const first = await open({ folder })
    await first.client.session.choose({ kind: 'branch', branchName: 'Một' })
    const second = await open({ folder })
    expect((await second.client.session.me()).notice?.key).toBe('error.store.locked')
    await close(first.console)
    await second.until('the folder', async () => (await second.client.session.me()).notice === null, 20_000)
    expect((await second.client.settings.get()).branchName).toBe('Một')
  })
})

type DeviceRow = Awaited<ReturnType<Opened['client']['devices']['list']>>[number]

function input({ stationId, name, kind, host, port, credentialId, context, profile, intervalSeconds, enabled }: DeviceRow) {
  return { stationId, name, kind, host, port, credentialId, context, profile, intervalSeconds, enabled }
}
