/** The template files of an import: a header that the reader knows, and two rows that show what goes where. */
import { csvFile, textCell } from '../../../shared/format/csv.ts'
import type { Locale } from '../../../shared/i18n/words.ts'

const STATIONS: Record<Locale, readonly string[]> = {
  vi: [
    'Mã trạm',
    'Tên trạm',
    'Tỉnh',
    'Xã',
    'Thôn',
    'Vĩ độ',
    'Kinh độ',
    'Công nghệ',
    'Nhà trạm',
    'Vùng xa',
    'Ngày hòa mạng',
    'Trạm cha',
    'Tuyến điện',
    'Ắc quy Ah',
    'Máy nổ',
  ],
  en: [
    'code',
    'name',
    'province',
    'commune',
    'hamlet',
    'lat',
    'lon',
    'technologies',
    'shelter',
    'remote class',
    'commissioned on',
    'parents',
    'feeder',
    'battery ah',
    'genset',
  ],
}
const STATION_ROWS = [
  [
    'TQG0001-11',
    'Trạm trung tâm',
    'Tuyên Quang',
    'Minh Xuân',
    '',
    '21.8233',
    '105.2140',
    '2G 4G 5G',
    'masonry',
    'near',
    '2019-05-20',
    '',
    '471 E14.2',
    '300',
    'fixed',
  ],
  [
    'TQG0327-12',
    'Bản Bung',
    'Tuyên Quang',
    'Thanh Tương',
    'Bản Bung',
    '22.3519',
    '105.3981',
    '2G 4G',
    'outdoor',
    'remote',
    '2021-11-02',
    'TQG0001-11',
    '473 E14.2',
    '150',
    'portable',
  ],
]
const DEVICES: Record<Locale, readonly string[]> = {
  vi: ['Mã trạm', 'Tên thiết bị', 'Loại', 'Địa chỉ IP', 'Cổng', 'Thông tin SNMP', 'Mẫu thiết bị'],
  en: ['station', 'device name', 'kind', 'ip address', 'port', 'credential', 'profile'],
}
const deviceRows = (credential: string) => [
  ['TQG0001-11', 'Nguồn DC', 'power', '10.20.0.11', '161', credential, 'auto'],
  ['TQG0327-12', 'Vi ba', 'radio', '10.20.3.27', '161', credential, 'auto'],
]

const HAMLETS: Record<Locale, readonly string[]> = {
  vi: ['Thôn', 'Xã', 'Tỉnh', 'Số hộ', 'Trạm phục vụ'],
  en: ['hamlet', 'commune', 'province', 'households', 'serving stations'],
}
const HAMLET_ROWS = [
  ['Bản Bung', 'Thanh Tương', 'Tuyên Quang', '86', 'TQG0327-12'],
  ['Nà Tông', 'Thanh Tương', 'Tuyên Quang', '120', 'TQG0327-12 TQG0001-11'],
]
export type TemplateKind = 'stations' | 'devices' | 'hamlets'

/** `credential` is the name of one that exists, so that the example could be imported as it is. */
export function template(kind: TemplateKind, locale: Locale, credential = 'public'): { fileName: string; text: string } {
  const rows = {
    stations: [STATIONS[locale], ...STATION_ROWS],
    devices: [DEVICES[locale], ...deviceRows(credential)],
    hamlets: [HAMLETS[locale], ...HAMLET_ROWS],
  }[kind]
  return { fileName: `branchwatch-${kind}.csv`, text: csvFile(rows.map((row) => row.map(textCell))) }
}
