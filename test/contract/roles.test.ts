/** Every procedure of the contract × every role: the role that may comes through to the console, the one that may not is refused before its input is looked at. */
import { createRouterClient, ORPCError, type AnyRouter } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { createRouter, type Context } from '../../main/app/router.ts'
import { refuse } from '../../shared/model/refusal.ts'
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
      expect(['core', 'reader', 'archive', 'host']).toContain(meta.place)
    }
  })

  it('lets nobody below technician change anything but leave a session', () => {
    const loose = all.filter(({ meta, name }) => meta.kind === 'command' && meta.role === 'viewer' && name !== 'session.end')
    expect(loose.map(({ name }) => name)).toEqual([])
  })
})

const schemaOf = (procedure: Walked): unknown => {
  const schema = inputSchema(procedure)
  return schema ? sample(schema) : undefined
}

// Leaving a session never comes to the console; it has a test of its own below.
const reaching = all.filter(({ name }) => name !== 'session.end')

describe.each(reaching.map((procedure) => [procedure.name, procedure] as const))('%s', (name, procedure) => {
  const may = Role.options.filter((role) => allows(role, procedure.meta.role))
  const mayNot = Role.options.filter((role) => !allows(role, procedure.meta.role))
  const schema = inputSchema(procedure)

  for (const role of mayNot) {
    it(`refuses ${role}, whatever the input`, async () => {
      const console = fakeConsole()
      const call = caller(console, procedure, role)
      const forbidden = await errorOf(call(schemaOf(procedure)))
      expect(forbidden.code).toBe('FORBIDDEN')
      expect(forbidden.status).toBe(403)
      expect(forbidden.data.phrase.key).toBe('error.access.forbidden')
      // Garbage is refused for the role first: a caller learns nothing about the input.
      expect((await errorOf(call({ garbage: 1 }))).code).toBe('FORBIDDEN')
      expect(console.calls).toEqual([])
    })
  }

  for (const role of procedure.meta.kind === 'stream' ? may : []) {
    it(`streams to ${role} until the caller leaves`, async () => {
      const console = fakeConsole()
      const end = new AbortController()
      const stream = (await caller(console, procedure, role)(undefined, { signal: end.signal })) as AsyncGenerator<{ status: unknown }>
      expect((await stream.next()).value?.status).toEqual(console.status())
      expect(console.listeners()).toBe(1)
      end.abort()
      await stream.return(undefined)
      expect(console.listeners()).toBe(0)
    })
  }

  for (const role of procedure.meta.kind === 'stream' ? [] : may) {
    it(`passes the call of ${role} to the console`, async () => {
      const console = fakeConsole()
      const input = schemaOf(procedure)
      await caller(console, procedure, role)(input)
      expect(console.calls).toEqual([{ path: name, input: schema?.parse(input), actor: { name: 'người thử', role } }])
    })
  }

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

describe('the router', () => {
  const named = (name: string): Walked => all.find((procedure) => procedure.name === name) as Walked

  it('ends a session through its host alone', async () => {
    const console = fakeConsole()
    let left = 0
    const answer = await caller(console, named('session.end'), 'viewer', { leave: () => (left += 1) })(undefined)
    expect(answer).toEqual({ ok: true })
    expect(left).toBe(1)
    expect(console.calls).toEqual([])
  })

  it('says which host it is', async () => {
    const console = fakeConsole()
    console.answer = () => ({ name: 'x' })
    expect(await caller(console, named('session.me'), 'viewer', { host: 'desktop' })(undefined)).toEqual({ name: 'x', host: 'desktop' })
  })

  it('turns a refusal into the error of its code, with its data', async () => {
    const console = fakeConsole()
    console.answer = () => refuse('CONFLICT', 'conflict', undefined, { current: { id: 3 } })
    const error = await errorOf(caller(console, named('stations.get'), 'viewer')({ id: 3 }))
    expect([error.code, error.status, error.defined]).toEqual(['CONFLICT', 409, true])
    expect(error.data).toMatchObject({ phrase: { key: 'error.conflict' }, current: { id: 3 } })
  })
})
