/** What the tests of bad answers share: agents that end with their test, and the two ways in which we ask. */
import { afterEach } from 'vitest'
import { ObjectList } from '../../main/snmp/prepared.ts'
import type { AgentSession } from '../../main/snmp/session.ts'
import type { Exchange } from '../../main/snmp/target.ts'
import type { Varbind } from '../../main/snmp/value.ts'
import { fakeAgent, type FakeAgent } from '../integration/snmp-fake-agent.ts'
import { v3Agent, type V3Agent } from './v3-fake-agent.ts'

/** What ends with the test of the file that calls this, the latest first; and agents that do. */
export function endings() {
  const ending: (() => void | Promise<void>)[] = []
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end()
  })
  const kept = <A extends { close(): void | Promise<void> }>(agent: A): A => {
    ending.push(() => agent.close())
    return agent
  }
  return {
    ending,
    community: async (handle: Parameters<typeof fakeAgent>[0]): Promise<FakeAgent> => kept(await fakeAgent(handle)),
    secure: async (start: Parameters<typeof v3Agent>[0] = {}): Promise<V3Agent> => kept(await v3Agent(start)),
  }
}

export const read = (got: Exchange<Varbind[]>): (string | null)[] | string =>
  got.outcome === 'ok' ? got.value.map((v) => v.value.raw) : got.outcome

/** Interactive requests go through the library, polls through prepared requests of our own: both must stand. */
export const WAYS: readonly (readonly [string, (session: AgentSession, oids: string[]) => Promise<(string | null)[] | string>])[] = [
  ['asked through the library', async (session, oids) => read(await session.get(oids))],
  [
    'polled',
    async (session, oids) => {
      const got = await session.line.get(new ObjectList(oids))
      return got.outcome === 'ok' ? oids.map((_, slot) => got.value.value(slot).raw) : got.outcome
    },
  ],
]
