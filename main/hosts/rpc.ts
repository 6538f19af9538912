/** The handler under every live transport (WebSocket, message port). It trusts that answers are plain JSON, which the contract's schemas have made sure of. */
import { StandardRPCJsonSerializer, StandardRPCSerializer } from '@orpc/client/standard'
import { StandardHandler, StandardRPCCodec, StandardRPCMatcher } from '@orpc/server/standard'
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

export function rpcHandler(router: ConsoleRouter): StandardHandler<Context> {
  return new StandardHandler<Context>(
    router,
    new StandardRPCMatcher(),
    new StandardRPCCodec(new StandardRPCSerializer(new PlainSerializer())),
    {},
  )
}
