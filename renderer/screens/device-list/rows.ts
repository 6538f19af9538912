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

/** Joins devices; texts are folded once and kept for as long as their words stay. */
export function joiner(): (
  devices: readonly ListedDevice[],
  stationOf: (id: number) => Station | undefined,
  profiles: ReadonlyMap<string, ProfileName>,
) => DeviceRow[] {
  const kept = new Map<number, { source: string; folded: string }>()
  const textOf = (id: number, source: string): string => {
    const found = kept.get(id)
    if (found?.source === source) return found.folded
    const folded = fold(source)
    kept.set(id, { source, folded })
    return folded
  }
  return (devices, stationOf, profiles) =>
    devices.map((device) => {
      const { code, name: station } = stationOf(device.stationId) ?? { code: `#${device.stationId}`, name: '' }
      const known = device.profileInUse === null ? undefined : profiles.get(device.profileInUse)
      const profile = known?.name ?? device.profileInUse ?? ''
      return {
        id: device.id,
        device,
        code,
        station,
        profile,
        verified: known?.verified ?? null,
        state: stateOf(device, device.status),
        text: textOf(device.id, `${device.name} ${code} ${station} ${address(device)} ${profile}`),
      }
    })
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

/** Devices with the statuses that came since; the same array where nothing changed. */
export function withStatuses(devices: ListedDevice[], statuses: readonly ListedDevice['status'][]): ListedDevice[] {
  if (statuses.length === 0) return devices
  const news = new Map(statuses.map((status) => [status.deviceId, status]))
  return devices.map((device) => {
    const status = news.get(device.id)
    return status ? { ...device, status } : device
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
