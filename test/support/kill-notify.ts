/** Kills the sending console in the middle of a storm, by a seed, while people acknowledge; then looks at what was lost and what came twice. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { createHash } from 'node:crypto'
import { openOperations } from '../../main/store/operations.ts'
import { openReader } from '../../main/store/reader.ts'
import { isOpenProblem } from '../../main/store/problem.ts'
import type { Operations } from '../../main/store/store.ts'
import { NotificationRuleInput } from '../../shared/model/notification.ts'
import { StationInput } from '../../shared/model/station.ts'
import { seeded } from './pages.ts'
import { MIDNIGHT, sure } from './scenario.ts'

const STATIONS = 30
const BY = { actor: { name: 'Lan', role: 'admin' as const }, at: MIDNIGHT }
const ADDRESS = 'doi1@chi-nhanh.example'
/** The receiver is in trouble for one request in so many, so that tries are repeated as well. */
const TROUBLE = 0.1

export type KillTally = {
  kills: number
  acknowledged: number
  incidents: number
  messages: number
  /** Receipts of a key beyond its first, which a receiver that honours the key drops. */
  repeats: number
}

/** Counts what arrives by its key. */
class Receivers {
  readonly hooks = new Map<string, number>()
  readonly letters = new Map<string, number>()
  private readonly random = seeded(7)
  readonly http = createServer((request, response) => {
    request.resume().on('end', () => {
      if (this.random() < TROUBLE) return void response.writeHead(500).end()
      const key = String(request.headers['idempotency-key'])
      this.hooks.set(key, (this.hooks.get(key) ?? 0) + 1)
      response.end('ok')
    })
  })
  readonly smtp = new SMTPServer({
    authOptional: true,
    logger: false,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData: (stream, _session, done) => {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
      stream.on('end', () => {
        const id = /^Message-ID: <([0-9a-f]+)@/im.exec(text)?.[1] ?? ''
        this.letters.set(id, (this.letters.get(id) ?? 0) + 1)
        done()
      })
    },
  })
  async open(): Promise<{ hook: string; mail: number }> {
    this.smtp.on('error', () => {})
    await new Promise<void>((resolve) => this.http.listen(0, '127.0.0.1', resolve))
    await new Promise<void>((resolve) => this.smtp.listen(0, '127.0.0.1', resolve))
    const port = (this.http.address() as AddressInfo).port
    return { hook: `http://127.0.0.1:${port}/`, mail: (this.smtp.server.address() as AddressInfo).port }
  }
  /** Did it arrive? A mail's id comes of its key. */
  has(key: string, kind: string): boolean {
    if (kind === 'webhook') return this.hooks.has(key)
    return this.letters.has(createHash('sha256').update(key).digest('hex').slice(0, 40))
  }
  repeats(): number {
    return [...this.hooks.values(), ...this.letters.values()].reduce((sum, n) => sum + n - 1, 0)
  }
  close(): void {
    this.http.closeAllConnections()
    this.http.close()
    this.smtp.close()
  }
}

function prepare(folder: string, ports: { hook: string; mail: number }): void {
  const store = openOperations(folder)
  if (isOpenProblem(store)) throw new Error(store.detail)
  stations(store)
  const { notifications } = store
  const common = { enabled: true, perMinute: 600, digest: true }
  const hook = sure(
    notifications.saveChannel(null, { ...common, name: 'hook', config: { kind: 'webhook', url: ports.hook, verify: true } }, 'k', BY),
  )
  const mail = sure(
    notifications.saveChannel(
      null,
      {
        ...common,
        name: 'mail',
        config: {
          kind: 'smtp',
          host: '127.0.0.1',
          port: ports.mail,
          security: 'off',
          verify: true,
          user: '',
          from: 'a@b.example',
          fromName: 'B',
        },
      },
      null,
      BY,
    ),
  )
  const team = sure(
    notifications.saveTeam(null, { name: 'Đội 1', language: 'vi', quiet: null, recipients: [{ channelId: mail.id, to: ADDRESS }] }, BY),
  )
  const steps = [
    { afterMinutes: 0, channelIds: [hook.id, mail.id], teamIds: [team.id] },
    { afterMinutes: 1, channelIds: [hook.id], teamIds: [] },
  ]
  const rule = { name: 'r', enabled: true, atLeast: 'major', causes: [], communeIds: [], groupIds: [], weekdays: [], hours: null, steps }
  sure(notifications.saveRule(null, NotificationRuleInput.parse({ ...rule, tellWorse: true, tellEnd: true }), BY))
  notifications.saveSettings({ ...notifications.settings(), digestMinutes: 1 }, BY)
  store.close()
}

function stations({ inventory, credentials, settings }: Operations): void {
  settings.update({ ...settings.get(), intervalSeconds: 10 }, BY)
  inventory.addProvince('Tuyên Quang', BY)
  const credential = sure(credentials.add('demo', { version: '2c', community: 'public' }, BY))
  for (let i = 1; i <= STATIONS; i++) {
    // Each in a commune of its own: what falls together there is no wave.
    const commune = sure(inventory.addCommune('Tuyên Quang', `Xã ${i}`, '', BY))
    const station = sure(inventory.createStation(StationInput.parse({ code: `S${i}`, name: `Trạm ${i}`, communeId: commune.id }), BY))
    const device = {
      stationId: station.id,
      name: 'nguồn',
      kind: 'power' as const,
      host: '127.0.0.1',
      port: 10_000 + i,
      credentialId: credential.id,
    }
    const rest = { context: '', profile: 'auto', intervalSeconds: null, elsewhere: false, enabled: true }
    sure(inventory.createDevice({ ...device, ...rest }, BY))
  }
}

type Run = { at: number; acks: number[]; isDone: boolean }

/** One run of the console: killed after a while, or calmed down and let end. */
async function runChild(folder: string, seed: number, start: number, killAfterMs: number | null): Promise<Run> {
  const random = seeded(seed + 1000)
  const file = join(import.meta.dirname, '../fault/notify-kill-child.ts')
  const child = spawn(process.execPath, [file, folder, String(seed), String(start)], { stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  let failed = ''
  child.stdin.on('error', () => {})
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (failed += text))
  const gone = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), gone])
  if (killAfterMs === null) child.stdin.write('calm\n')
  else {
    const end = performance.now() + killAfterMs
    while (performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 10 + random() * 60))
      child.stdin.write('ack\n')
    }
    child.kill('SIGKILL')
  }
  await gone
  if (failed.includes('Error')) throw new Error(`seed ${seed}: ${failed}`)
  const lines = said.split('\n').slice(0, -1)
  const at = Math.max(start, ...lines.filter((line) => line.startsWith('at ')).map((line) => Number(line.slice(3))))
  const acks = lines.filter((line) => line.startsWith('ack ')).map((line) => Number(line.slice(4)))
  return { at, acks, isDone: lines.some((line) => line.startsWith('done ')) }
}

export async function killNotifications(runs: number, onKill: (at: number) => void = () => {}): Promise<KillTally> {
  const folder = mkdtempSync(join(tmpdir(), 'branchwatch-notify-'))
  const receivers = new Receivers()
  try {
    prepare(folder, await receivers.open())
    const random = seeded(runs)
    const acks: number[] = []
    let at = MIDNIGHT
    for (let seed = 1; seed <= runs; seed++) {
      const run = await runChild(folder, seed, at, 100 + random() * 700)
      acks.push(...run.acks)
      // The console was off for a while.
      at = run.at + 5000
      onKill(seed)
    }
    const last = await runChild(folder, runs + 1, at, null)
    if (!last.isDone) throw new Error('the last run did not come to rest')
    return check(folder, receivers, acks, runs)
  } finally {
    receivers.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Everything that was answered is in the file; everything that was to be told arrived. Throws where not. */
function check(folder: string, receivers: Receivers, acks: readonly number[], kills: number): KillTally {
  const store = openOperations(folder)
  if (isOpenProblem(store)) throw new Error(store.detail)
  const reader = openReader(folder)
  if (isOpenProblem(reader)) throw new Error(reader.detail)
  try {
    for (const id of acks) {
      const found = store.incidents.get(id)
      if (typeof found?.incident.acknowledgedAt !== 'number') throw new Error(`the acknowledgement of incident ${id} is lost`)
    }
    const rows = []
    for (let before: number | null = null; ;) {
      const page = reader.deliveries({ before, limit: 500, channelId: null, incidentId: null, states: [] })
      rows.push(...page.rows)
      if (!page.more) break
      before = page.rows.at(-1)?.id ?? null
    }
    const byId = new Map(rows.map((row) => [row.id, row]))
    const told = rows.filter((row) => row.channelKind === 'webhook' || row.channelKind === 'smtp')
    for (const row of told) {
      const list = row.listId === null ? row : byId.get(row.listId)
      const isOver = row.state === 'dropped' && row.kind === 'escalated'
      if (isOver) continue
      if (list?.state !== 'sent') throw new Error(`message ${row.key} ended as ${row.state}, ${list?.state}`)
      if (!receivers.has(list.key, row.channelKind)) throw new Error(`message ${row.key} never arrived`)
    }
    const settled = store.incidents.load(0).filter((record) => record.told === 'critical' || record.told === 'major')
    for (const { incident } of settled)
      for (const kind of ['webhook', 'smtp'])
        if (!told.some((row) => row.incidentId === incident.id && row.kind === 'began' && row.channelKind === kind))
          throw new Error(`nobody was told of incident ${incident.id} by ${kind}`)
    const arrived = receivers.hooks.size + receivers.letters.size
    return { kills, acknowledged: new Set(acks).size, incidents: settled.length, messages: arrived, repeats: receivers.repeats() }
  } finally {
    reader.close()
    store.close()
  }
}
