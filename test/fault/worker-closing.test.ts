/** Closing while devices are being asked that never answer: the console does not wait for them. */
import { createSocket } from 'node:dgram'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { close, closeAll, open, temporaryFolder } from '../support/console.ts'

afterEach(closeAll)

it('ends at once and leaves no write-ahead log behind', async () => {
  const folder = temporaryFolder()
  const mute = createSocket('udp4')
  await new Promise<void>((resolve) => mute.bind(0, '127.0.0.1', resolve))
  const at = await open({ folder, demo: 5 })
  const settings = await at.client.settings.get()
  await at.client.settings.update({ ...settings, intervalSeconds: 10, timeoutMs: 10_000, retries: 3 })
  const [device] = await at.client.devices.list()
  if (!device) throw new Error('no device')
  const { stationId, kind, credentialId } = device
  const other = await at.client.devices.addCredential({ name: 'câm', secret: { version: '2c', community: 'câm' } })
  for (let i = 0; i < 10; i++) {
    const input = { stationId, name: `Câm ${i}`, kind, host: '127.0.0.1', port: mute.address().port, credentialId: other.id }
    await at.client.devices.create(input)
  }
  expect(credentialId).not.toBe(other.id)
  await at.until('requests under way', () => at.console.status().poll.inFlight >= 5, 25_000)
  const test = at.client.devices
    .test({ host: '127.0.0.1', port: mute.address().port, credentialId: other.id })
    .catch((error: unknown) => error)

  const began = performance.now()
  await close(at.console)
  expect(performance.now() - began).toBeLessThan(4000)
  expect(await test).toMatchObject({ code: 'UNAVAILABLE' })
  expect(existsSync(join(folder, 'demo', 'operations.db-wal'))).toBe(false)
  expect(existsSync(join(folder, 'demo', 'history.db-wal'))).toBe(false)
  await new Promise<void>((resolve) => mute.close(() => resolve()))
}, 60_000)
