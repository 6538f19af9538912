/** One row of a device file: its cells become a device at a known station, or the reasons why not. */
import { DeviceInput, type Device } from '../../../shared/model/device.ts'
import type { BulkChange } from '../../../shared/model/bulk.ts'
import type { DeviceColumn } from './columns.ts'
import { booleanCell, numberCell, type RowNotes, wordCell } from './cell.ts'

export type DeviceCells = Partial<Record<DeviceColumn, string>>
export type DeviceDraft = BulkChange['devices'][number]

const KIND = {
  power: ['nguon', 'tu nguon'],
  radio: ['viba', 'vi ba', 'microwave'],
  gateway: ['router', 'switch', 'csg'],
  environment: ['moi truong'],
  bts: ['enodeb', 'gnodeb', 'nodeb'],
  ups: ['bo luu dien'],
  genset: ['may phat', 'may no'],
  other: ['khac'],
} as const

/** `present` is the device of that name at the station; cells left empty or absent keep what it has. */
export function readDevice(
  cells: DeviceCells,
  stationCode: string,
  present: (Device & { credential: string }) | null,
  credentials: ReadonlySet<string>,
  notes: RowNotes,
): DeviceDraft | null {
  const given = (column: DeviceColumn): string | null => (cells[column] === undefined || cells[column] === '' ? null : cells[column])
  const fields: Record<string, unknown> = present ? { ...present } : { kind: 'other' }
  const put = (column: DeviceColumn, value: unknown, field: string = column) => {
    if (given(column) !== null && value !== null) fields[field] = value
  }
  put('name', given('name')?.normalize('NFC'))
  put('kind', given('kind') === null ? null : wordCell(notes, 'kind', given('kind') as string, KIND))
  put('host', given('host'))
  put('port', given('port') === null ? null : numberCell(notes, 'port', given('port') as string))
  put('context', given('context'))
  put('profile', given('profile'))
  put('interval', given('interval') === null ? null : numberCell(notes, 'interval', given('interval') as string), 'intervalSeconds')
  put('enabled', given('enabled') === null ? null : booleanCell(notes, 'enabled', given('enabled') as string))
  put('elsewhere', given('elsewhere') === null ? null : booleanCell(notes, 'elsewhere', given('elsewhere') as string))

  const credential = given('credential') ?? present?.credential ?? null
  if (credential === null) notes.refuse('credential', 'required')
  else if (!credentials.has(credential)) notes.refuse('credential', 'unknownCredential', { name: credential })
  for (const column of ['name', 'host'] as const) if (!fields[column]) notes.refuse(column, 'required')

  const parsed = DeviceInput.safeParse({ ...fields, stationId: 1, credentialId: 1 })
  if (!parsed.success) notes.refuseBySchema(parsed.error, fields)
  if (!parsed.success || notes.issues.length > 0 || credential === null) return null
  const { stationId: _s, credentialId: _c, ...rest } = parsed.data
  return { ...rest, stationCode, credential }
}
