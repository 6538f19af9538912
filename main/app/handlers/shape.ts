/** Types of handlers, taken from the contract: the input as its schema reads it, the output as its schema takes it. */
import type { AnySchema, ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract'
import type { Contract } from '../../../shared/contract/contract.ts'
import type { Refusal } from '../../../shared/model/refusal.ts'
import type { By } from '../../store/store.ts'

type Work<P> =
  P extends ContractProcedure<infer I extends AnySchema, infer O extends AnySchema, infer _E, infer _M>
    ? (input: InferSchemaOutput<I>, by: By) => InferSchemaInput<O> | Refusal | Promise<InferSchemaInput<O> | Refusal>
    : never

/** Handlers of some procedures of an area, e.g. `Handlers<'alarms', 'active' | 'get'>`. */
export type Handlers<A extends keyof Contract, N extends keyof Contract[A]> = { readonly [K in N]: Work<Contract[A][K]> }

type Cancellable<W> = W extends (input: infer I, by: By) => infer O ? (input: I, by: By, signal: AbortSignal) => O : never

/** Handlers of queries that take long: they end where the signal says that nobody waits any more. */
export type LongHandlers<A extends keyof Contract, N extends keyof Contract[A]> = {
  readonly [K in N]: Cancellable<Work<Contract[A][K]>>
}
export type { By }
