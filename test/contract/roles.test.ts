/** Every procedure of the contract × every role: the role that may comes through to the console, the one that may not is refused before its input is looked at. */
import { createRouterClient, ORPCError, type AnyRouter } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { createRouter, type Context } from '../../main/app/router.ts'
import { allows, Role } from '../../shared/model/access.ts'
import { fakeConsole, type FakeConsole } from '../support/fake-console.ts'
import { inputSchema, procedures, sample, type Walked } from './walk.ts'

type Caller = (input: unknown, options?: { signal?: AbortSignal }) => Promise<unknown>

function caller(console: FakeConsole, procedure: Walked, role: Role, context: Partial<Context> = {}): Caller {
  const client = createRouterClient(createRouter(console) as AnyRouter, {
    context: { actor: { name: 'người thử', role }, host: 'web', ...context },
  })
  return procedure.path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], client) as Caller
}

async function errorOf(
  work: Promise<unknown>,
): Promise<ORPCError<string, { phrase: { key: string }; issues?: { path: string; phrase: { key: string } }[] }>> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ORPCError)
  return error as ORPCError<string, { phrase: { key: string }; issues?: { path: string; phrase: { key: string } }[] }>
}

const all = procedures()

describe('the contract', () => {
  it('has procedures with a role, a kind and a place each', () => {
    expect(all.length).toBeGreaterThan(45)
    for (const { meta } of all) {
      expect(Role.options).toContain(meta.role)
      expect(['query', 'command', 'stream']).toContain(meta.kind)
      expect(['core', 'reader', 'host']).toContain(meta.place)
    }
  })

  it('lets nobody below technician change anything but leave a session', () => {
    const loose = all.filter(({ meta, name }) => meta.kind === 'command' && meta.role === 'viewer' && name !== 'session.end')
    expect(loose.map(({ name }) => name)).toEqual([])
  })
})

describe.each(all.map((procedure) => [procedure.name, procedure] as const))('%s', (name, procedure) => {
  it.each(Role.options)('as %s', async (role) => {
    const console = fakeConsole()
    const schema = inputSchema(procedure)
    const input = schema ? sample(schema) : undefined
    const call = caller(console, procedure, role)
    if (!allows(role, procedure.meta.role)) {
      const forbidden = await errorOf(call(input))
      expect(forbidden.code).toBe('FORBIDDEN')
      expect(forbidden.status).toBe(403)
      expect(forbidden.data.phrase.key).toBe('error.access.forbidden')
      // Garbage is refused for the role first: a caller learns nothing about the input.
      expect((await errorOf(call({ garbage: 1 }))).code).toBe('FORBIDDEN')
      expect(console.calls).toEqual([])
      return
    }
    if (procedure.meta.kind === 'stream') {
      const end = new AbortController()
      const stream = (await call(input, { signal: end.signal })) as AsyncGenerator<{ status: unknown }>
      expect((await stream.next()).value?.status).toEqual(console.status())
      expect(console.listeners()).toBe(1)
      end.abort()
      await stream.return(undefined)
      expect(console.listeners()).toBe(0)
      return
    }
    await call(input)
    if (name === 'session.end') return
    expect(console.calls).toEqual([{ path: name, input: schema ? schema.parse(input) : undefined, actor: { name: 'người thử', role } }])
  })

  const schema = inputSchema(procedure)
  if (!schema) return
  it('refuses garbage with a sentence for each field, none of them the schema library’s', async () => {
    const console = fakeConsole()
    for (const garbage of [
      undefined,
      null,
      'x',
      7,
      [],
      { id: 'x', version: {}, series: 3, targets: 'all', name: 9 },
      { id: -1, kind: 'zz' },
    ]) {
      if (schema.safeParse(garbage).success) continue
      const invalid = await errorOf(caller(console, procedure, 'admin')(garbage))
      expect(invalid.code).toBe('INVALID')
      expect(invalid.status).toBe(422)
      expect(invalid.data.issues?.length).toBeGreaterThan(0)
      for (const issue of invalid.data.issues ?? []) expect(issue.phrase.key).toMatch(/^error\.field\./)
    }
    expect(console.calls).toEqual([])
  })
})
