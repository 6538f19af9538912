/** Kills the sending console in the middle of a storm, by a seed, while people acknowledge; then looks at what was lost and what came twice. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openOperations } from '../../main/store/operations.ts'
import { openReader } from '../../main/store/reader.ts'
import { isOpenProblem } from '../../main/store/problem.ts'
import type { ChannelConfig } from '../../shared/model/channel.ts'
import { NotificationRuleInput, type Delivery, type RuleStep } from '../../shared/model/notification.ts'
import type { Severity } from '../../shared/model/alarm.ts'
import { Receivers } from './kill-receivers.ts'
import { buildBranch } from './kill-storm.ts'
import { seeded } from './pages.ts'
import { MIDNIGHT, sure } from './scenario.ts'

const BY = { actor: { name: 'Lan', role: 'admin' as const }, at: MIDNIGHT }
const TEAMS = 3
/** Tells every critical incident by itself, without lists. */
const URGENT = 'urgent'
/** The last run comes to rest within this, or never. */
const REST_MS = 300_000

export type KillTally = {
  kills: number
  acknowledged: number
  incidents: number
  messages: number
  lists: number
  escalated: number
  /** Receipts of a key beyond its first, which a receiver that honours the key drops. */
  repeats: number
}

/** What is critical goes by itself to a hook and to the chief, and once more where nobody acknowledges; the rest to a hook and to its team, many as a list. */
function prepare(folder: string, { hook, mail: port }: { hook: string; mail: number }): void {
  const store = openOperations(folder)
  if (isOpenProblem(store)) throw new Error(store.detail)
  const communeIds = store.transaction(() => buildBranch(store))
  const { notifications } = store
  const web: ChannelConfig = { kind: 'webhook', url: hook, verify: true }
  const from = { user: '', from: 'a@b.example', fromName: 'B' }
  const post: ChannelConfig = { kind: 'smtp', host: '127.0.0.1', port, security: 'off', verify: true, ...from }
  const channel = (name: string, digest: boolean, config: ChannelConfig): number =>
    sure(notifications.saveChannel(null, { name, enabled: true, perMinute: 600, digest, config }, null, BY)).id
  const team = (name: string, channelId: number, ...people: string[]): number => {
    const recipients = people.map((one) => ({ channelId, to: `${one}@chi-nhanh.example` }))
    return sure(notifications.saveTeam(null, { name, language: 'vi', quiet: null, recipients }, BY)).id
  }
  const rule = (name: string, atLeast: Severity, communes: number[], steps: RuleStep[]): void => {
    const all = { causes: [], groupIds: [], weekdays: [], hours: null, tellWorse: true, tellEnd: true }
    sure(
      notifications.saveRule(null, NotificationRuleInput.parse({ ...all, name, enabled: true, atLeast, communeIds: communes, steps }), BY),
    )
  }
  const [urgent, letter] = [channel(URGENT, false, web), channel('letter', false, post)]
  const [lists, mail] = [channel('lists', true, web), channel('mail', true, post)]
  const chief = team('Lãnh đạo', letter, 'truong-phong')
  rule(
    'urgent',
    'critical',
    [],
    [
      { afterMinutes: 0, channelIds: [urgent, letter], teamIds: [chief] },
      { afterMinutes: 1, channelIds: [urgent], teamIds: [] },
    ],
  )
  const all = team('Trực ban', mail, 'truc-ban-1', 'truc-ban-2')
  rule('all', 'major', [], [{ afterMinutes: 0, channelIds: [lists, mail], teamIds: [all] }])
  for (let n = 0; n < TEAMS; n++) {
    const own = communeIds.filter((_, i) => i % TEAMS === n)
    rule(`team ${n}`, 'major', own, [{ afterMinutes: 0, channelIds: [mail], teamIds: [team(`Đội ${n}`, mail, `doi-${n}`)] }])
  }
  notifications.saveSettings({ ...notifications.settings(), digestMinutes: 1 }, BY)
  store.close()
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
  const tooLong = setTimeout(() => child.kill('SIGKILL'), REST_MS)
  if (killAfterMs === null) child.stdin.write('calm\n')
  else {
    const end = performance.now() + killAfterMs
    while (performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 20 + random() * 200))
      child.stdin.write('ack\n')
    }
    child.kill('SIGKILL')
  }
  await gone
  clearTimeout(tooLong)
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
      const run = await runChild(folder, seed, at, 800 + random() * 1600)
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

function readLog(folder: string): Delivery[] {
  const reader = openReader(folder)
  if (isOpenProblem(reader)) throw new Error(reader.detail)
  const rows: Delivery[] = []
  for (let before: number | null = null, more = true; more;) {
    const page = reader.deliveries({ before, limit: 500, channelId: null, incidentId: null, states: [] })
    rows.push(...page.rows)
    before = page.rows.at(-1)?.id ?? null
    more = page.more
  }
  reader.close()
  return rows.filter((row) => row.channelKind === 'webhook' || row.channelKind === 'smtp')
}

/** Everything that was answered is in the file; everything that was to be told arrived, and nothing else. Throws where not. */
function check(folder: string, receivers: Receivers, acks: readonly number[], kills: number): KillTally {
  const rows = readLog(folder)
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const row of rows) {
    const list = row.listId === null ? row : byId.get(row.listId)
    // Somebody acknowledged before it went: nobody need be hurried.
    if (row.state === 'dropped' && row.kind === 'escalated') continue
    if (list?.state !== 'sent') throw new Error(`message ${row.key} ended as ${row.state}, ${list?.state}`)
    if (receivers.times(list.key, row.channelKind) === 0) throw new Error(`message ${row.key} never arrived`)
  }
  const arrived = rows.filter((row) => receivers.times(row.key, row.channelKind) > 0)
  if (arrived.length !== receivers.size)
    throw new Error(`${receivers.size - arrived.length} messages arrived of which the log knows nothing`)
  let repeats = 0
  for (const row of arrived) {
    const times = receivers.times(row.key, row.channelKind)
    if (times > row.attempts) throw new Error(`message ${row.key} arrived ${times} times in ${row.attempts} tries`)
    repeats += times - 1
  }
  // A beginning is told once, and once more only where it was over in between and came back worse.
  for (const [what, told] of Map.groupBy(rows, (row) => `${row.incidentId} ${row.channelName} ${row.to}`)) {
    const times = (kind: Delivery['kind']): number => told.filter((row) => row.incidentId !== null && row.kind === kind).length
    if (times('began') > times('ended') + 1) throw new Error(`the beginning of ${what} has two keys`)
  }
  const incidents = checkIncidents(folder, acks, (id, channel) =>
    rows.some((row) => row.kind === 'began' && row.incidentId === id && row.channelName === channel),
  )
  const count = (kind: Delivery['kind']): number => arrived.filter((row) => row.kind === kind).length
  const acknowledged = new Set(acks).size
  return { kills, acknowledged, incidents, messages: arrived.length, lists: count('digest'), escalated: count('escalated'), repeats }
}

/** Every acknowledgement is in the file, and everybody was told of what grew so severe. */
function checkIncidents(folder: string, acks: readonly number[], isTold: (id: number, channel: string) => boolean): number {
  const store = openOperations(folder)
  if (isOpenProblem(store)) throw new Error(store.detail)
  try {
    for (const id of acks)
      if (typeof store.incidents.get(id)?.incident.acknowledgedAt !== 'number')
        throw new Error(`the acknowledgement of incident ${id} is lost`)
    const settled = store.incidents.load(0).filter((record) => record.told === 'critical' || record.told === 'major')
    for (const { incident, told } of settled)
      for (const channel of told === 'critical' ? [URGENT, 'letter', 'lists', 'mail'] : ['lists', 'mail'])
        if (!isTold(incident.id, channel)) throw new Error(`nobody was told of incident ${incident.id} by ${channel}`)
    return settled.length
  } finally {
    store.close()
  }
}
