/**
 * Columns of numbers in answers: typed arrays. Between threads they are handed over without a copy; over the line each goes as base64 of its
 * little-endian bytes, marked with its kind; for scripts (/api) they are plain arrays, with null for NaN.
 */
import { z } from 'zod'

/** Of many kinds of number: times, values. NaN where there is none. */
export const Numbers = z.instanceof(Float64Array)
/** Whole numbers below 2^32: ids, counts. */
export const Wholes = z.instanceof(Uint32Array)
/** Small whole numbers: marks, codes. */
export const Marks = z.instanceof(Uint8Array)

export type AnyColumn = Float64Array | Uint32Array | Uint8Array
type Kind = { make: (bytes: ArrayBuffer) => AnyColumn; is: (value: unknown) => value is AnyColumn }

/** By the number that marks each on the line; the library has those below 100 for itself. */
export const COLUMN_KINDS: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [100, { make: (bytes) => new Float64Array(bytes), is: (value): value is Float64Array => value instanceof Float64Array }],
  [101, { make: (bytes) => new Uint32Array(bytes), is: (value): value is Uint32Array => value instanceof Uint32Array }],
  [102, { make: (bytes) => new Uint8Array(bytes), is: (value): value is Uint8Array => value instanceof Uint8Array }],
])
