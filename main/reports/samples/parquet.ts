/** Samples as Parquet, a row group at a time: memory stays flat however long the export. Snappy, which every reader has. */
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'
import type { ExportLevel } from '../../../shared/model/export.ts'
import { metric } from '../../../shared/model/metric.ts'
import { columnsOf, type SampleFile, type Sink } from './file.ts'

/** Rows of a group; a reader takes one at a time, and so does this. */
export const GROUP_ROWS = 50_000
/** Bytes that are gathered before they go out. */
const PIECE = 1024 * 1024

const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' }, repetition_type: 'REQUIRED' } as const
const NUMBER = { type: 'DOUBLE', repetition_type: 'OPTIONAL' } as const
const COUNT = { type: 'INT32', repetition_type: 'REQUIRED' } as const
const TIME = {
  type: 'INT64',
  converted_type: 'TIMESTAMP_MILLIS',
  logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  repetition_type: 'REQUIRED',
} as const
const FIGURES = new Set(['value', 'min', 'mean', 'max', 'last'])
const COUNTS = new Set(['count', 'bad'])

function elementOf(name: string): SchemaElement {
  if (name === 'time') return { name, ...TIME }
  return { name, ...(FIGURES.has(name) ? NUMBER : COUNTS.has(name) ? COUNT : TEXT) }
}

/** `facts` go into the file as key-value metadata; `product` is written as its maker. */
export function parquetSamples(level: ExportLevel, facts: Readonly<Record<string, string>>, product: string, sink: Sink): SampleFile {
  const names = columnsOf(level)
  const out = new SinkWriter(sink)
  const file = new ParquetWriter({
    writer: out,
    schema: [{ name: 'samples', num_children: names.length }, ...names.map(elementOf)],
    codec: 'SNAPPY',
    kvMetadata: Object.entries(facts).map(([key, value]) => ({ key, value })),
    createdBy: product,
  })
  let columns: unknown[][] = names.map(() => [])
  let rows = 0

  function send(): void {
    if (columns[0]!.length === 0) return
    const columnData = names.map((name, i) => ({
      name,
      data: columns[i]!,
      offsetIndex: false,
      ...(elementOf(name).type === 'BYTE_ARRAY' ? { encoding: 'RLE_DICTIONARY' as const } : {}),
    }))
    void file.write({ columnData, rowGroupSize: GROUP_ROWS })
    // What is kept for indexes and filters, which the file does not have, would grow with every group.
    file.pendingIndexes = []
    columns = names.map(() => [])
  }

  return {
    get rows() {
      return rows
    },
    add({ province, commune, stationCode, stationName, device }, { metric: key, instance, label, at, samples }) {
      const { unit } = metric(key)
      const place = [province, commune, stationCode, stationName, device, key, instance, label]
      for (let i = 0; i < at.length; i++) {
        const row: unknown[] =
          samples.kind === 'raw'
            ? [at[i], ...place, orNull(samples.value[i]!), unit, samples.quality[i]]
            : [
                at[i],
                ...place,
                orNull(samples.min[i]!),
                orNull(samples.mean[i]!),
                orNull(samples.max[i]!),
                orNull(samples.last[i]!),
                unit,
                samples.count[i],
                samples.bad[i],
              ]
        for (let c = 0; c < row.length; c++) columns[c]!.push(row[c])
        rows++
        if (columns[0]!.length >= GROUP_ROWS) send()
      }
    },
    end() {
      send()
      void file.finish()
    },
  }
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** Hands its bytes on whenever enough have gathered. */
class SinkWriter extends ByteWriter {
  private readonly sink: Sink
  constructor(sink: Sink) {
    super(PIECE * 2)
    this.sink = sink
  }
  private send(): void {
    if (this.index === 0) return
    const bytes = new Uint8Array(this.buffer, 0, this.index).slice()
    this.index = 0
    this.sink(bytes)
  }
  override ensure(size: number): void {
    if (this.index >= PIECE) this.send()
    super.ensure(size)
  }
  override finish(): void {
    this.send()
  }
}
