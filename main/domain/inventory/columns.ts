/** The columns of import files: the names each may carry (folded, without accents), Vietnamese and English. */
import { fold } from '../../../shared/format/fold.ts'

const STATION = {
  code: ['code', 'station', 'station code', 'ma', 'ma tram', 'site', 'site id'],
  name: ['name', 'station name', 'ten', 'ten tram'],
  province: ['province', 'tinh', 'tinh/tp'],
  commune: ['commune', 'ward', 'xa', 'phuong', 'xa/phuong', 'xa phuong'],
  communeCode: ['commune code', 'ma xa'],
  hamlet: ['hamlet', 'thon', 'ban', 'buon', 'thon/ban'],
  lat: ['lat', 'latitude', 'vi do'],
  lon: ['lon', 'lng', 'long', 'longitude', 'kinh do'],
  technologies: ['technologies', 'technology', 'cong nghe'],
  cells: ['cells', 'so cell', 'cell'],
  shelter: ['shelter', 'loai nha tram', 'nha tram'],
  owner: ['owner', 'chu so huu', 'don vi so huu'],
  sharedWith: ['shared with', 'dung chung'],
  remoteClass: ['remote class', 'remote', 'vung xa', 'do xa'],
  access: ['access', 'duong vao'],
  accessMinutes: ['access minutes', 'thoi gian di', 'phut di'],
  criticality: ['criticality', 'muc quan trong', 'do quan trong'],
  commissionedOn: ['commissioned on', 'commissioned', 'ngay hoa mang', 'ngay phat song', 'ngay dua vao'],
  parents: ['parents', 'parent', 'tram cha', 'tram truyen dan'],
  mains: ['mains', 'dien luoi'],
  batteryAh: ['battery ah', 'ac quy ah', 'dung luong ac quy'],
  batteryCells: ['battery cells', 'so binh'],
  batteryInstalledOn: ['battery installed on', 'ngay lap ac quy'],
  batteryTestedOn: ['battery tested on', 'ngay thu ac quy', 'ngay thu tai'],
  genset: ['genset', 'may phat', 'may no'],
  tankLitres: ['tank litres', 'binh nhien lieu', 'binh dau', 'lit dau'],
  solar: ['solar', 'dien mat troi', 'pin mat troi'],
  feeder: ['feeder', 'power feeder', 'tuyen dien', 'lo dien', 'xuat tuyen'],
  notes: ['notes', 'note', 'ghi chu'],
} as const

const DEVICE = {
  station: ['station', 'station code', 'ma tram', 'code', 'ma'],
  name: ['device', 'device name', 'name', 'ten thiet bi', 'ten'],
  kind: ['kind', 'type', 'loai', 'loai thiet bi'],
  host: ['host', 'ip', 'address', 'ip address', 'dia chi', 'dia chi ip'],
  port: ['port', 'cong'],
  credential: ['credential', 'community name', 'thong tin snmp', 'bo xac thuc', 'thong tin dang nhap'],
  context: ['context', 'ngu canh'],
  profile: ['profile', 'mau thiet bi'],
  interval: ['interval', 'interval seconds', 'chu ky', 'chu ky giay'],
  enabled: ['enabled', 'bat', 'hoat dong'],
  elsewhere: ['elsewhere', 'replies from elsewhere', 'tra loi tu dia chi khac'],
} as const

const HAMLET = {
  hamlet: ['hamlet', 'thon', 'ban', 'buon', 'thon/ban', 'thon ban', 'ten thon', 'ten'],
  commune: ['commune', 'ward', 'xa', 'phuong', 'xa/phuong', 'xa phuong'],
  communeCode: ['commune code', 'ma xa'],
  province: ['province', 'tinh', 'tinh/tp'],
  households: ['households', 'so ho', 'ho', 'so ho dan'],
  stations: ['serving stations', 'serving station', 'tram phuc vu', 'cac tram phuc vu', 'tram phu song', 'stations'],
} as const

export type StationColumn = keyof typeof STATION
export type DeviceColumn = keyof typeof DEVICE
export type HamletColumn = keyof typeof HAMLET

export type Header =
  | { kind: 'station'; columns: (StationColumn | null)[] }
  | { kind: 'device'; columns: (DeviceColumn | null)[] }
  | { kind: 'hamlet'; columns: (HamletColumn | null)[] }

function find<T extends string>(names: Readonly<Record<T, readonly string[]>>, cell: string): T | null {
  const wanted = fold(cell).replace(/[_-]+/g, ' ').trim()
  const compact = wanted.replaceAll(' ', '')
  const entries = Object.entries(names) as [T, readonly string[]][]
  return (
    entries.find(
      ([column, list]) =>
        column.toLowerCase() === compact || list.includes(wanted) || list.some((name) => name.replaceAll(' ', '') === compact),
    )?.[0] ?? null
  )
}

/** Reads a header: a file with a host column is one of devices, one with a code one of stations, one with a hamlet one of hamlets; null where none. */
export function readHeader(cells: readonly string[]): Header | null {
  const device = cells.map((cell) => find(DEVICE, cell))
  if (device.includes('host') && device.includes('station')) return { kind: 'device', columns: device }
  const station = cells.map((cell) => find(STATION, cell))
  if (station.includes('code')) return { kind: 'station', columns: station }
  const hamlet = cells.map((cell) => find(HAMLET, cell))
  return hamlet.includes('hamlet') ? { kind: 'hamlet', columns: hamlet } : null
}
