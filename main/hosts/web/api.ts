/** The contract as HTTP and JSON for scripts and other systems, with its OpenAPI document. Off until an access token exists. */
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { Hono } from 'hono'
import type { StandardRPCCustomJsonSerializer } from '@orpc/client/standard'
import { Marks, Numbers, Wholes, type AnyColumn } from '../../../shared/contract/columns.ts'
import { contract } from '../../../shared/contract/contract.ts'
import { refuse, type Refusal } from '../../../shared/model/refusal.ts'
import type { Actor } from '../../../shared/model/access.ts'
import type { Console } from '../../app/console.ts'
import { asError, type ConsoleRouter, type Context } from '../../app/router.ts'
import { bearerSecret } from './bearer.ts'
import { limitBody } from './body.ts'
import { buckets } from './rate.ts'
import { inWords } from './words.ts'

const BODY_AT_MOST = 10 * 1024 * 1024

type ConverterInterceptor = NonNullable<NonNullable<ConstructorParameters<typeof ZodToJsonSchemaConverter>[0]>['interceptors']>[number]

/** Asks on the console's own behalf whether any token exists. */
const DOORKEEPER: Actor = { name: 'web', role: 'admin' }

/** Columns as scripts read them; NaN becomes null like everywhere in JSON. */
const PLAIN_ARRAYS: StandardRPCCustomJsonSerializer = {
  type: 100,
  condition: (data) => ArrayBuffer.isView(data),
  serialize: (data: AnyColumn) => Array.from(data),
  deserialize: (data: unknown) => data,
}

export type ApiParts = {
  console: Console
  router: ConsoleRouter
  url: string
  version: string
  hasSession: (cookie: string | undefined) => boolean
  now: () => number
}

export function createApi(parts: ApiParts): Hono<{ Variables: { actor: Actor } }> {
  const { console, router, now } = parts
  const handler = new OpenAPIHandler<Context>(router, { customJsonSerializers: [PLAIN_ARRAYS] })
  const calls = buckets(400, 80, now)
  const guesses = buckets(20, 0.2, now)
  let document: Promise<unknown> | null = null
  const api = new Hono<{ Variables: { actor: Actor } }>()

  api.use(async (c, next) => {
    await next()
    if (c.res.status >= 400) c.res = await inWords(c.res, c.req.header('accept-language'))
  })

  api.get('/openapi.json', async (c) => {
    const actor = await bearer(c.req.header('authorization'))
    if (!actor && !parts.hasSession(c.req.header('cookie'))) return answer(await noActor(c.req.header('authorization')))
    document ??= describe(parts.url, parts.version)
    return c.json((await document) as object)
  })

  // Who calls comes first: nobody's body is read before that is known.
  api.use('/*', async (c, next) => {
    const actor = await bearer(c.req.header('authorization'))
    if (!actor) return answer(await noActor(c.req.header('authorization')))
    if (!calls.take(actor.name)) return answer(refuse('TOO_MANY', 'access.tooMany'))
    c.set('actor', actor)
    return next()
  })
  api.use(
    '/*',
    limitBody(BODY_AT_MOST, () => answer(refuse('INVALID', 'access.tooLarge'), 413)),
  )

  api.all('/*', async (c) => {
    const { actor } = c.var
    const { matched, response } = await handler.handle(c.req.raw, { prefix: '/api', context: { actor, host: 'web' } })
    return matched ? response : answer(refuse('NOT_FOUND', 'web.notFound'))
  })

  const bearer = async (header: string | undefined): Promise<Actor | null> => {
    const secret = bearerSecret(header)
    return secret ? console.token(secret) : null
  }

  const noActor = async (header: string | undefined): Promise<Refusal> => {
    // Guessing is slowed for everybody at once: there is one secret space and few callers.
    if (header && !guesses.take('all')) return refuse('TOO_MANY', 'access.tooMany')
    const tokens = await console.call(['tokens', 'list'], undefined, DOORKEEPER)
    const off = Array.isArray(tokens) && tokens.length === 0
    return off ? refuse('NOT_FOUND', 'web.apiOff') : refuse('UNAUTHORIZED', 'web.apiToken')
  }

  return api
}

function answer(refusal: Refusal, status?: number): Response {
  const error = asError(refusal)
  return Response.json(error.toJSON(), { status: status ?? error.status })
}

const COLUMN_ITEMS = new Map<unknown, object>([
  [Numbers, { type: ['number', 'null'] }],
  [Wholes, { type: 'integer' }],
  [Marks, { type: 'integer' }],
])

/** A column is no JSON by itself: the document says what scripts get. */
const columnSchema: ConverterInterceptor = (options) => {
  const items = COLUMN_ITEMS.get(options.schema)
  return items ? [true, { type: 'array', items }] : options.next()
}

function describe(url: string, version: string): Promise<unknown> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter({ interceptors: [columnSchema] })] })
  return generator.generate(contract, {
    info: { title: 'Branchwatch', version },
    servers: [{ url: `${url}/api` }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  })
}
