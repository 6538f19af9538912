/** The line to a worker: answers, refusals, defects, deaths and the clean end, against real threads. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openLine, type Line } from '../../../main/app/line.ts'
import type { State } from '../../../main/app/keeper.ts'

const ACTOR = { name: 'người thử', role: 'viewer' as const }
let line: Line | null = null
afterEach(async () => {
  await line?.close()
  line = null
})

function rig(startsBadly: () => boolean = () => false, beatMs?: number) {
  const states: State[] = []
  const events: [string, unknown][] = []
  const log: string[] = []
  line = openLine({
    name: 'test',
    url: new URL('./worker.ts', import.meta.url),
    data: () => ({ startsBadly: startsBadly() }),
    pauses: [10, 20, 30],
    beatMs,
    onState: (state) => states.push(state),
    onEvent: (name, value) => events.push([name, value]),
    log: ({ message, detail }) => log.push(`${message} ${String(detail)}`),
  })
  return { line, states, events, log }
}

describe('a call', () => {
  it('is answered with its input, its actor and the worker’s own time', async () => {
    const { line } = rig()
    expect(await line.call('test.echo', { a: 1 }, ACTOR)).toEqual({ input: { a: 1 }, actor: ACTOR, at: 1234 })
  })

  it('may be refused, by the handler or by a full disk', async () => {
    const { line } = rig()
    expect(await line.call('test.refuse', null, ACTOR)).toMatchObject({ refused: 'NOT_FOUND' })
    expect(await line.call('test.diskFull', null, ACTOR)).toMatchObject({
      refused: 'UNAVAILABLE',
      data: { phrase: { key: 'error.store.full' } },
    })
  })

  it('brings back what the contract names and nothing more', async () => {
    const { line } = rig()
    expect(await line.call('settings.get', undefined, ACTOR)).not.toHaveProperty('secret')
  })

  it('that finds a defect in a query throws, is logged, and the worker lives', async () => {
    const { line, log, states } = rig()
    await expect(line.call('tokens.list', undefined, ACTOR)).rejects.toThrow('defect in tokens.list')
    await expect(line.call('no.such', undefined, ACTOR)).rejects.toThrow('defect in no.such')
    expect(log.join('\n')).toContain('tokens.list failed')
    expect(await line.call('test.echo', 1, ACTOR)).toMatchObject({ input: 1 })
    expect(states).toEqual(['running'])
  })

  it('that finds a defect in a command ends the worker, which comes back', async () => {
    const { line, states } = rig()
    await expect(line.call('settings.update', {}, ACTOR)).rejects.toThrow('defect in settings.update')
    await vi.waitFor(() => expect(states).toEqual(['running', 'restarting', 'running']), 5000)
    expect(line.restarts()).toBe(1)
  })

  it('under way when the worker dies is refused; one made meanwhile waits for the next', async () => {
    const { line } = rig()
    await line.whenRunning(5000)
    const waiting = line.call('test.wait', null, ACTOR)
    await line.call('test.die', null, ACTOR)
    expect(await waiting).toMatchObject({ refused: 'UNAVAILABLE', data: { phrase: { key: 'error.access.lost' } } })
    expect(await line.call('test.echo', 2, ACTOR)).toMatchObject({ input: 2 })
  })
})

describe('a query that nobody waits for any more', () => {
  const CANCELLED = { refused: 'UNAVAILABLE', data: { phrase: { key: 'error.access.cancelled' } } }
  const named = (events: [string, unknown][], name: string) => events.filter(([one]) => one === name).length

  it('is refused at once and its work ends; short ones are answered beside it', async () => {
    const { line, events, states, log } = rig()
    const controllers = [new AbortController(), new AbortController()]
    const long = controllers.map(({ signal }) => line.call('test.long', null, ACTOR, signal))
    await vi.waitFor(() => expect(named(events, 'under way')).toBe(2), 5000)
    expect(await line.call('test.echo', 1, ACTOR)).toMatchObject({ input: 1 })
    controllers[0]!.abort()
    expect(await long[0]).toMatchObject(CANCELLED)
    await vi.waitFor(() => expect(named(events, 'ended')).toBe(1), 5000)
    expect(await line.call('test.echo', 2, ACTOR)).toMatchObject({ input: 2 })
    expect(named(events, 'ended')).toBe(1)
    controllers[1]!.abort()
    expect(await long[1]).toMatchObject(CANCELLED)
    await vi.waitFor(() => expect(named(events, 'ended')).toBe(2), 5000)
    expect([states, log]).toEqual([['running'], []])
  })

  it('is not even begun where it was taken back before', async () => {
    const { line, events } = rig()
    expect(await line.call('test.long', null, ACTOR, AbortSignal.abort())).toMatchObject(CANCELLED)
    await line.whenRunning(5000)
    // The call and its end reach the worker together.
    const controller = new AbortController()
    const long = line.call('test.long', null, ACTOR, controller.signal)
    controller.abort()
    expect(await long).toMatchObject(CANCELLED)
    expect(await line.call('test.echo', 1, ACTOR)).toMatchObject({ input: 1 })
    expect(named(events, 'under way')).toBe(0)
  })

  it('may have been answered already, or be of a worker that died', async () => {
    const { line, states } = rig()
    const controller = new AbortController()
    expect(await line.call('test.echo', 1, ACTOR, controller.signal)).toMatchObject({ input: 1 })
    const long = line.call('test.long', null, ACTOR, controller.signal)
    await line.call('test.die', null, ACTOR)
    expect(await long).toMatchObject({ data: { phrase: { key: 'error.access.lost' } } })
    controller.abort()
    await vi.waitFor(() => expect(states).toEqual(['running', 'restarting', 'running']), 5000)
    expect(await line.call('test.echo', 2, ACTOR)).toMatchObject({ input: 2 })
  })
})

describe('a worker', () => {
  it('that cannot start counts as failed after some tries, refuses calls, and is closed in time', async () => {
    const { line, states, log } = rig(() => true)
    await vi.waitFor(() => expect(line.state()).toBe('failed'), 10_000)
    expect(states).toEqual(['restarting', 'failed'])
    expect(log.join('\n')).toContain('cannot start')
    expect(await line.call('test.echo', 1, ACTOR)).toMatchObject({
      refused: 'UNAVAILABLE',
      data: { phrase: { key: 'error.access.restarting' } },
    })
  })

  it('that starts badly once works at the second try', async () => {
    let tries = 0
    const { line, states } = rig(() => tries++ === 0)
    expect(await line.whenRunning(5000)).toBe(true)
    expect(states).toEqual(['restarting', 'running'])
  })

  it('that hangs is noticed, ended and started again', async () => {
    const { line, log, states } = rig(undefined, 150)
    expect(await line.call('test.hang', null, ACTOR)).toMatchObject({
      refused: 'UNAVAILABLE',
      data: { phrase: { key: 'error.access.lost' } },
    })
    expect(log.join('\n')).toContain('test worker does not answer')
    expect(await line.call('test.echo', 3, ACTOR)).toMatchObject({ input: 3 })
    expect(states).toEqual(['running', 'restarting', 'running'])
  })

  it('hears what it is told and is asked before it is ended', async () => {
    const { line: opened, events, states } = rig()
    await opened.whenRunning(5000)
    opened.tell('port', 161)
    await vi.waitFor(() => expect(events).toContainEqual(['told', { name: 'port', value: 161 }]))
    await opened.close()
    expect(events).toContainEqual(['closing', null])
    expect(states.at(-1)).toBe('stopped')
    expect(await opened.call('test.echo', 1, ACTOR)).toMatchObject({ refused: 'UNAVAILABLE' })
  }, 10_000)
})
