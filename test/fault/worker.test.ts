/** Each thread dies in the middle of work: the console says so, starts it again, and has lost nothing that it had answered. */
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, open, temporaryFolder, type Opened } from '../support/console.ts'
import { monthOf } from '../../shared/format/time.ts'

afterEach(closeAll)

const running = (at: Opened) =>
  at.until('all threads', () => Object.values(at.console.status().workers).every((state) => state === 'running' || state === null))
const states = (at: Opened, worker: 'core' | 'reader' | 'simulator') => at.changes.map((batch) => batch.status.workers[worker])

describe('the core', () => {
  it('comes back with everything that was answered, and refuses what was under way', async () => {
    const at = await open({ demo: 5 })
    const answered: string[] = []
    const refused: string[] = []
    for (let round = 0; round < 3; round++) {
      const deaths: Promise<void>[] = []
      const work = Array.from({ length: 200 }, async (_, i) => {
        const name = `Xã ${round}-${i}`
        try {
          await at.client.stations.addCommune({ provinceName: 'Thử', name })
          answered.push(name)
          // Dies after some were answered and before all were.
          if (answered.length % 200 === 20 + round) deaths.push(at.console.kill('core'))
        } catch (error) {
          const { code, data } = error as { code: string; data: { phrase: { key: string } } }
          refused.push(`${code} ${data.phrase.key}`)
        }
      })
      await Promise.all(work)
      await Promise.all(deaths)
      await running(at)
    }
    expect(answered.length).toBeGreaterThan(20)
    expect(new Set(refused)).toEqual(new Set(['UNAVAILABLE error.access.lost']))
    const stored = new Set((await at.client.stations.places()).communes.map((commune) => commune.name))
    expect(answered.filter((name) => !stored.has(name))).toEqual([])
    expect(states(at, 'core')).toContain('restarting')
    expect(at.console.status().restarts['core']).toBeGreaterThan(0)
    const overview = await at.until('judged again', async () => {
      const now = await at.client.stations.overview()
      return now.health.unknown === 0 && now
    })
    expect(overview.stations).toBe(5)
  })

  it('keeps an acknowledgement that was answered just before', async () => {
    const at = await open({ demo: 5 })
    await at.client.settings.update({ ...(await at.client.settings.get()), intervalSeconds: 10, timeoutMs: 200, retries: 0 })
    const [device] = await at.client.devices.list()
    if (!device) throw new Error('no device')
    const wrong = await at.client.devices.addCredential({ name: 'sai', secret: { version: '2c', community: 'sai' } })
    const { stationId, kind, host, context } = device
    const silent = await at.client.devices.create({ stationId, name: 'Câm', kind, host, port: 9, credentialId: wrong.id, context })
    const alarm = await at.until(
      'the alarm',
      async () => (await at.client.alarms.active()).find((row) => row.deviceId === silent.id),
      55_000,
    )
    await at.client.alarms.acknowledge({ targets: [{ id: alarm.id, version: alarm.version }], comment: 'Đã nhận' })
    await at.console.kill('core')
    await running(at)
    const kept = (await at.client.alarms.active()).find((row) => row.id === alarm.id)
    expect(kept).toMatchObject({ acknowledgedBy: 'Nguyễn Thử', comments: 1, raisedAt: alarm.raisedAt })
  }, 90_000)
})

describe('the reader', () => {
  it('comes back, and the core never noticed', async () => {
    const at = await open({ demo: 5 })
    const month = monthOf(Date.now())
    await at.console.kill('reader')
    const [report, overview] = await Promise.all([at.client.reports.uptime({ month }), at.client.stations.overview()])
    expect(report.month).toBe(month)
    expect(overview.stations).toBe(5)
    expect(states(at, 'reader')).toContain('restarting')
    expect(at.console.status().restarts).toMatchObject({ core: 0, reader: 1 })
  })
})

describe('the simulator', () => {
  it('comes back on its port with its scenario, and devices answer again', async () => {
    const folder = temporaryFolder()
    const at = await open({ folder, demo: 5 })
    await at.client.settings.update({ ...(await at.client.settings.get()), intervalSeconds: 10 })
    await at.until('answers', () => at.console.status().poll.answering > 0)
    const { scenarios } = await at.client.demo.scenarios()
    await at.client.demo.play({ id: scenarios[0]?.id ?? '' })
    await at.console.kill('simulator')
    await running(at)
    const since = Date.now()
    expect((await at.client.demo.scenarios()).playing).toBe(scenarios[0]?.id)
    await at.until('a new reading', () => (at.console.status().poll.lastReadingAt ?? 0) > since)
    expect(at.console.status().restarts).toMatchObject({ core: 0, simulator: 1 })
  })
})

describe('a scenario that does not exist', () => {
  it('is left out, and the demo runs', async () => {
    const at = await open({ demo: 2, scenario: 'không-có' })
    await running(at)
    expect((await at.client.demo.scenarios()).playing).toBeNull()
    expect(at.log.some(({ message }) => message.includes('could not start as asked'))).toBe(true)
  })
})

describe('closing', () => {
  it('in the middle of a restart ends everything all the same', async () => {
    const at = await open({ demo: 3 })
    await at.console.kill('core')
    const began = performance.now()
    await at.console.close()
    expect(performance.now() - began).toBeLessThan(8000)
    await expect(at.client.stations.list()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })
})
