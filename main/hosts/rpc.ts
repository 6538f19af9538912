/** The handler under every live transport (WebSocket, message port). It trusts that answers are plain JSON and columns, which the contract's schemas have made sure of. */
import { StandardRPCJsonSerializer, StandardRPCSerializer, type StandardRPCCustomJsonSerializer } from '@orpc/client/standard'
import { StandardHandler, StandardRPCCodec, StandardRPCMatcher } from '@orpc/server/standard'
import { COLUMN_KINDS, type AnyColumn } from '../../shared/contract/columns.ts'
import type { ProcedureMeta } from '../../shared/contract/procedure.ts'
import type { ConsoleRouter, Context } from '../app/router.ts'

/**
 * oRPC walks every value of an answer in search of dates and the like: 45 ms of the host thread for ten thousand devices.
 * No schema of the contract knows any but JSON's own kinds, so answers go out as they are; what comes in is still read in full.
 */
class PlainSerializer extends StandardRPCJsonSerializer {
  override serialize(data: unknown): ReturnType<StandardRPCJsonSerializer['serialize']> {
    return [data, [], [], []]
  }
}

/** Only for the way out: nobody sends columns in. Every machine that this runs on keeps numbers little-endian. */
const COLUMNS: StandardRPCCustomJsonSerializer[] = [...COLUMN_KINDS].map(([type, kind]) => ({
  type,
  condition: kind.is,
  serialize: ({ buffer, byteOffset, byteLength }: AnyColumn) => Buffer.from(buffer, byteOffset, byteLength).toString('base64'),
  deserialize: (data: unknown) => data,
}))

/** Answers with columns are few and small beside them: these are walked. */
class Codec extends StandardRPCCodec {
  readonly #withColumns = new StandardRPCCodec(new StandardRPCSerializer(new StandardRPCJsonSerializer({ customJsonSerializers: COLUMNS })))

  override encode(...answer: Parameters<StandardRPCCodec['encode']>): ReturnType<StandardRPCCodec['encode']> {
    const meta = answer[1]['~orpc'].meta as ProcedureMeta
    return meta.columns ? this.#withColumns.encode(...answer) : super.encode(...answer)
  }
}

export function rpcHandler(router: ConsoleRouter): StandardHandler<Context> {
  return new StandardHandler<Context>(router, new StandardRPCMatcher(), new Codec(new StandardRPCSerializer(new PlainSerializer())), {})
}
