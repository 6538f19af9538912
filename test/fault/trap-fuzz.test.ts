/** A hostile trap sender: bent traps and informs of all versions at the real receiver, while genuine ones are taken and devices go on being polled. */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { afterAll, describe, expect, test } from 'vitest'
import type { Secret } from '../../shared/model/device.ts'
import type { TrapSettings } from '../../shared/model/trap.ts'
import { numberValue, oidValue, textValue } from '../../main/snmp/value.ts'
import { encodeCommunity } from '../../main/snmp/wire/message.ts'
import { encodePdu, type Pdu } from '../../main/snmp/wire/pdu.ts'
import { closeAll, open, type Opened } from '../support/console.ts'
import { Chance, Mutator } from '../support/mutate.ts'
import { message, SECRET } from '../support/v3-fake-agent.ts'

const FIXED = 31_415
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000)
const COUNT = Number(process.env['FUZZ_COUNT'] ?? 8000)
const ENGINE = Buffer.from('80001f8880aabbccdd11223344', 'hex')
const own = { engine: ENGINE, boots: 3, time: 700 }
const LINK_DOWN = '1.3.6.1.6.3.1.1.5.3'

const varbinds = (n: number): Pdu['varbinds'] => [
  { oid: '1.3.6.1.2.1.1.3.0', value: numberValue('ticks', n) },
  { oid: '1.3.6.1.6.3.1.1.4.1.0', value: oidValue(LINK_DOWN) },
  { oid: '1.3.6.1.2.1.2.2.1.1.3', value: numberValue('integer', 3) },
  { oid: '1.3.6.1.2.1.31.1.1.1.18.3', value: textValue(Buffer.from('về Nà Hang')) },
]
const trapV2 = (n: number): Buffer => encodePdu({ type: 'trapV2', id: n, status: 0, index: 0, varbinds: varbinds(n) })
const inform = (n: number): Buffer => encodePdu({ type: 'inform', id: n, status: 0, index: 0, varbinds: varbinds(n) })
const trapV1 = (n: number): Buffer =>
  encodePdu({
    type: 'trapV1',
    enterprise: '1.3.6.1.4.1.2011',
    agent: '127.0.0.1',
    generic: 6,
    specific: n,
    uptime: n,
    varbinds: varbinds(n).slice(2),
  })
const PUBLIC = Buffer.from('public')
const GENUINE: readonly ((n: number) => Buffer)[] = [
  (n) => encodeCommunity(0, PUBLIC, trapV1(n)),
  (n) => encodeCommunity(1, PUBLIC, trapV2(n)),
  (n) => encodeCommunity(1, PUBLIC, inform(n)),
  (n) => message({ id: n, flags: 3, pdu: trapV2(n) }, own),
  (n) => message({ id: n, flags: 0, user: '', pdu: inform(n) }, own),
]

async function socketAt(address: string): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', sendBufferSize: 1 << 20 })
  socket.on('error', () => undefined)
  socket.bind(0, address)
  await once(socket, 'listening')
  return socket
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

afterAll(closeAll)

async function receiving(): Promise<Opened & { port: number }> {
  const opened = await open({ demo: 3, seed: 4 })
  const { client } = opened
  await client.devices.addCredential({ name: 'traps', secret: SECRET satisfies Secret })
  const settings: TrapSettings = await client.traps.settings()
  await client.traps.configure({ ...settings, port: 0, perSource: 10_000, total: 20_000 })
  const status = await opened.until('the receiver listens', async () => {
    const told = await client.traps.status()
    return told.state === 'listening' && told.port !== null && told.port !== settings.port && told
  })
  return { ...opened, port: status.port ?? 0 }
}

describe('a hostile trap sender', () => {
  test(
    'neither ends the receiver nor gets anything believed; genuine traps, informs and polls go on',
    async () => {
      process.stderr.write(`fuzz: hostile traps, seeds ${FIXED} and ${SEED}, ${COUNT} bent packets\n`)
      const opened = await receiving()
      const { client, console, port } = opened
      const before = {
        counters: (await client.traps.status()).counters,
        restarts: console.status().restarts,
      }
      const hostile = await Promise.all(['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.1.9'].map(socketAt))
      const honest = await socketAt('127.0.0.1')
      const answers: Buffer[] = []
      honest.on('message', (bytes) => void answers.push(bytes))
      /** An inform is sent until it is answered, as managers do; the answer also says that the receiver has come this far. */
      const informed = async (n: number): Promise<boolean> => {
        const before = answers.length
        for (let tries = 0; tries < 20; tries++) {
          honest.send(encodeCommunity(1, PUBLIC, inform(n)), port, '127.0.0.1')
          for (let waits = 0; waits < 50 && answers.length === before; waits++) await pause(5)
          if (answers.length > before) return true
        }
        return false
      }
      const mutators = [new Mutator(FIXED), new Mutator(SEED)]
      const chance = new Chance(SEED)
      let [genuine, unanswered] = [0, 0]
      const { host, port: at, credentialId, context } = (await client.devices.list())[0]!
      const device = { host, port: at, credentialId, context, profile: 'auto', elsewhere: false }
      const read: string[] = []
      let early = 0
      for (let n = 0; n < COUNT; n++) {
        const mutator = mutators[n % 2]!
        const packet = (chance.of(GENUINE) ?? GENUINE[0]!)(1_000_000 + n)
        const bent = mutator.mutate(packet).bytes
        if (!bent.equals(packet)) hostile[n % hostile.length]!.send(bent, port, '127.0.0.1', () => undefined)
        if (n % 50 === 0) {
          // One genuine v3 trap and one genuine inform in between.
          honest.send(message({ id: n + 1, flags: 3, pdu: trapV2(n + 1) }, own), port, '127.0.0.1')
          genuine += 1
          if (!(await informed(n + 1))) unanswered += 1
        }
        if (n % Math.floor(COUNT / 3) === 99) read.push((await client.devices.test(device)).outcome)
        if (n === Math.floor(COUNT / 4)) early = process.memoryUsage().rss
      }
      // The receiver tells its counts once a second.
      await pause(1500)
      const { counters, state } = await client.traps.status()
      const grown = (process.memoryUsage().rss - early) / 2 ** 20
      expect(state).toBe('listening')
      expect(console.status().restarts).toEqual(before.restarts)
      expect(unanswered).toBe(0)
      expect(counters.received - before.counters.received).toBeGreaterThan(COUNT * 0.9)
      // Most of them cannot be read, and are counted as that.
      expect(counters.malformed).toBeGreaterThan(COUNT / 10)
      expect(grown).toBeLessThan(160)
      const rows = await everyRow(client)
      const v3 = rows.filter((row) => row.version === '3' && row.user === SECRET.user)
      expect(v3.reduce((sum, row) => sum + row.count, 0)).toBe(genuine)
      expect(v3.every((row) => row.source === '127.0.0.1' && row.trapOid === LINK_DOWN)).toBe(true)
      // Whatever was in them: what is shown and kept is bounded, and holds nothing that steers or hides.
      const texts = rows.flatMap((row) => [
        row.trapOid,
        row.context,
        row.user ?? '',
        row.agent ?? '',
        ...row.varbinds.flatMap((v) => [v.oid, v.text, v.hex ?? '']),
      ])
      expect(texts.filter((text) => text.length > 1500 || /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text))).toEqual([])
      expect(Math.max(...rows.map((row) => row.varbinds.length))).toBeLessThanOrEqual(64)
      expect(read).toEqual(['ok', 'ok', 'ok'])
      for (const socket of [...hostile, honest]) socket.close()
    },
    60_000 + COUNT * 10,
  )
})

async function everyRow(client: Opened['client']) {
  const rows: Awaited<ReturnType<typeof client.traps.list>>['rows'] = []
  for (let before: number | null = null; ;) {
    const page: Awaited<ReturnType<typeof client.traps.list>> = await client.traps.list({ before, limit: 500 })
    rows.push(...page.rows)
    before = page.next
    if (!page.more || before === null) return rows
  }
}
