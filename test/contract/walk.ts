/** Walks the contract: every procedure with its path, meta and schemas, and an input that its schema accepts. */
import { isContractProcedure, type AnyContractProcedure } from '@orpc/contract'
import type { z } from 'zod'
import { contract } from '../../shared/contract/contract.ts'
import type { ProcedureMeta } from '../../shared/contract/procedure.ts'

export type Walked = { path: string[]; name: string; meta: ProcedureMeta; definition: AnyContractProcedure }

export function procedures(node: object = contract, path: string[] = []): Walked[] {
  if (isContractProcedure(node)) {
    return [{ path, name: path.join('.'), meta: node['~orpc'].meta as ProcedureMeta, definition: node }]
  }
  return Object.entries(node).flatMap(([name, child]) => procedures(child as object, [...path, name]))
}

export function inputSchema(procedure: Walked): z.ZodType | undefined {
  return procedure.definition['~orpc'].inputSchema as z.ZodType | undefined
}

type Def = {
  type: string
  shape?: Record<string, z.ZodType>
  element?: z.ZodType
  options?: z.ZodType[]
  entries?: Record<string, string>
  values?: unknown[]
  innerType?: z.ZodType
  in?: z.ZodType
  left?: z.ZodType
}

/** Values for strings with a form of their own. */
const STRINGS = [
  '2026-03-31',
  '2026-03',
  'TQG0001',
  '10.0.0.1',
  '10.0.0.1:443',
  'mains-failure',
  'dcBusVoltage',
  'abcdefgh',
  'walk.snmprec',
  'branchwatch-samples-1.csv',
  '02:00',
  'replaced-20260301-100000',
  'f'.repeat(64),
  'https://chi-nhanh.example/hook',
  'ca-truc@chi-nhanh.example',
]

/** The smallest value a schema takes; throws where it finds none, so that a new kind of schema is noticed. */
export function sample(schema: z.ZodType): unknown {
  const def = schema._zod.def as unknown as Def
  const candidates = (): unknown[] => {
    switch (def.type) {
      case 'object':
        return [Object.fromEntries(Object.entries(def.shape ?? {}).map(([key, child]) => [key, sample(child)]))]
      case 'array':
        return [[], [sample(def.element as z.ZodType)]]
      case 'union':
        return (def.options ?? []).map((option) => sample(option))
      case 'enum':
        return Object.values(def.entries ?? {})
      case 'literal':
        return def.values ?? []
      case 'nullable':
        return [null]
      case 'optional':
        return [undefined]
      case 'default':
        return [sample(def.innerType as z.ZodType)]
      case 'pipe':
        return [sample(def.in as z.ZodType)]
      case 'string':
        return STRINGS
      case 'number':
        return [1, 58, 10, 200, 1000, 3_600_000]
      case 'boolean':
        return [true]
      case 'record':
        return [{}]
      default:
        return [null, 'x', 1]
    }
  }
  const found = candidates().find((candidate) => schema.safeParse(candidate).success)
  if (found === undefined && !schema.safeParse(undefined).success) throw new Error(`no sample for ${def.type}`)
  return found
}
