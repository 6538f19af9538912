/** What the two kinds of sample files have in common: where rows come from, where bytes go, and the names of the columns. */
import type { ExportLevel, SeriesPart } from '../../../shared/model/export.ts'

/** What a row says of the place of its samples. */
export type Origin = {
  readonly province: string
  readonly commune: string
  readonly stationCode: string
  readonly stationName: string
  readonly device: string
}

/** Takes the bytes of the file in turn; what it throws (a full disk) goes through to whoever adds samples. */
export type Sink = (bytes: Uint8Array) => void

export type SampleFile = {
  add(origin: Origin, part: SeriesPart): void
  /** Writes what is left; nothing may be added after it. */
  end(): void
  /** Rows so far. */
  readonly rows: number
}

export const PLACE_COLUMNS = ['time', 'province', 'commune', 'stationCode', 'stationName', 'device', 'metric', 'instance', 'label'] as const
export const RAW_COLUMNS = ['value', 'unit', 'quality'] as const
export const BUCKET_COLUMNS = ['min', 'mean', 'max', 'last', 'unit', 'count', 'bad'] as const

/** The columns of a file, in order: raw samples have a value and its quality, buckets their figures. */
export function columnsOf(level: ExportLevel): readonly string[] {
  return [...PLACE_COLUMNS, ...(level === 'raw' ? RAW_COLUMNS : BUCKET_COLUMNS)]
}
