/** The router of the whole contract, made from the contract itself: authorise, read the input, pass it to the console. */
import { implement, ORPCError, type Router } from '@orpc/server'
import { isContractProcedure, type AnyContractProcedure } from '@orpc/contract'
import { contract, type Contract } from '../../shared/contract/contract.ts'
import { ERRORS, type ProcedureMeta } from '../../shared/contract/procedure.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/model/refusal.ts'
import { say, translator } from '../../shared/i18n/words.ts'
import type { Actor } from '../../shared/model/access.ts'
import { authorise, readInput } from './authorise.ts'
import { changesOf } from './changes.ts'
import type { Console } from './console.ts'

/** Who calls and through which host. A host makes one for each window, session or token. */
export type Context = {
  readonly actor: Actor
  readonly host: 'desktop' | 'web'
  /** Ends the caller's session, where the host has such a thing. */
  readonly leave?: () => void
  /** Counts a call; false where the caller has made too many of late. */
  readonly admit?: () => boolean
}
export type ConsoleRouter = Router<Contract, Context>

const english = translator('en')

/** Input is read by `readInput` (after the role is known), and workers answer what the output schema made of their rows. */
const UNCHECKED = { initialInputValidationIndex: Number.NaN, initialOutputValidationIndex: Number.NaN }

type Call = { context: Context; input: unknown; signal?: AbortSignal }

/** Builds the router that every host serves. `now` is the wall clock, for the first batch of a stream. */
export function createRouter(console: Console, now: () => number = Date.now): ConsoleRouter {
  const build = (node: object, path: readonly string[]): unknown => {
    if (isContractProcedure(node)) return procedure(node, path)
    return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, build(child as object, [...path, name])]))
  }

  const procedure = (definition: AnyContractProcedure, path: readonly string[]): unknown => {
    const meta = definition['~orpc'].meta as ProcedureMeta
    const admit = ({ context, input }: Call): unknown => {
      if (context.admit && !context.admit()) throw asError(refuse('TOO_MANY', 'access.tooMany'))
      const forbidden = authorise(meta, context.actor)
      if (forbidden) throw asError(forbidden)
      const read = readInput(definition, input)
      if (isRefusal(read)) throw asError(read)
      return read.value
    }
    const builder = implement(definition, UNCHECKED).$context<Context>()
    if (meta.kind === 'stream') {
      return builder.handler((call: Call) => {
        admit(call)
        return changesOf(console, call.signal, now)
      })
    }
    return builder.handler((call: Call) => run(console, path, admit(call), call.context, meta.kind === 'query' ? call.signal : undefined))
  }

  return build(contract, []) as ConsoleRouter
}

async function run(console: Console, path: readonly string[], input: unknown, context: Context, signal?: AbortSignal): Promise<unknown> {
  const name = path.join('.')
  if (name === 'session.end') {
    context.leave?.()
    return { ok: true }
  }
  const answer = await console.call(path, input, context.actor, signal)
  if (isRefusal(answer)) throw asError(answer)
  // Only the host knows what it is; the console answers the rest.
  return name === 'session.me' ? { ...(answer as object), host: context.host } : answer
}

/** The error of the contract that a refusal stands for. */
export function asError(refusal: Refusal): ORPCError<string, unknown> {
  const { status } = ERRORS[refusal.refused]
  // The message is for scripts and logs; screens put the phrase into their own language.
  return new ORPCError(refusal.refused, { defined: true, status, message: say(english, refusal.data.phrase), data: refusal.data })
}
