/** The rows of the device list: devices joined with their station and profile, which of them the filters leave, and their export. Pure. */
import type { OutputOf } from '../../app/client.ts'
import { csvFile, numberCell, textCell } from '../../../shared/format/csv.ts'
import { fold, matches, wordsOf } from '../../../shared/format/text.ts'
import { iso } from '../../../shared/format/time.ts'
import type { DeviceKind } from '../../../shared/model/device.ts'
import { isFailing, isUnidentified, stateOf, type DeviceState } from '../device/state.ts'
import { address } from '../device/words.ts'

export type ListedDevice = OutputOf<'devices.list'>[number]
export type ProfileName = Pick<OutputOf<'devices.profiles'>[number], 'id' | 'name' | 'verified'>
export type DeviceRow = {
  readonly id: number
  readonly device: ListedDevice
  readonly code: string
  readonly station: string
  /** Name of the profile in use; '' while there is none. */
  readonly profile: string
  readonly verified: boolean | null
  readonly state: DeviceState
  /** What it is searched by, folded. */
  readonly text: string
}

/** What a chip keeps: a device passes where every pressed one holds. */
export const NOTICES = ['failing', 'unidentified', 'unverified'] as const
export type Notice = (typeof NOTICES)[number]

export type DeviceFilter = {
  notices: readonly Notice[]
  kind: DeviceKind | null
  profile: string | null
  /** Retired devices are left out unless asked for. */
  retired: boolean
  query: string
}

type Station = { code: string; name: string }

/**
 * Joins devices. A row whose device, names and profile are those of the last time stays the same object, and an unchanged list the same array:
 * stations change every second, and nine thousand rows need not be sorted anew for that.
 */
export function joiner(): (
  devices: readonly ListedDevice[],
  stationOf: (id: number) => Station | undefined,
  profiles: ReadonlyMap<string, ProfileName>,
) => readonly DeviceRow[] {
  let kept = new Map<number, DeviceRow>()
  let last: readonly DeviceRow[] = []
  return (devices, stationOf, profiles) => {
    const rows = devices.map((device) => {
      const { code, name } = stationOf(device.stationId) ?? { code: `#${device.stationId}`, name: '' }
      const known = device.profileInUse === null ? undefined : profiles.get(device.profileInUse)
      return rowOf(device, code, name, known, kept.get(device.id))
    })
    if (rows.length === last.length && rows.every((row, i) => row === last[i])) return last
    kept = new Map(rows.map((row) => [row.id, row]))
    last = rows
    return rows
  }
}

function rowOf(
  device: ListedDevice,
  code: string,
  station: string,
  known: ProfileName | undefined,
  before: DeviceRow | undefined,
): DeviceRow {
  const profile = known?.name ?? device.profileInUse ?? ''
  const verified = known?.verified ?? null
  const named = before?.code === code && before.station === station && before.profile === profile
  if (named && before.device === device && before.verified === verified) return before
  const samePlace = named && before.device.name === device.name && address(before.device) === address(device)
  const text = samePlace ? before.text : fold(`${device.name} ${code} ${station} ${address(device)} ${profile}`)
  return { id: device.id, device, code, station, profile, verified, state: stateOf(device, device.status), text }
}

export function holds(row: DeviceRow, notice: Notice): boolean {
  if (notice === 'failing') return isFailing(row.state)
  if (row.state === 'retired') return false
  return notice === 'unidentified' ? isUnidentified(row.device) : row.verified === false && !isUnidentified(row.device)
}

/** Rows to show, and how many of each notice pass everything but the notices. */
export function filterDevices(rows: readonly DeviceRow[], filter: DeviceFilter): { rows: DeviceRow[]; counts: Record<Notice, number> } {
  const words = wordsOf(filter.query)
  const counts = { failing: 0, unidentified: 0, unverified: 0 }
  const shown: DeviceRow[] = []
  for (const row of rows) {
    if (row.device.retired && !filter.retired) continue
    if (filter.kind !== null && row.device.kind !== filter.kind) continue
    if (filter.profile !== null && row.device.profileInUse !== filter.profile) continue
    if (words.length > 0 && !matches(row.text, words)) continue
    for (const notice of NOTICES) if (holds(row, notice)) counts[notice] += 1
    if (filter.notices.every((notice) => holds(row, notice))) shown.push(row)
  }
  return { rows: shown, counts }
}

/** Devices with the news that came since; the same array where nothing changed. */
export function withStatuses(devices: ListedDevice[], news: OutputOf<'devices.statuses'>): ListedDevice[] {
  if (news.length === 0) return devices
  const byId = new Map(news.map((one) => [one.deviceId, one]))
  return devices.map((device) => {
    const found = byId.get(device.id)
    if (!found) return device
    const { profileInUse, ...status } = found
    return { ...device, profileInUse, status }
  })
}

/** The list as a CSV file, exactly as shown, with full times. */
export function devicesCsv(
  rows: readonly DeviceRow[],
  heads: readonly string[],
  wordOf: (row: DeviceRow) => readonly string[],
  comma: boolean,
): string {
  const time = (at: number | null): string => (at === null ? '' : iso(at))
  return csvFile([
    heads.map(textCell),
    ...rows.map((row) => {
      const { device } = row
      const [kind = '', verified = '', state = ''] = wordOf(row)
      return [
        textCell(row.code),
        textCell(row.station),
        textCell(device.name),
        textCell(kind),
        textCell(address(device)),
        textCell(row.profile),
        textCell(verified),
        textCell(state),
        numberCell(device.status.responseMs, 0, comma),
        textCell(time(device.status.lastOkAt)),
        textCell(time(device.status.at)),
        numberCell(device.status.failures, 0, comma),
      ]
    }),
  ])
}
