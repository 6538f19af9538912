/** The contract as functions: `api.stations.get({ id })`, and the two hooks that screens read and command with. */
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient, InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import {
  QueryClient,
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import type { Contract } from '../../shared/contract/contract.ts'
import { openLine, type Link } from './connection.ts'

const link: Link = { call: async (path, input, options) => (await openLine()).call(path, input, options) }
export const api: ContractRouterClient<Contract> = createORPCClient(link)

export type Inputs = InferContractRouterInputs<Contract>
export type Outputs = InferContractRouterOutputs<Contract>
type Areas = Exclude<keyof Contract, 'live'>
/** A procedure by its path, e.g. 'stations.get'. */
export type Path = { [A in Areas]: `${A}.${keyof Contract[A] & string}` }[Areas]
export type InputOf<P extends Path> = P extends `${infer A extends Areas}.${infer B}`
  ? B extends keyof Inputs[A]
    ? Inputs[A][B]
    : never
  : never
export type OutputOf<P extends Path> = P extends `${infer A extends Areas}.${infer B}`
  ? B extends keyof Outputs[A]
    ? Outputs[A][B]
    : never
  : never

/** Calls a procedure by its path. */
export async function call<P extends Path>(path: P, input: InputOf<P>, signal?: AbortSignal): Promise<OutputOf<P>> {
  const line = await openLine()
  return (await line.call(path.split('.'), input, { context: {}, signal })) as OutputOf<P>
}

/** The cache key of a procedure and its input; the key of all inputs is `[area, name]`. */
export function keyOf(path: Path, input?: unknown): readonly unknown[] {
  return input === undefined ? path.split('.') : [...path.split('.'), input]
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      retry: 1,
      refetchOnWindowFocus: false,
      structuralSharing: true,
    },
    mutations: { networkMode: 'always', retry: 0 },
  },
})

export type ReadOptions = {
  /** False waits with asking. */
  enabled?: boolean
  /** Keeps the last answer on screen while another input is asked for. */
  keep?: boolean
  staleTime?: number
  refetchInterval?: number
}

/** Reads a query of the contract and keeps it fresh: live changes patch or invalidate it by its path. */
export function useRead<P extends Path>(path: P, input?: InputOf<P>, options: ReadOptions = {}): UseQueryResult<OutputOf<P>> {
  return useQuery({
    queryKey: keyOf(path, input),
    queryFn: ({ signal }) => call(path, input as InputOf<P>, signal),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData<OutputOf<P>> } : {}),
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
    ...(options.refetchInterval === undefined ? {} : { refetchInterval: options.refetchInterval }),
  })
}

/** A command of the contract. `refresh` names the paths whose answers it changes. Errors stay with the caller: see `failureOf`. */
export function useCommand<P extends Path>(
  path: P,
  options: { refresh?: readonly Path[]; onDone?: (output: OutputOf<P>, input: InputOf<P>) => void } = {},
): UseMutationResult<OutputOf<P>, Error, InputOf<P>> {
  const cache = useQueryClient()
  return useMutation<OutputOf<P>, Error, InputOf<P>>({
    mutationFn: (input) => call(path, input),
    onSuccess: async (output, input) => {
      options.onDone?.(output, input)
      await Promise.all((options.refresh ?? []).map((one) => cache.invalidateQueries({ queryKey: keyOf(one) })))
    },
  })
}
