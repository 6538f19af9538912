/** A console that only remembers what it was called with; for tests of what stands in front of it. */
import type { Console } from '../../main/app/console.ts'
import type { Actor } from '../../shared/model/access.ts'
import type { Changes } from '../../shared/contract/live.ts'
import type { ConsoleStatus } from '../../shared/model/settings.ts'

export const IDLE_STATUS: ConsoleStatus = {
  workers: { core: 'running', reader: 'running', archive: 'running', simulator: null, traps: 'running', sender: 'running' },
  restarts: {},
  poll: { devices: 0, answering: 0, missed: 0, inFlight: 0, lastReadingAt: null },
  store: { operations: 'ok', history: 'ok', detail: null, room: 'ok' },
  isolated: false,
}

export type FakeCall = { path: string; input: unknown; actor: Actor; signal?: AbortSignal }
export type FakeConsole = Console & {
  calls: FakeCall[]
  tokens: Map<string, Actor>
  /** What the next calls answer. */
  answer: (path: string, input: unknown) => unknown
  emit: (changes: Changes) => void
  listeners: () => number
}

export function fakeConsole(): FakeConsole {
  const listeners = new Set<(changes: Changes) => void>()
  const self: FakeConsole = {
    calls: [],
    tokens: new Map(),
    answer: () => ({ ok: true }),
    emit: (changes) => {
      for (const listener of listeners) listener(changes)
    },
    listeners: () => listeners.size,
    call: async (path, input, actor, signal) => {
      const name = path.join('.')
      self.calls.push({ path: name, input, actor, ...(signal ? { signal } : {}) })
      return self.answer(name, input)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    dataset: () => ({ kind: 'branch', folder: '/nowhere', branchName: 'Thử' }),
    status: () => IDLE_STATUS,
    token: async (secret) => self.tokens.get(secret) ?? null,
    scrape: async () => 'shut',
    close: async () => {},
  }
  return self
}
