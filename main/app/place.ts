/** Where a procedure runs, as its contract says. */
import { isContractProcedure } from '@orpc/contract'
import { contract } from '../../shared/contract/contract.ts'
import type { Place, ProcedureMeta } from '../../shared/contract/procedure.ts'

export function placeOf(path: readonly string[]): Place {
  let node: unknown = contract
  for (const key of path)
    node = typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? (node as Record<string, unknown>)[key] : null
  if (!isContractProcedure(node)) throw new Error(`no procedure ${path.join('.')}`)
  return (node['~orpc'].meta as ProcedureMeta).place
}
