/** Walks of real equipment, replayed: a scan proposes the right family for each, and says which box it is where the equipment tells. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { discover, planDiscover, type Discovered } from '../../main/app/discover.ts'
import { capturesPresent, FAMILY, serveCaptures, type Served } from '../support/captures.ts'
import { loud } from '../support/loud.ts'

const present = capturesPresent()
if (!present) loud('captures (../shared) are absent; discovery is not tried on real equipment here')

describe.skipIf(!present)('captures of real equipment', () => {
  let served: Served
  beforeAll(async () => {
    served = await serveCaptures()
  })
  afterAll(async () => {
    await served?.stop()
  })

  test.concurrent.each(Object.entries(FAMILY))('%s is proposed as %s', async (capture, profile) => {
    const secret = { version: '2c' as const, community: capture }
    const wish = { ranges: '127.0.0.1', exclude: '', ports: [served.port], secret, rate: 100, waitMs: 4000 }
    const plan = planDiscover(wish, false)
    if ('problem' in plan) throw new Error(plan.problem.key)
    const found: Discovered[] = []
    const events = { found: (one: Discovered) => void found.push(one), done: () => {} }
    expect(await discover(wish, plan, events, { profileFolders: [], signal: new AbortController().signal })).toBe(true)
    expect(found.map((one) => [one.state, one.profile])).toEqual([['identified', profile]])
    expect(found[0]?.identity.sysDescr).not.toBe('')
  })
})
