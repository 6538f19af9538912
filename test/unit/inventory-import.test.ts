/** The import planner: what each row of a file would do, and why it is refused. */
import { describe, expect, it } from 'vitest'
import { type ImportInventory, type ImportTable, planImport } from '../../main/domain/inventory/import.ts'
import { StationInput, type Station } from '../../shared/model/station.ts'
import { translator, say } from '../../shared/i18n/words.ts'

const station = (id: number, code: string, more: Partial<Station> = {}): Station => ({
  ...StationInput.parse({ code, name: `Trạm ${code}`, communeId: 11 }),
  id,
  retiredOn: null,
  maintenance: null,
  mergedInto: null,
  version: 1,
  ...more,
})

const inventory = (more: Partial<ImportInventory> = {}): ImportInventory => ({
  provinces: [{ id: 1, name: 'Tuyên Quang', formerNames: ['Hà Giang'] }],
  communes: [
    { id: 11, provinceId: 1, code: '01', name: 'Nà Hang', formerNames: ['Vĩnh Lạc'] },
    { id: 12, provinceId: 1, code: '02', name: 'Đồng Văn', formerNames: [] },
  ],
  hamlets: [{ id: 111, communeId: 11, name: 'Bản Lãm', households: null, stationIds: [1], version: 1 }],
  feeders: [{ id: 7, name: '471 E14.2', notes: '', version: 1 }],
  stations: [station(1, 'TQG0001-11')],
  devices: [],
  credentials: [{ id: 5, name: 'branch', version: '2c', devices: 0 }],
  ...more,
})

const table = (...lines: string[]): ImportTable => lines.map((text, index) => ({ line: index + 1, cells: text.split('|') }))
const plan = (lines: string[], more?: Partial<ImportInventory>, createPlaces = false) =>
  planImport(table(...lines), inventory(more), createPlaces)
const keys = (row: { issues: { path: string; phrase: { key: string } }[] } | undefined) =>
  row?.issues.map((issue) => `${issue.path}:${issue.phrase.key}`)

describe('stations', () => {
  it('creates a row with Vietnamese headers, folded commune name and a decimal comma', () => {
    const { plan: p, change } = plan(['Mã trạm|Tên trạm|Xã|Vĩ độ|Kinh độ|Công nghệ', 'tqg0002-12|Bản Lãm|xã na hang|22,35|105,38|4G 2G'])
    expect(p).toMatchObject({ created: 1, changed: 0, same: 0, refused: 0, problem: null })
    expect(p.rows[0]?.notes.map((note) => note.key)).toEqual(['error.import.decimalComma', 'error.import.decimalComma'])
    expect(change.stations[0]).toMatchObject({
      code: 'TQG0002-12',
      commune: 'Nà Hang',
      province: 'Tuyên Quang',
      lat: 22.35,
      lon: 105.38,
      technologies: ['2G', '4G'],
    })
  })

  it.each([
    [
      'swapped coordinates',
      'code|name|commune|lat|lon',
      'X1|A|Nà Hang|105.38|22.35',
      ['lat:error.import.swapped', 'lat:error.field.tooBig'],
    ],
    ['unknown commune', 'code|name|commune', 'X1|A|Xyzzy', ['commune:error.import.unknownCommune']],
    ['misspelt commune', 'code|name|commune', 'X1|A|Nà Hanh', ['commune:error.import.unknownCommuneNear']],
    ['missing name', 'code|name|commune', 'X1||Nà Hang', ['name:error.import.required']],
    ['bad day', 'code|name|commune|commissioned on', 'X1|A|Nà Hang|31/02/2026', ['commissionedOn:error.import.notDay']],
    ['bad word', 'code|name|commune|shelter', 'X1|A|Nà Hang|igloo', ['shelter:error.import.notWord']],
    ['bad number', 'code|name|commune|battery ah', 'X1|A|Nà Hang|many', ['batteryAh:error.import.notNumber']],
    ['unknown parent', 'code|name|commune|parents', 'X1|A|Nà Hang|NOPE-1', ['parents:error.import.unknownParent']],
    ['three parents', 'code|name|commune|parents', 'X1|A|Nà Hang|A1 A2 A3', ['parents:error.import.tooManyParents']],
    ['itself as parent', 'code|name|commune|parents', 'X1|A|Nà Hang|X1', ['parents:error.import.parentLoop']],
    ['code with blanks', 'code|name|commune', 'X 1|A|Nà Hang', ['code:error.field.named.stationCode']],
  ])('refuses %s', (_, header, row, expected) => {
    const { plan: p, change } = plan([header, row])
    expect(p.refused).toBe(1)
    expect(expected).toEqual(expect.arrayContaining(keys(p.rows[0]) ?? []))
    expect(keys(p.rows[0])?.length).toBeGreaterThan(0)
    expect(change.stations).toEqual([])
  })

  it('refuses the second of two rows with one code and names the first line', () => {
    const { plan: p } = plan(['code|name|commune', 'X1|A|Nà Hang', 'x1|B|Nà Hang'])
    expect(p.rows.map((row) => row.action)).toEqual(['create', 'refuse'])
    expect(p.rows[1]?.issues[0]?.phrase).toEqual({ key: 'error.import.duplicateInFile', params: { code: 'X1', line: 2 } })
  })

  it('refuses a row whose parent is refused in the same file, and takes parents in any order', () => {
    const { plan: p } = plan(['code|name|commune|parents', 'C1|C|Nà Hang|P1', 'P1|P|Xyzzy|', 'C2|C|Nà Hang|P2', 'P2|P|Nà Hang|'])
    expect(p.rows.map((row) => row.action)).toEqual(['refuse', 'refuse', 'create', 'create'])
  })

  it('finds a loop over rows and present stations', () => {
    const { plan: p } = plan(['code|parents', 'TQG0001-11|B1', 'B1|TQG0001-11'], { stations: [station(1, 'TQG0001-11'), station(2, 'B1')] })
    expect(keys(p.rows[0])).toEqual(['parents:error.import.parentLoop'])
  })

  it('changes only what the file names, and importing the result again changes nothing', () => {
    const present = station(1, 'TQG0001-11', { batteryAh: 200, hamletId: 111 })
    const first = plan(['code|battery ah|hamlet', 'TQG0001-11|400|'], { stations: [present] })
    expect(first.plan.rows[0]?.changes).toEqual([{ field: 'batteryAh', before: '200', after: '400' }])
    expect(first.change.stations[0]).toMatchObject({ commune: 'Nà Hang', hamlet: 'Bản Lãm', batteryAh: 400 })
    const again = plan(['code|battery ah|hamlet', 'TQG0001-11|400|'], { stations: [{ ...present, batteryAh: 400 }] })
    expect(again.plan).toMatchObject({ same: 1, changed: 0 })
    expect(again.change.stations).toEqual([])
  })

  it('takes a former name of a commune with a note, and a former name of its province', () => {
    const { plan: p, change } = plan(['code|name|commune|province', 'X1|A|Vĩnh Lạc|Hà Giang'])
    expect(p.rows[0]?.notes[0]).toEqual({ key: 'error.import.formerName', params: { former: 'Vĩnh Lạc', name: 'Nà Hang' } })
    expect(change.stations[0]?.commune).toBe('Nà Hang')
  })

  it('creates communes once when asked to, and only with their province', () => {
    const rows = [
      'code|name|province|commune|hamlet',
      'X1|A|Tuyên Quang|Thượng Lâm|Nà Tông',
      'X2|B|Tuyên Quang|Thượng Lâm|Nà Tông',
      'X3|C||Khuôn Hà|',
    ]
    const { plan: p, change } = plan(rows, {}, true)
    expect(p.rows.map((row) => row.action)).toEqual(['create', 'create', 'refuse'])
    expect(change.communes).toEqual([{ province: 'Tuyên Quang', name: 'Thượng Lâm', code: '' }])
    expect(change.hamlets).toHaveLength(1)
  })
})

describe('feeders of stations', () => {
  it('are read by name, kept where the cell is empty, and shown when they change', () => {
    const hung = { stations: [station(1, 'A1', { feederId: 7 })] }
    const { plan: same, change: none } = plan(['code|tuyến điện', 'A1|'], hung)
    expect(same.rows[0]?.action).toBe('same')
    expect(none.stations).toEqual([])
    const { plan: moved, change } = plan(['code|feeder', 'A1|473 E14.2'], hung)
    expect(moved.rows[0]?.changes).toEqual([{ field: 'feeder', before: '471 E14.2', after: '473 E14.2' }])
    expect(change.stations[0]?.feeder).toBe('473 E14.2')
    expect(keys(plan([`code|feeder`, `A1|${'x'.repeat(121)}`], hung).plan.rows[0])).toEqual(['feeder:error.tooLong'])
  })
})

describe('hamlets', () => {
  it('creates and changes hamlets with households and serving stations, and knows them the second time', () => {
    const { plan: p, change } = plan(
      ['Thôn, bản|Xã|Số hộ|Trạm phục vụ', 'bản lãm|na hang|120|TQG0001-11', 'Nà Tông|Nà Hang|45|', 'Bản Lãm|Đồng Văn|30|tqg0001-11'].map(
        (line) => line.replace('Thôn, bản', 'Thôn'),
      ),
    )
    expect(p.rows.map((row) => [row.action, row.kind])).toEqual([
      ['change', 'hamlet'],
      ['create', 'hamlet'],
      ['create', 'hamlet'],
    ])
    expect(p.rows[0]?.changes).toEqual([{ field: 'households', before: '', after: '120' }])
    expect(change.hamlets).toEqual([
      { province: 'Tuyên Quang', commune: 'Nà Hang', name: 'Bản Lãm', households: 120, stationCodes: ['TQG0001-11'] },
      { province: 'Tuyên Quang', commune: 'Nà Hang', name: 'Nà Tông', households: 45, stationCodes: [] },
      { province: 'Tuyên Quang', commune: 'Đồng Văn', name: 'Bản Lãm', households: 30, stationCodes: ['TQG0001-11'] },
    ])
    expect(plan(['hamlet|commune|households', 'Bản Lãm|Nà Hang|']).plan.rows[0]?.action).toBe('same')
  })

  it.each([
    ['no name', '|Nà Hang|1|', ['hamlet:error.import.required']],
    ['unknown commune', 'A|Xyzzy|1|', ['commune:error.import.unknownCommune']],
    ['no commune', 'A||1|', ['commune:error.import.required']],
    ['half a household', 'A|Nà Hang|1,5|', ['households:error.import.notHouseholds']],
    ['words for households', 'A|Nà Hang|nhiều|', ['households:error.import.notNumber']],
    ['fewer than none', 'A|Nà Hang|-4|', ['households:error.import.notHouseholds']],
    ['unknown station', 'A|Nà Hang|1|NOPE-1', ['stations:error.import.unknownStation']],
    ['a long name', `${'x'.repeat(121)}|Nà Hang|1|`, ['hamlet:error.tooLong']],
  ])('refuses %s', (_what, line, expected) => {
    const { plan: p, change } = plan(['hamlet|commune|households|serving stations', line])
    expect(keys(p.rows[0])).toEqual(expected)
    expect(change.hamlets).toEqual([])
  })

  it('refuses the second of two lines for one hamlet, and makes communes when asked to', () => {
    const lines = [
      'hamlet|commune|province|households',
      'A|Thượng Lâm|Tuyên Quang|5',
      'B|Thượng Lâm|Tuyên Quang|6',
      'A|Thượng Lâm|Tuyên Quang|7',
    ]
    const { plan: p, change } = plan(lines, {}, true)
    expect(p.rows.map((row) => row.action)).toEqual(['create', 'create', 'refuse'])
    expect(keys(p.rows[2])).toEqual(['hamlet:error.import.duplicateInFile'])
    expect(change.communes).toEqual([{ province: 'Tuyên Quang', name: 'Thượng Lâm', code: '' }])
    expect(change.hamlets).toHaveLength(2)
  })
})

describe('devices', () => {
  const header = 'station|device|kind|ip|port|credential'
  it('creates a device, knows it the second time, and refuses bad ones with reasons', () => {
    const { plan: p, change } = plan([
      header,
      'TQG0001-11|Tủ nguồn|nguồn|10.1.2.3|161|branch',
      'NOPE-1|R|viba|10.1.2.4|161|branch',
      'TQG0001-11|R2|viba|bad host!|161|branch',
      'TQG0001-11|R3|viba|10.1.2.5|99999|none',
    ])
    expect(p.rows.map((row) => row.action)).toEqual(['create', 'refuse', 'refuse', 'refuse'])
    expect(change.devices).toHaveLength(1)
    expect(change.devices[0]).toMatchObject({
      stationCode: 'TQG0001-11',
      kind: 'power',
      host: '10.1.2.3',
      credential: 'branch',
      profile: 'auto',
    })
    expect(keys(p.rows[1])).toEqual(['station:error.import.unknownStation'])
    expect(keys(p.rows[2])).toEqual(['host:error.field.named.host'])
    expect(keys(p.rows[3])).toEqual(['credential:error.import.unknownCredential', 'port:error.field.tooBig'])
    const device = { ...change.devices[0]!, id: 9, stationId: 1, credentialId: 5, profileInUse: null, retired: false, version: 1 }
    const again = plan([header, 'TQG0001-11|Tủ nguồn|nguồn|10.1.2.3|161|branch'], { devices: [device] })
    expect(again.plan).toMatchObject({ same: 1, created: 0, changed: 0 })
  })
})

describe('files', () => {
  it.each([
    ['nothing', [], 'error.import.emptyFile'],
    ['only a header', ['code|name'], 'error.import.emptyFile'],
    ['an unknown header', ['foo|bar', '1|2'], 'error.import.unknownHeader'],
  ])('says what is wrong with %s', (_, lines, key) => {
    expect(plan(lines).plan.problem?.key).toBe(key)
  })

  it('has every sentence in both languages', () => {
    for (const locale of ['vi', 'en'] as const) {
      const t = translator(locale)
      for (const key of ['swapped', 'unknownCommune', 'duplicateInFile', 'decimalComma']) {
        const text = say(t, { key: `error.import.${key}`, params: { code: 'X', line: 2, lat: 1, lon: 2, name: 'N', text: 'T', value: 3 } })
        expect(text).not.toContain('error.import')
        expect(text).not.toContain('{{')
      }
    }
  })
})
