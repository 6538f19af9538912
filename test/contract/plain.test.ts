/** Everything the contract answers is plain JSON, or columns where they are announced: the live transports send answers as they are, without looking for dates and the like. */
import { expect, it } from 'vitest'
import { z } from 'zod'
import { Marks, Numbers, Wholes } from '../../shared/contract/columns.ts'
import { ErrorData } from '../../shared/contract/procedure.ts'
import { Changes } from '../../shared/contract/live.ts'
import { procedures } from './walk.ts'

const PLAIN = new Set([
  'object',
  'array',
  'string',
  'number',
  'int',
  'boolean',
  'null',
  'enum',
  'literal',
  'record',
  'union',
  'tuple',
  'unknown',
])
/** Wrappers around a schema; what comes out is of the inner kind. */
const WRAPPERS = new Set(['nullable', 'optional', 'default', 'pipe', 'transform', 'readonly'])

const COLUMNS = new Set<unknown>([Numbers, Wholes, Marks])

/** Every kind of schema below this one. */
function kinds(schema: unknown, found = new Set<string>(), seen = new Set<unknown>()): Set<string> {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return found
  seen.add(schema)
  if (schema instanceof z.ZodType) {
    found.add(COLUMNS.has(schema) ? 'column' : schema._zod.def.type)
    // A check looks at a value and changes nothing of it.
    const { checks: _checks, ...parts } = schema._zod.def
    for (const part of Object.values(parts)) kinds(part, found, seen)
  } else if (!(schema instanceof RegExp)) {
    for (const part of Object.values(schema)) kinds(part, found, seen)
  }
  return found
}

it('has no kind of value that JSON does not know', () => {
  const outputs = procedures().filter(({ meta }) => meta.kind !== 'stream')
  expect(outputs.length).toBeGreaterThan(40)
  const strange = [
    ...outputs.map(({ name, definition, meta }) => [name, definition['~orpc'].outputSchema, meta.columns === true] as const),
    ['live.changes', Changes, false] as const,
    ['error', ErrorData, false] as const,
  ].flatMap(([name, schema, columns]) =>
    [...kinds(schema)]
      .filter((kind) => !PLAIN.has(kind) && !WRAPPERS.has(kind) && !(columns && kind === 'column'))
      .map((kind) => `${name}: ${kind}`),
  )
  expect(strange).toEqual([])
})

it('would notice a date', () => {
  expect(kinds(z.object({ a: z.array(z.date().nullable()) }))).toContain('date')
  expect(kinds(z.object({ a: z.instanceof(Float32Array) }))).toContain('custom')
})

it('names an output for every procedure', () => {
  expect(procedures().filter(({ definition }) => !definition['~orpc'].outputSchema)).toEqual([])
})
