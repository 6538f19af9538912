/** Another box at a device's address: asked about once, and not for what an agent merely does not tell. */
import { describe, expect, it } from 'vitest'
import { accepted, changedParts, kept, seen, worthWriting, type Known } from '../../../main/domain/discovery/replaced.ts'
import type { Identity } from '../../../shared/model/discovery.ts'

const look = (more: Partial<Identity> = {}): Identity => ({
  sysObjectID: '1.3.6.1.4.1.1',
  sysName: 'RTN',
  sysDescr: 'x',
  serial: 'S1',
  engineId: 'e1',
  ...more,
})
const first: Known = seen(null, look(), 1000)

describe('looks', () => {
  it('the first one is taken as it is', () => {
    expect(first).toEqual({ identity: look(), firstSeen: 1000, lastSeen: 1000, pending: null, kept: null })
  })

  it.each([
    [{ engineId: 'e2' }, ['engineId']],
    [{ serial: 'S2' }, ['serial']],
    [{ sysObjectID: '1.3.6.1.4.1.2' }, ['sysObjectID']],
    [{ engineId: 'e2', serial: 'S2', sysObjectID: '1.3.6.1.4.1.2' }, ['engineId', 'serial', 'sysObjectID']],
  ])('a change asks and names what changed: %j', (change, parts) => {
    const next = seen(first, look(change), 2000)
    expect(next.pending).toEqual({ identity: look(change), since: 2000 })
    expect(next.identity).toEqual(look())
    expect(changedParts(next.identity, look(change))).toEqual(parts)
  })

  it('another name, or nothing told, asks nothing', () => {
    const named = seen(first, look({ sysName: 'RTN-2', sysDescr: 'y' }), 2000)
    expect(named).toMatchObject({ pending: null, identity: { sysName: 'RTN-2' } })
    const mute = seen(first, look({ serial: null, engineId: null, sysObjectID: null }), 2000)
    expect(mute).toMatchObject({ pending: null, identity: { serial: 'S1', engineId: 'e1' } })
    const fuller = seen(seen(null, look({ serial: null }), 1), look(), 2)
    expect(fuller).toMatchObject({ pending: null, identity: { serial: 'S1' } })
  })

  it('the same question stands since its first look, and goes when the old box is back', () => {
    const asked = seen(first, look({ serial: 'S2' }), 2000)
    expect(seen(asked, look({ serial: 'S2' }), 3000).pending?.since).toBe(2000)
    expect(seen(asked, look({ serial: 'S3' }), 3000).pending).toEqual({ identity: look({ serial: 'S3' }), since: 3000 })
    expect(seen(asked, look(), 3000).pending).toBeNull()
  })
})

describe('answers', () => {
  const asked = seen(first, look({ serial: 'S2' }), 2000)
  it('accepted: the new box is the known one', () => {
    const now = accepted(asked, 5000)
    expect(now).toEqual({ identity: look({ serial: 'S2' }), firstSeen: 5000, lastSeen: 5000, pending: null, kept: null })
    expect(seen(now, look({ serial: 'S2' }), 6000).pending).toBeNull()
    expect(seen(now, look(), 6000).pending).not.toBeNull()
  })

  it('kept: not asked again until it changes again', () => {
    const now = kept(asked)
    expect(now.pending).toBeNull()
    expect(seen(now, look({ serial: 'S2' }), 6000).pending).toBeNull()
    expect(seen(now, look(), 6000).pending).toBeNull()
    expect(seen(now, look({ serial: 'S3' }), 6000).pending?.identity.serial).toBe('S3')
  })
})

it('writes changes at once and bare times once an hour', () => {
  expect(worthWriting(null, first)).toBe(true)
  expect(worthWriting(first, seen(first, look(), 60_000))).toBe(false)
  expect(worthWriting(first, seen(first, look(), 1000 + 3_600_000))).toBe(true)
  expect(worthWriting(first, seen(first, look({ engineId: 'e2' }), 60_000))).toBe(true)
})
