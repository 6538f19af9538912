/** The whole program is killed in mid-run, or ended while it starts: the next start finds everything that was answered, and the gap is UNKNOWN. */
import { mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openOperations } from '../../main/store/operations.ts'
import type { Operations } from '../../main/store/store.ts'
import type { AlarmRow } from '../../shared/model/alarm.ts'
import { startBranchwatch, type Serving } from '../support/branchwatch.ts'
import { close, open } from '../support/console.ts'
import { waitFor } from '../support/wait.ts'

let folder = ''
let serving: Serving | null = null
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'branchwatch-killed-'))))
afterEach(async () => {
  if (serving && serving.child.exitCode === null && serving.child.signalCode === null) await serving.end('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Starts the program and calls it as a script does, with a token. */
async function program(secret: string) {
  serving = startBranchwatch(['serve', '--json', '--port', '0', '--data', folder])
  const [, line = ''] = await serving.until(/^(\{.*\})\n/)
  const { url } = JSON.parse(line) as { url: string }
  return async <T>(name: string, input: unknown = {}): Promise<T> => {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/api/${name}`, { method: 'POST', headers, body: JSON.stringify(input) })
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
}

function inStore<T>(look: (store: Operations) => T): T {
  const store = openOperations(join(folder, 'demo'))
  if ('kind' in store) throw new Error(store.detail)
  try {
    return look(store)
  } finally {
    store.close()
  }
}
const kept = () =>
  inStore(({ alarms, ledger }) => ({ alarms: alarms.active(), holds: alarms.pending(), open: ledger.open(), beat: ledger.lastBeat() ?? 0 }))

/** Devices that never answer, so that alarms come; and a token to call with. */
async function prepare(): Promise<{ secret: string; wrong: number; first: number; second: number; stationId: number }> {
  const at = await open({ folder, demo: 3 })
  await at.client.settings.update({ ...(await at.client.settings.get()), intervalSeconds: 10, timeoutMs: 200, retries: 0 })
  const [device] = await at.client.devices.list()
  if (!device) throw new Error('no device')
  const { id: wrong } = await at.client.devices.addCredential({ name: 'sai', secret: { version: '2c', community: 'sai' } })
  const silent = (name: string) =>
    at.client.devices.create({ stationId: device.stationId, name, kind: 'gateway', host: '127.0.0.1', port: 9, credentialId: wrong })
  const [one, two] = [await silent('Câm 1'), await silent('Câm 2')]
  const { secret } = await at.client.tokens.create({ name: 'thử', role: 'admin' })
  await close(at.console)
  return { secret, wrong, first: one.id, second: two.id, stationId: device.stationId }
}

describe('a program that is killed', () => {
  it('starts again with alarms, acknowledgements, holds and intervals as they were; the gap is UNKNOWN', async () => {
    const { secret, wrong, first, second, stationId } = await prepare()
    const call = await program(secret)
    const alarmOf = async (deviceId: number) => (await call<AlarmRow[]>('alarms/active')).find((row) => row.deviceId === deviceId)
    const alarm = await waitFor(() => alarmOf(first), 70_000)
    await waitFor(() => alarmOf(second), 30_000)
    await call('alarms/acknowledge', { targets: [{ id: alarm.id, version: alarm.version }], comment: 'Đã cử người đi' })
    const input = { stationId, name: 'Câm 3', kind: 'gateway', host: '127.0.0.1', port: 9, credentialId: wrong }
    const { id: third } = await call<{ id: number }>('devices/create', input)
    const holdOf = (state: ReturnType<typeof kept>) => state.holds.find(({ key }) => key.includes(`${third}`))
    // The third device's hold has begun, and its alarm is not raised yet.
    await waitFor(
      async () =>
        (await call<{ id: number; status: { failures: number } }[]>('devices/list')).find(({ id }) => id === third)?.status.failures,
      30_000,
    )
    await new Promise((later) => setTimeout(later, 1500))

    serving?.child.kill('SIGKILL')
    if (serving) await once(serving.child, 'exit')
    const before = kept()
    const gone = Date.now()
    expect(before.alarms.length).toBeGreaterThanOrEqual(2)
    expect(holdOf(before)).toBeDefined()
    expect(before.open.map(({ bucket }) => bucket)).toContain('up')

    await new Promise((later) => setTimeout(later, 3000))
    const again = await program(secret)
    const rows = await again<AlarmRow[]>('alarms/active')
    for (const { id, raisedAt, deviceId, acknowledgedBy, comments } of before.alarms)
      expect(rows.find((row) => row.id === id)).toMatchObject({ raisedAt, deviceId, acknowledgedBy, comments })
    expect(rows.find(({ id }) => id === alarm.id)).toMatchObject({ acknowledgedBy: 'thử', comments: 1 })
    await waitFor(async () => (await again<AlarmRow[]>('alarms/active')).find((row) => row.deviceId === third), 60_000)
    expect(await serving?.end()).toBe(0)

    const after = kept()
    expect(new Set(after.alarms.map(({ id }) => id)).size).toBe(after.alarms.length)
    for (const { id } of before.alarms) expect(after.alarms.map((row) => row.id)).toContain(id)
    const between = inStore(({ ledger }) => ledger.between(before.beat, gone + 3000, null))
    for (const { stationId: station } of before.open) {
      const own = between.filter((interval) => interval.stationId === station)
      // Whole and without a hole, and what nobody watched is nobody's fault.
      expect(own.slice(1).map(({ from }) => from)).toEqual(own.slice(0, -1).map(({ to }) => to))
      expect(own.find(({ from, to }) => from <= gone && (to ?? Infinity) > gone)?.bucket).toBe('unknown')
    }
  }, 240_000)
})

describe('a program that is ended while it starts', () => {
  it.each([200, 700, 1500, 3000])(
    '%i ms after its first sign of life ends cleanly, and the next start is whole',
    async (ms) => {
      const starting = (serving = startBranchwatch(['serve', '--json', '--port', '0', '--data', folder, '--demo', '600']))
      await new Promise((later) => setTimeout(later, ms))
      const began = Date.now()
      const code = await starting.end('SIGINT')
      expect([0, 130, null]).toContain(code)
      expect(Date.now() - began).toBeLessThan(20_000)
      expect(starting.err()).not.toMatch(/^ {4}at |Error:/m)
      const at = await open({ folder, demo: 600 })
      expect((await at.client.stations.list()).rows).toHaveLength(600)
      expect((await at.client.session.me()).notice).toBeNull()
      await close(at.console)
    },
    90_000,
  )
})
