/** Discovery in the store: who answers, decisions with their trail, one scan with what it found, and devices made and taken back by the many. */
import { describe, expect, it } from 'vitest'
import { seen } from '../../../main/domain/discovery/replaced.ts'
import { ScanRequest, type Identity, type ScanFinding } from '../../../shared/model/discovery.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'
import { branch, by, deviceInput, made, openedIn, refusal } from './kit.ts'

const look = (more: Partial<Identity> = {}): Identity => ({
  sysObjectID: '1.3.6.1.4.1.1',
  sysName: 'A',
  sysDescr: null,
  serial: 'S1',
  engineId: 'e1',
  ...more,
})

describe('who answers', () => {
  it('is kept, asked about, and decided with a row in the trail', () => {
    const { store, station, device } = branch()
    const { discovery } = store
    const { id } = device(station('A1').id, 'P')
    store.inventory.setProfileInUse(id, 'eltek-sp2')
    expect(discovery.identity(id)).toBeNull()
    const first = seen(discovery.known(id), look(), 1000)
    discovery.note(id, first)
    expect(discovery.identities()).toEqual([{ deviceId: id, identity: look(), firstSeen: 1000, lastSeen: 1000, pending: null }])
    discovery.note(id, seen(discovery.known(id), look({ serial: 'S2', sysObjectID: '1.3.6.1.4.1.2' }), 2000))
    expect(discovery.identity(id)?.pending).toMatchObject({ since: 2000, changed: ['serial', 'sysObjectID'] })
    expect(refusal(discovery.decide(id, 1999, true, by)).refused).toBe('CONFLICT')
    expect(refusal(discovery.decide(99, 2000, true, by)).refused).toBe('NOT_FOUND')
    expect(made(discovery.decide(id, 2000, true, by))).toMatchObject({ pending: null, identity: { serial: 'S2' }, firstSeen: by.at })
    expect(store.inventory.all().devices[0]).toMatchObject({ profile: 'auto', profileInUse: null, version: 2 })
    expect(store.audit.page(null, 1).rows[0]).toMatchObject({
      action: 'device.replace',
      subject: `device:${id}`,
      before: { serial: 'S1', sysObjectID: '1.3.6.1.4.1.1' },
      after: { serial: 'S2', sysObjectID: '1.3.6.1.4.1.2' },
    })
    expect(refusal(discovery.decide(id, 2000, true, by)).refused).toBe('CONFLICT')
  })

  it('a new box of the same family keeps the profile that a person chose, and the same box is remembered over an opening', () => {
    const { store, folder, station, credential } = branch()
    const input = { ...deviceInput(station('A1').id, credential.id, 'P'), profile: 'net-snmp' }
    const { id } = made(store.inventory.createDevice(input, by))
    store.discovery.note(id, seen(null, look(), 1))
    store.discovery.note(id, seen(store.discovery.known(id), look({ engineId: 'e2' }), 2))
    made(store.discovery.decide(id, 2, true, by))
    expect(store.inventory.all().devices[0]).toMatchObject({ profile: 'net-snmp', profileInUse: 'net-snmp', version: 1 })
    store.discovery.note(id, seen(store.discovery.known(id), look({ engineId: 'e3' }), 3))
    made(store.discovery.decide(id, 3, false, by))
    store.close()
    const again = openedIn(folder).discovery
    expect(seen(again.known(id), look({ engineId: 'e3' }), 4).pending).toBeNull()
    expect(seen(again.known(id), look({ engineId: 'e4' }), 4).pending).not.toBeNull()
  })

  it('is forgotten when the device moves to another address, and only then', () => {
    const { store, station, device, credential } = branch()
    const { id: stationId } = station('A1')
    const { id } = device(stationId, 'P')
    store.discovery.note(id, seen(null, look(), 1))
    const input = deviceInput(stationId, credential.id, 'P')
    made(store.inventory.updateDevice(id, 1, { ...input, name: 'Q' }, by))
    expect(store.discovery.known(id)).not.toBeNull()
    made(store.inventory.updateDevice(id, 2, { ...input, name: 'Q', host: '127.0.0.9' }, by))
    expect(store.discovery.known(id)).toBeNull()
  })
})

describe('the scan', () => {
  const request = ScanRequest.parse({ ranges: '10.0.0.0/24', credentialIds: [1] })
  const finding: ScanFinding = {
    host: '10.0.0.1',
    port: 161,
    state: 'identified',
    credentialId: 1,
    responseMs: 2,
    identity: look(),
    profile: 'generic',
    at: 5,
    hint: null,
  }

  it('is found again as it was left, and gives way to the next one with all it found', () => {
    const { store, folder } = branch()
    expect(store.discovery.scan()).toBeNull()
    const scan = store.discovery.begin(request, by)
    const progress = { ...scan.progress, done: 7, packets: 14 }
    store.discovery.save({ ...scan, stage: 'paused', position: 7, progress }, new Map([[3, finding]]), by)
    store.close()
    const again = openedIn(folder)
    expect(again.discovery.scan()).toEqual({ ...scan, stage: 'paused', position: 7, progress })
    expect([...again.discovery.findings(scan.id)]).toEqual([[3, finding]])
    expect(again.audit.page(null, 2).rows.map(({ action }) => action)).toEqual(['scan.pause', 'scan.start'])
    const next = again.discovery.begin(request, by)
    expect(again.discovery.scan()?.id).toBe(next.id)
    expect(again.discovery.findings(scan.id).size).toBe(0)
  })
})

describe('many devices', () => {
  it('each comes to be or says why not, and they are taken back together', () => {
    const { store, station, device, credential } = branch()
    const { id } = station('A1')
    device(id, 'P')
    const inputs = ['Q', 'P', 'R'].map((name, i) => ({ ...deviceInput(id, credential.id, name), host: `10.0.0.${i}` }))
    const done = made(store.inventory.createDevices(inputs, by))
    expect(done.map((one) => (isRefusal(one) ? one.data.issues?.[0]?.phrase.key : one.name))).toEqual(['Q', 'error.duplicateDevice', 'R'])
    const fresh = done.flatMap((one) => (isRefusal(one) ? [] : [{ id: one.id, version: one.version }]))
    const stale = fresh.map((one, i) => (i === 1 ? { ...one, version: 9 } : one))
    expect(refusal(store.inventory.retireDevices(stale, by)).refused).toBe('CONFLICT')
    expect(store.inventory.all().devices.filter((one) => one.retired)).toEqual([])
    expect(made(store.inventory.retireDevices(fresh, by)).every((one) => one.retired)).toBe(true)
    // The same address under the same name is the same device come back; another address is a name in use.
    const [back, other] = made(store.inventory.createDevices([inputs[0]!, { ...inputs[2]!, host: '10.9.9.9' }], by))
    expect(back).toMatchObject({ id: fresh[0]?.id, retired: false })
    expect(isRefusal(other)).toBe(true)
  })
})
