/** The worker's end of the line: answers calls by name, hears what it is told, and ends when asked. */
import { parentPort } from 'node:worker_threads'
import { contract } from '../../shared/contract/contract.ts'
import type { z } from 'zod'
import { isContractProcedure, type AnyContractProcedure } from '@orpc/contract'
import { isRefusal, type Refusal } from '../../shared/model/refusal.ts'
import type { ProcedureMeta } from '../../shared/contract/procedure.ts'
import { storeRefusal } from '../store/problem.ts'
import type { By } from '../store/store.ts'
import { buffersOf } from './handover.ts'
import type { FromWorker, ToWorker } from './protocol.ts'

/** A procedure's work: input as its schema read it, who asks when, and what says that a query's answer is not waited for any more. */
export type Handler = (input: never, by: By, signal: AbortSignal) => unknown
export type Served = {
  /** Null where there is no such procedure here. */
  handler(name: string): Handler | null
  tell?(name: string, value: unknown): void
  /** A call could not be done because of the file or the disk. */
  refused?(refusal: Refusal): void
  close(): Promise<void> | void
}

const port = parentPort

/** The queries that are being answered, by the ids of their calls. */
const queries = new Map<number, AbortController>()
const NEVER = new AbortController().signal

function post(message: FromWorker, handedOver: ArrayBuffer[] = []): void {
  port?.postMessage(message, handedOver)
}

export function postEvent(name: string, value: unknown): void {
  post({ type: 'event', name, value })
}

/** Begins to answer; says "ready" to the host thread. */
export function serve(served: Served, now: () => number): void {
  port?.on('message', (message: ToWorker) => {
    if (message.type === 'call') void answer(served, message, now())
    else if (message.type === 'cancel') queries.get(message.id)?.abort()
    else if (message.type === 'tell') served.tell?.(message.name, message.value)
    else if (message.type === 'ping') post({ type: 'pong' })
    else void end(served)
  })
  post({ type: 'ready' })
}

async function answer(served: Served, call: Extract<ToWorker, { type: 'call' }>, at: number): Promise<void> {
  const { id, name } = call
  const procedure = procedureOf(name)
  const isQuery = procedure === null || metaOf(procedure).kind === 'query'
  const cancel = isQuery ? new AbortController() : null
  if (cancel) queries.set(id, cancel)
  try {
    const handler = served.handler(name)
    if (!handler) throw new Error(`no handler for ${name}`)
    const result = await handler(call.input as never, { actor: call.actor, at }, cancel?.signal ?? NEVER)
    if (cancel?.signal.aborted) return
    if (isRefusal(result)) {
      served.refused?.(result)
      return post({ type: 'answer', id, value: result })
    }
    const value = fit(procedure, result)
    post({ type: 'answer', id, value }, procedure && metaOf(procedure).columns ? buffersOf(value) : [])
  } catch (error) {
    // What the disk does not take is no defect: nothing was committed, and the caller is told why.
    const refused = storeRefusal(error)
    if (refused) {
      served.refused?.(refused)
      return post({ type: 'answer', id, value: refused })
    }
    post({ type: 'defect', id, name, message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    // A command that threw may have left memory and disk apart: this thread's memory is not to be trusted any more.
    if (!isQuery) setImmediate(() => process.exit(1))
  } finally {
    queries.delete(id)
  }
}

/** The answer as the contract has it: nothing more goes out than the schema names. */
function fit(procedure: AnyContractProcedure | null, result: unknown): unknown {
  const schema = procedure?.['~orpc'].outputSchema as z.ZodType | undefined
  return schema ? schema.parse(result) : result
}

function metaOf(procedure: AnyContractProcedure): ProcedureMeta {
  return procedure['~orpc'].meta as ProcedureMeta
}

function procedureOf(name: string): AnyContractProcedure | null {
  let node: unknown = contract
  for (const key of name.split('.')) node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined
  return isContractProcedure(node) ? node : null
}

async function end(served: Served): Promise<void> {
  await served.close()
  post({ type: 'closed' })
  // Not by closing the port: a request still on its way to a silent device would keep the thread for all its tries.
  setImmediate(() => process.exit(0))
}
