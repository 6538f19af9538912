/** The check in front of every procedure: the role that its contract names, then the schema of its input. */
import type { AnyContractProcedure } from '@orpc/contract'
import type { z } from 'zod'
import { allows, type Actor } from '../../shared/model/access.ts'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import { fieldIssues } from '../../shared/i18n/issues.ts'
import type { ProcedureMeta } from '../../shared/contract/procedure.ts'

/** A refusal when the actor's role is below the procedure's. */
export function authorise(meta: ProcedureMeta, actor: Actor): Refusal | null {
  return allows(actor.role, meta.role) ? null : refuse('FORBIDDEN', 'access.forbidden', { role: meta.role })
}

/** The input as its schema reads it (defaults filled in), or a refusal that names each refused field. */
export function readInput(procedure: AnyContractProcedure, input: unknown): { value: unknown } | Refusal {
  // Every schema of the contract is zod's; oRPC only knows it as a standard schema.
  const schema = procedure['~orpc'].inputSchema as z.ZodType | undefined
  if (!schema) return { value: undefined }
  const read = schema.safeParse(input)
  if (read.success) return { value: read.data }
  return refuse('INVALID', 'access.invalid', undefined, { issues: fieldIssues(read.error.issues, input) })
}
