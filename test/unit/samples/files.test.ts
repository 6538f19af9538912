/** Files of samples: the same rows in CSV and Parquet, every value exact, nothing that a spreadsheet would run, memory that does not grow. */
import { parse } from 'csv-parse/sync'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { csvSamples } from '../../../main/reports/samples/csv.ts'
import type { Origin, SampleFile, Sink } from '../../../main/reports/samples/file.ts'
import { GROUP_ROWS, parquetSamples } from '../../../main/reports/samples/parquet.ts'
import type { ExportLevel, SeriesPart } from '../../../shared/model/export.ts'

const ORIGIN: Origin = {
  province: 'Tuyên Quang',
  commune: 'Xã Thượng Lâm',
  stationCode: 'TQG001',
  stationName: 'Bản Lãm, "đồi" số 1',
  device: 'Tủ nguồn',
}
const AT = 1_793_466_000_123
const VALUES = [-48.2, 0, -0.01, 53.5, 1 / 3, 9_007_199_254_740_992, 1e300, -5e-324, Number.NaN]
const RAW: SeriesPart = {
  deviceId: 1,
  metric: 'dc.voltage',
  instance: '1',
  label: 'Thanh cái',
  at: VALUES.map((_, i) => AT + i * 60_000),
  samples: { kind: 'raw', value: VALUES, quality: VALUES.map((value) => (Number.isNaN(value) ? 'error' : value < 0 ? 'suspect' : 'good')) },
}
const BUCKETS: SeriesPart = {
  ...RAW,
  at: [AT, AT + 300_000],
  samples: {
    kind: 'buckets',
    min: [-1.5, Number.NaN],
    mean: [1 / 3, Number.NaN],
    max: [9.25, Number.NaN],
    last: [2, Number.NaN],
    count: [4, 0],
    bad: [1, 5],
  },
}

function written(make: (sink: Sink) => SampleFile, fill: (file: SampleFile) => void): { bytes: Buffer; pieces: number[]; rows: number } {
  const pieces: Buffer[] = []
  const file = make((bytes) => void pieces.push(Buffer.from(bytes)))
  fill(file)
  file.end()
  return { bytes: Buffer.concat(pieces), pieces: pieces.map(({ length }) => length), rows: file.rows }
}

const csv = (level: ExportLevel, part: SeriesPart, locale: 'vi' | 'en' = 'en', origin = ORIGIN): string[][] =>
  parse(
    written(
      (sink) => csvSamples(level, locale, sink),
      (file) => file.add(origin, part),
    ).bytes,
    { bom: true },
  )
const parquet = async (level: ExportLevel, ...parts: SeriesPart[]): Promise<Record<string, unknown>[]> => {
  const { bytes } = written(
    (sink) => parquetSamples(level, {}, 'Branchwatch 1.0.0', sink),
    (file) => parts.forEach((part) => file.add(ORIGIN, part)),
  )
  return parquetReadObjects({ file: new Uint8Array(bytes).buffer })
}
const numberOf = (cell: string): number | null => (cell === '' ? null : Number(cell.replace(',', '.')))

describe('raw samples', () => {
  it.each(['vi', 'en'] as const)('are the same in Parquet and in CSV of %s', async (locale) => {
    const rows = await parquet('raw', RAW)
    expect(rows.map(({ value }) => value)).toEqual(VALUES.map((value) => (Number.isNaN(value) ? null : value)))
    const [, ...cells] = csv('raw', RAW, locale)
    const read = cells.map(([time = '', province, commune, stationCode, stationName, device, metric, instance, label, value = '', unit, quality]) => ({
      time: new Date(time), province, commune, stationCode, stationName, device, metric, instance, label, value: numberOf(value), unit, quality,
    })) // prettier-ignore
    expect(read).toEqual(rows)
    expect(read[0]).toMatchObject({ ...ORIGIN, metric: 'dc.voltage', instance: '1', label: 'Thanh cái', unit: 'V', quality: 'suspect' })
    expect(read.map(({ time }) => time.getTime())).toEqual(RAW.at)
  })

  it('have times at +07, and headings and decimal marks of the language', () => {
    const [vi, en] = [csv('raw', RAW, 'vi'), csv('raw', RAW, 'en')]
    expect(vi[0]?.slice(0, 3)).toEqual(['Thời điểm', 'Tỉnh, thành phố', 'Xã, phường'])
    expect(en[0]?.slice(0, 3)).toEqual(['Time', 'Province', 'Commune'])
    expect([vi[1]?.[0], vi[1]?.[9]]).toEqual(['2026-11-01T00:00:00.123+07:00', '-48,20'])
    expect(en[1]?.[9]).toBe('-48.20')
  })
})

describe('buckets', () => {
  it('are the same in both', async () => {
    const rows = await parquet('5m', BUCKETS)
    expect(rows[0]).toMatchObject({ min: -1.5, mean: 1 / 3, max: 9.25, last: 2, unit: 'V', count: 4, bad: 1 })
    expect(rows[1]).toMatchObject({ min: null, mean: null, max: null, last: null, count: 0, bad: 5 })
    const [heads, ...cells] = csv('5m', BUCKETS, 'vi')
    expect(heads?.slice(9)).toEqual(['Nhỏ nhất', 'Trung bình', 'Lớn nhất', 'Cuối cùng', 'Đơn vị', 'Số mẫu tốt', 'Số mẫu kém'])
    const read = cells.map((row) => row.slice(9).map((cell, i) => (i === 4 ? cell : numberOf(cell))))
    expect(read).toEqual(rows.map(({ min, mean, max, last, unit, count, bad }) => [min, mean, max, last, unit, count, bad]))
  })
})

describe('files', () => {
  it('of nothing have their columns all the same', async () => {
    expect(await parquet('raw')).toEqual([])
    const { bytes, rows } = written(
      (sink) => csvSamples('raw', 'en', sink),
      () => {},
    )
    expect([parse(bytes, { bom: true }).length, rows]).toEqual([1, 0])
  })

  it('say for what they were made', () => {
    const { bytes } = written(
      (sink) => parquetSamples('raw', { scope: 'Xã Thượng Lâm' }, 'Branchwatch 1.0.0', sink),
      (file) => file.add(ORIGIN, RAW),
    )
    const { key_value_metadata, created_by } = parquetMetadata(new Uint8Array(bytes).buffer)
    expect([key_value_metadata, created_by]).toEqual([[{ key: 'scope', value: 'Xã Thượng Lâm' }], 'Branchwatch 1.0.0'])
  })

  it('have no cell that a spreadsheet runs', () => {
    for (const name of ["=cmd|' /C calc'!A0", '+1', '-2+3', '@SUM(1)', '\t=1', ' =1', '\u202E=1', '＝1', 'a";=1;"b', 'a\n=1']) {
      const hostile = { province: name, commune: name, stationCode: name, stationName: name, device: name }
      const [, row = []] = csv('raw', { ...RAW, label: name, instance: name }, 'vi', hostile)
      const texts = row.filter((_, i) => i !== 0 && i !== 9)
      expect(texts.filter((cell) => /^\s*[=+\-@|＝＋－＠]/.test(cell))).toEqual([])
      expect(texts.filter((cell) => /[^\P{C}\n]/u.test(cell))).toEqual([])
    }
  })

  const long: SeriesPart = {
    ...RAW,
    at: Array.from({ length: 40_000 }, (_, i) => AT + i),
    samples: { kind: 'raw', value: Array.from({ length: 40_000 }, (_, i) => i / 7), quality: Array.from({ length: 40_000 }, () => 'good' as const) },
  } // prettier-ignore

  it('go out in pieces of bounded size, Parquet in row groups', () => {
    const fill = (file: SampleFile): void => {
      for (let i = 0; i < 5; i++) file.add(ORIGIN, long)
    }
    const text = written((sink) => csvSamples('raw', 'en', sink), fill)
    expect(text.pieces.length).toBeGreaterThan(20)
    expect(Math.max(...text.pieces)).toBeLessThan(400_000)
    const binary = written((sink) => parquetSamples('raw', {}, 'x', sink), fill)
    expect(Math.max(...binary.pieces)).toBeLessThan(4_000_000)
    const { row_groups, num_rows } = parquetMetadata(new Uint8Array(binary.bytes).buffer)
    expect([row_groups.map((group) => Number(group.num_rows)), Number(num_rows)]).toEqual([[GROUP_ROWS, GROUP_ROWS, GROUP_ROWS, GROUP_ROWS], 200_000])
  }) // prettier-ignore

  it('end where their bytes find no room', () => {
    const full: Sink = () => {
      throw new Error('ENOSPC')
    }
    for (const make of [(sink: Sink) => csvSamples('raw', 'en', sink), (sink: Sink) => parquetSamples('raw', {}, 'x', sink)]) {
      const file = make(full)
      expect(() => {
        for (let i = 0; i < 5; i++) file.add(ORIGIN, long)
        file.end()
      }).toThrow('ENOSPC')
    }
  })
})
