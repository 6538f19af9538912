/** Walks of real equipment, replayed: each shipped profile reads every published object of them as it is to be read. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { probeOnce } from '../../main/poll/probe.ts'
import { capturesPresent, compare, expectedRows, FAMILY, serveCaptures, type Served } from '../support/captures.ts'
import { loud } from '../support/loud.ts'

const present = capturesPresent()
if (!present) loud('captures (../shared) are absent; the profiles are not compared with real equipment here')
const rows = present ? expectedRows() : []

describe.skipIf(!present)('captures of real equipment', () => {
  let served: Served
  beforeAll(async () => {
    served = await serveCaptures()
  })
  afterAll(async () => {
    await served?.stop()
  })

  test('all of them are compared', () => {
    expect(rows.length).toBeGreaterThanOrEqual(100)
    expect(rows.filter(({ capture }) => FAMILY[capture] === undefined)).toEqual([])
  })

  test.concurrent.each(Object.entries(FAMILY))('%s is read by %s, every row right', async (capture, profile) => {
    const result = await probeOnce({
      host: '127.0.0.1',
      port: served.port,
      secret: { version: '2c', community: capture },
      context: '',
      profile: 'auto',
      timeoutMs: 4000,
      retries: 2,
    })
    expect([result.outcome, result.device.profile, result.device.verified]).toEqual(['ok', profile, true])
    expect(result.readings.filter((r) => r.quality === 'good').length).toBeGreaterThan(1)
    // What the walk does not have may be an error of nobody; what it has may not be.
    expect(result.readings.filter((r) => r.quality === 'error')).toEqual([])
    const compared = rows.filter((row) => row.capture === capture).map((row) => compare(row, result.readings))
    expect(compared.filter(({ right }) => !right).map(({ row, read, why }) => `${row.metric} ${row.oid}: ${read}: ${why}`)).toEqual([])
  })
})
