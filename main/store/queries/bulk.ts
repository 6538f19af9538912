/** Many inventory records in one transaction: all of them or none. Present ones are matched by code and name; equal ones stay untouched. */
import type { BulkChange } from '../../../shared/model/bulk.ts'
import type { Device } from '../../../shared/model/device.ts'
import type { Refusal } from '../../../shared/model/refusal.ts'
import type { Station, StationInput } from '../../../shared/model/station.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, By, InventoryStore } from '../store.ts'
import { attempt } from './attempt.ts'
import { atFirst, tidyDevice, type DeviceTable } from './devices.ts'
import { memberTable, someMoved } from './members.ts'
import { anyLoop } from './parents.ts'
import { placeTable } from './places.ts'
import { tidyStation, type StationTable } from './stations.ts'
import { difference, invalid, nfc } from './text.ts'

type Counts = {
  communes: number
  hamlets: number
  changedHamlets: number
  stations: number
  changedStations: number
  devices: number
  changedDevices: number
  created: string[]
}

export function bulkWrite(db: Db, stations: StationTable, devices: DeviceTable, audit: AuditStore): InventoryStore['bulk'] {
  const places = placeTable(db)
  const served = memberTable(db, 'hamlet')
  const setHamlet = db.prepare('UPDATE hamlets SET households = ?, version = version + 1 WHERE id = ?')
  const feeder = db.prepare<[string], number>('SELECT id FROM feeders WHERE name = ?').pluck()
  const feederOf = db.prepare<[string], number | null>('SELECT feederId FROM stations WHERE code = ?').pluck()
  const addFeeder = db.prepare('INSERT INTO feeders (name, version) VALUES (?, 1)')
  const credential = db.prepare<[string], number>('SELECT id FROM credentials WHERE name = ?').pluck()

  /** Adds what is not there yet; `created` takes the hamlets among it. */
  function addPlaces(change: BulkChange, counts: Counts, created: Set<string>): Refusal | null {
    for (const [at, row] of change.communes.entries()) {
      const province = places.province(nfc(row.province)) ?? places.addProvince(nfc(row.province))
      if (places.commune(province.id, nfc(row.name))) continue
      if (places.codeTaken(nfc(row.code))) return invalid(`communes.${at}.code`, 'duplicateCode', { code: row.code })
      places.addCommune(province.id, nfc(row.code), nfc(row.name))
      counts.communes++
    }
    for (const [at, row] of change.hamlets.entries()) {
      const province = places.province(nfc(row.province))
      const commune = province && places.commune(province.id, nfc(row.commune))
      if (!commune) return invalid(`hamlets.${at}.commune`, 'unknownCommune', { name: row.commune })
      if (places.hamlet(commune.id, nfc(row.name))) continue
      places.addHamlet(commune.id, nfc(row.name), row.households)
      counts.hamlets++
      created.add(`${commune.id}/${nfc(row.name)}`)
    }
    return null
  }

  /** Households and serving stations of hamlets, after all stations are there. */
  function serveHamlets(change: BulkChange, created: ReadonlySet<string>, counts: Counts, by: By): Refusal | null {
    const ids = new Map<string, number | null>()
    const idOf = (code: string): number | null => {
      const known = ids.get(code)
      if (known !== undefined) return known
      const found = stations.idOf(nfc(code).toUpperCase())
      ids.set(code, found)
      return found
    }
    for (const [at, row] of change.hamlets.entries()) {
      const province = places.province(nfc(row.province))
      const commune = province && places.commune(province.id, nfc(row.commune))
      const hamlet = commune && places.hamlet(commune.id, nfc(row.name))
      if (!hamlet) return invalid(`hamlets.${at}.name`, 'unknownHamlet', { name: row.name })
      const isNew = created.has(`${commune.id}/${nfc(row.name)}`)
      const serving: number[] = []
      for (const code of row.stationCodes ?? []) {
        const id = idOf(code)
        if (id === null) return invalid(`hamlets.${at}.stationCodes`, 'unknownStation', { code })
        serving.push(id)
      }
      const moved =
        row.stationCodes === undefined ? { added: [], removed: [] } : served.set(hamlet.id, serving, `hamlets.${at}.stationCodes`)
      if ('refused' in moved) return moved
      const counted = row.households !== null && row.households !== hamlet.households
      if (isNew || (!counted && !someMoved(moved))) continue
      counts.changedHamlets++
      setHamlet.run(counted ? row.households : hamlet.households, hamlet.id)
      const before = counted ? { households: hamlet.households } : {}
      const after = { ...(counted ? { households: row.households } : {}), ...(someMoved(moved) ? moved : {}) }
      audit.add({ action: 'hamlet.update', subject: `hamlet:${hamlet.id}`, before, after }, by)
    }
    return null
  }

  /** Finds a commune and a hamlet by name once, however many stations name it. */
  function placeFinder() {
    const communes = new Map<string, number | null>()
    return {
      commune(provinceName: string, name: string): number | null {
        const key = `${nfc(provinceName)}\n${nfc(name)}`
        const known = communes.get(key)
        if (known !== undefined) return known
        const province = places.province(nfc(provinceName))
        const found = (province && places.commune(province.id, nfc(name))?.id) ?? null
        communes.set(key, found)
        return found
      },
      hamlet: (communeId: number, name: string): number | null => places.hamlet(communeId, nfc(name))?.id ?? null,
    }
  }

  function writeStation(input: StationInput, counts: Counts, by: By): Station {
    const id = stations.idOf(input.code)
    const now = id === null ? null : stations.get(id)
    if (!now) {
      counts.stations++
      counts.created.push(input.code)
      return stations.insert({ ...input, retiredOn: null, maintenance: null, mergedInto: null, version: 1 })
    }
    // Parents are set after all stations are there; until then the present ones stand.
    const next = { ...now, ...input, parentIds: now.parentIds }
    const { before, after } = difference(now, next)
    if (Object.keys(after).length === 0) return now
    counts.changedStations++
    const written = { ...next, version: now.version + 1 }
    stations.update(written)
    audit.add({ action: 'station.update', subject: `station:${now.id}`, before, after }, by)
    return written
  }

  /** The feeder of that name, made where there is none; that of the present record where none is named. */
  function feederIdOf(name: string | null | undefined, code: string): number | null {
    if (name === null) return null
    if (name === undefined) return feederOf.get(nfc(code).toUpperCase()) ?? null
    return feeder.get(nfc(name)) ?? Number(addFeeder.run(nfc(name)).lastInsertRowid)
  }

  function writeStations(change: BulkChange, counts: Counts, by: By): Station[] | Refusal {
    const find = placeFinder()
    const written: Station[] = []
    const seen = new Set<string>()
    for (const [at, row] of change.stations.entries()) {
      const { province, commune, hamlet, feeder, parentCodes: _later, ...fields } = row
      const communeId = find.commune(province, commune)
      if (communeId === null) return invalid(`stations.${at}.commune`, 'unknownCommune', { name: commune })
      const hamletId = hamlet === null ? null : find.hamlet(communeId, hamlet)
      if (hamlet !== null && hamletId === null) return invalid(`stations.${at}.hamlet`, 'unknownHamlet', { name: hamlet })
      const input = tidyStation({ ...fields, communeId, hamletId, feederId: feederIdOf(feeder, fields.code), parentIds: [] })
      if (seen.has(input.code)) return invalid(`stations.${at}.code`, 'duplicateCode', { code: input.code })
      seen.add(input.code)
      written.push(writeStation(input, counts, by))
    }
    return linkParents(change, written, counts, by)
  }

  function linkParents(change: BulkChange, written: Station[], counts: Counts, by: By): Station[] | Refusal {
    const links = stations.parents.all()
    const created = new Set(counts.created)
    const before = new Map(written.map((station) => [station.id, links.get(station.id) ?? []]))
    for (const [at, row] of change.stations.entries()) {
      const station = written[at]!
      const ids: number[] = []
      for (const code of row.parentCodes) {
        const id = stations.idOf(nfc(code).toUpperCase())
        if (id === null) return invalid(`stations.${at}.parentCodes`, 'parentUnknown', { code })
        if (id === station.id) return invalid(`stations.${at}.parentCodes`, 'parentSelf', { loop: `${code} → ${code}` })
        if (ids.includes(id)) return invalid(`stations.${at}.parentCodes`, 'parentRepeated')
        ids.push(id)
      }
      links.set(station.id, ids)
    }
    const loop = anyLoop(before.keys(), (id) => links.get(id) ?? [])
    if (loop) {
      const at = Math.max(
        0,
        written.findIndex((station) => station.id === loop[0]),
      )
      const named = loop.map((id) => stations.codeOf(id) ?? id).join(' → ')
      return invalid(`stations.${at}.parentCodes`, 'parentLoop', { loop: named })
    }
    return written.map((station) => {
      const was = before.get(station.id)!
      const is = links.get(station.id)!
      if (was.join() === is.join()) return { ...station, parentIds: is }
      stations.parents.set(station.id, is)
      if (created.has(station.code)) return { ...station, parentIds: is }
      counts.changedStations++
      const next = { ...station, parentIds: is, version: station.version + 1 }
      stations.update(next)
      audit.add({ action: 'station.update', subject: `station:${station.id}`, before: { parentIds: was }, after: { parentIds: is } }, by)
      return next
    })
  }

  function writeDevices(change: BulkChange, counts: Counts, by: By): Device[] | Refusal {
    const credentials = new Map<string, number | undefined>()
    const written: Device[] = []
    for (const [at, row] of change.devices.entries()) {
      const { stationCode, credential: credentialName, ...fields } = row
      const stationId = stations.idOf(nfc(stationCode).toUpperCase())
      if (stationId === null) return invalid(`devices.${at}.stationCode`, 'unknownStation', { code: stationCode })
      if (!credentials.has(credentialName)) credentials.set(credentialName, credential.get(nfc(credentialName)))
      const credentialId = credentials.get(credentialName)
      if (credentialId === undefined) return invalid(`devices.${at}.credential`, 'unknownCredential', { name: credentialName })
      const input = tidyDevice({ ...fields, stationId, credentialId })
      const now = devices.named(stationId, input.name)
      if (!now) {
        counts.devices++
        written.push(devices.insert({ ...input, ...atFirst(input.profile), retired: false, version: 1 }))
        continue
      }
      const { before, after } = difference(now, { ...now, ...input })
      if (Object.keys(after).length === 0) {
        written.push(now)
        continue
      }
      counts.changedDevices++
      const moved = 'host' in after || 'port' in after || 'context' in after || 'profile' in after
      const next = { ...now, ...input, ...(moved ? atFirst(input.profile) : {}), version: now.version + 1 }
      devices.update(next)
      audit.add({ action: 'device.update', subject: `device:${now.id}`, before, after }, by)
      written.push(next)
    }
    return written
  }

  return (change, by) =>
    attempt<{ stations: Station[]; devices: Device[] }>(db, () => {
      const counts: Counts = {
        communes: 0,
        hamlets: 0,
        changedHamlets: 0,
        stations: 0,
        changedStations: 0,
        devices: 0,
        changedDevices: 0,
        created: [],
      }
      const created = new Set<string>()
      const refused = addPlaces(change, counts, created)
      if (refused) return refused
      const writtenStations = writeStations(change, counts, by)
      if ('refused' in writtenStations) return writtenStations
      const writtenDevices = writeDevices(change, counts, by)
      if ('refused' in writtenDevices) return writtenDevices
      const unserved = serveHamlets(change, created, counts, by)
      if (unserved) return unserved
      // Records that only came into being are told by this one row; changed ones have a row each.
      if (Object.values(counts).some((n) => typeof n === 'number' && n > 0)) {
        audit.add({ action: 'inventory.bulk', subject: 'inventory', after: counts }, by)
      }
      return { stations: writtenStations, devices: writtenDevices }
    })
}
