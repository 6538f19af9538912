/** Devices: their table, and the changes a person makes to them. */
import type { Device, DeviceInput } from '../../../shared/model/device.ts'
import { isRefusal, type Refusal } from '../../../shared/model/refusal.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, By, InventoryStore } from '../store.ts'
import { attempt } from './attempt.ts'
import { revise } from './revise.ts'
import { flag, invalid, nfc } from './text.ts'

const FIELDS = [
  'stationId',
  'name',
  'kind',
  'host',
  'port',
  'credentialId',
  'context',
  'profile',
  'intervalSeconds',
  'enabled',
  'elsewhere',
] as const
const ALL = [...FIELDS, 'profileInUse', 'retired', 'version'] as const

type Flag = 'enabled' | 'elsewhere' | 'retired'
type Row = Omit<Device, Flag> & Record<Flag, number>

function toDevice(row: Row): Device {
  return { ...row, enabled: row.enabled === 1, elsewhere: row.elsewhere === 1, retired: row.retired === 1 }
}

function toRow(device: Omit<Device, 'id'>): Omit<Row, 'id'> {
  return { ...device, enabled: flag(device.enabled), elsewhere: flag(device.elsewhere), retired: flag(device.retired) }
}

export function tidyDevice(input: DeviceInput): DeviceInput {
  return { ...input, name: nfc(input.name), host: nfc(input.host) }
}

export function deviceTable(db: Db) {
  const columns = ['id', ...ALL].join(', ')
  const all = db.prepare<[], Row>(`SELECT ${columns} FROM devices ORDER BY id`)
  const byId = db.prepare<[number], Row>(`SELECT ${columns} FROM devices WHERE id = ?`)
  const byName = db.prepare<[number, string], Row>(`SELECT ${columns} FROM devices WHERE stationId = ? AND name = ?`)
  const ofStation = db.prepare<[number], Row>(`SELECT ${columns} FROM devices WHERE stationId = ? ORDER BY id`)
  const insert = db.prepare(`INSERT INTO devices (${ALL.join(', ')}) VALUES (${ALL.map((f) => `@${f}`).join(', ')})`)
  // At another address another box answers: who was known there says nothing of it.
  const forget = db.prepare(
    `DELETE FROM deviceIdentity WHERE deviceId = @id
      AND EXISTS (SELECT 1 FROM devices WHERE id = @id AND (host <> @host OR port <> @port OR context <> @context))`,
  )
  const update = db.prepare(`UPDATE devices SET ${ALL.map((f) => `${f} = @${f}`).join(', ')} WHERE id = @id`)
  const one = (row: Row | undefined) => (row ? toDevice(row) : null)
  return {
    all: (): Device[] => all.all().map(toDevice),
    of: (stationId: number): Device[] => ofStation.all(stationId).map(toDevice),
    get: (id: number) => one(byId.get(id)),
    named: (stationId: number, name: string) => one(byName.get(stationId, name)),
    insert: (device: Omit<Device, 'id'>): Device => ({ ...device, id: Number(insert.run(toRow(device)).lastInsertRowid) }),
    update(device: Device): void {
      forget.run({ id: device.id, host: device.host, port: device.port, context: device.context })
      update.run({ ...toRow(device), id: device.id })
    },
  }
}
export type DeviceTable = ReturnType<typeof deviceTable>

type DeviceWrites = Pick<
  InventoryStore,
  'createDevice' | 'createDevices' | 'retireDevices' | 'updateDevice' | 'setDeviceRetired' | 'setProfileInUse'
>

export function deviceWrites(db: Db, table: DeviceTable, audit: AuditStore): DeviceWrites {
  const station = db.prepare<[number], number>('SELECT id FROM stations WHERE id = ?').pluck()
  const credential = db.prepare<[number], number>('SELECT id FROM credentials WHERE id = ?').pluck()
  const setProfile = db.prepare('UPDATE devices SET profileInUse = ? WHERE id = ?')

  function problem(id: number | null, input: DeviceInput): Refusal | null {
    if (station.get(input.stationId) === undefined) return invalid('stationId', 'unknownStation', { code: input.stationId })
    if (credential.get(input.credentialId) === undefined) return invalid('credentialId', 'unknownCredential', { name: input.credentialId })
    const same = table.named(input.stationId, input.name)
    return same && same.id !== id ? invalid('name', 'duplicateDevice', { name: input.name }) : null
  }

  function change(id: number, version: number, action: string, by: By, make: (now: Device) => Device | Refusal): Device | Refusal {
    const write = (next: Device) => table.update(next)
    return revise(db, audit, { read: () => table.get(id), version, make, write, action, subject: `device:${id}`, by })
  }

  const retire = (id: number, version: number, retired: boolean, by: By) =>
    change(id, version, retired ? 'device.retire' : 'device.restore', by, (now) => ({ ...now, retired }))

  /** A retired device of the same name and address comes back as it is wished now. */
  function comeBack(input: DeviceInput, by: By): Device | Refusal | null {
    const gone = table.named(input.stationId, input.name)
    if (!gone?.retired || gone.host !== input.host || gone.port !== input.port) return null
    return change(gone.id, gone.version, 'device.restore', by, (now) => ({ ...now, ...input, ...atFirst(input.profile), retired: false }))
  }

  function create(raw: DeviceInput, by: By): Device | Refusal {
    return attempt(db, () => {
      const input = tidyDevice(raw)
      const refused = problem(null, input)
      if (refused) return refused
      const made = table.insert({ ...input, ...atFirst(input.profile), retired: false, version: 1 })
      audit.add({ action: 'device.create', subject: `device:${made.id}`, after: made }, by)
      return made
    })
  }

  return {
    createDevice: create,
    createDevices: (inputs, by) =>
      attempt<(Device | Refusal)[]>(db, () => inputs.map((input) => comeBack(tidyDevice(input), by) ?? create(input, by))),
    retireDevices: (devices, by) =>
      attempt<Device[]>(db, () => {
        const retired: Device[] = []
        for (const { id, version } of devices) {
          const done = retire(id, version, true, by)
          if (isRefusal(done)) return done
          retired.push(done)
        }
        return retired
      }),
    updateDevice: (id, version, raw, by) =>
      change(id, version, 'device.update', by, (now) => {
        const input = tidyDevice(raw)
        // Another address or another choice of profile means another box may answer: it is identified anew.
        const same = input.profile === now.profile && input.host === now.host && input.port === now.port && input.context === now.context
        return problem(id, input) ?? { ...now, ...input, ...(same ? {} : atFirst(input.profile)) }
      }),
    setDeviceRetired: retire,
    setProfileInUse(deviceId, profile) {
      setProfile.run(profile, deviceId)
    },
  }
}

/** The profile in use before the first contact: the chosen one, or none yet. */
export function atFirst(profile: string): Pick<Device, 'profileInUse'> {
  return { profileInUse: profile === 'auto' ? null : profile }
}
