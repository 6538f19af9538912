/** One device as the poller knows it: its profile, its rows, the counters of the poll before; reads it once when asked. */
import type { Outcome } from '../../shared/model/device.ts'
import type { DeviceExchange } from '../../shared/model/exchange.ts'
import type { Reading } from '../../shared/model/metric.ts'
import { decodePoll, type Before } from '../profiles/decode.ts'
import { makePlan, objectsOf, SYS_UPTIME, wantsRow, type PlanItem, type Row } from '../profiles/plan.ts'
import type { Profile, Table } from '../profiles/schema.ts'
import { listOf, ObjectList } from '../snmp/prepared.ts'
import type { Reply } from '../snmp/reply.ts'
import type { AgentSession } from '../snmp/session.ts'
import type { Exchange } from '../snmp/target.ts'
import { isPresent, type SnmpValue } from '../snmp/value.ts'
import { profileOf, SYSTEM_OBJECTS, systemOf, type System } from './identify.ts'

export type Identity = System & { profile: Profile }
export type Look = { outcome: Outcome; responseMs: number | null; readings: Reading[]; identified: Identity | null }
type Values = (oid: string) => SnmpValue | undefined
export type Talk = Omit<DeviceExchange, 'deviceId' | 'recent' | 'polls' | 'timeouts'>

const REDISCOVER_MS = 3_600_000
/** A missing row is looked for again at most this often. */
const REDISCOVER_SOON_MS = 300_000

export type AgentOptions = {
  session: AgentSession
  profiles: ReadonlyMap<string, Profile>
  /** A profile id, or null to ask the device. */
  profile: string | null
  /** True where the device is asked again from time to time what it is: it may have been exchanged. */
  auto: boolean
  mono: () => number
  /** True where every reading of the profile is wanted, also those the device does not have. */
  complete: boolean
  /** 0 to 1: spreads the hourly discovery of many devices. */
  phase: number
}

export class Agent {
  readonly #options: AgentOptions
  #profile: Profile | null
  #plan: PlanItem[] | null = null
  #objects = listOf([])
  #discoverAt = 0
  #discoveredAt = 0
  #learned = false
  #before: Before = { counters: new Map(), uptime: null }

  constructor(options: AgentOptions) {
    this.#options = options
    this.#profile = options.profile === null ? null : (options.profiles.get(options.profile) ?? null)
  }

  get profile(): Profile | null {
    return this.#profile
  }

  /** How the console talks with it. */
  talk(): Talk {
    const { session } = this.#options
    const profile = this.#profile
    const { limit, line } = session
    return {
      way: line.read,
      objects: this.#objects.size,
      requests: Math.ceil(this.#objects.size / limit),
      limits: {
        varbinds: limit,
        learned: line.limit.learned,
        bulk: profile?.bulk === true && line.bulk && session.target.secret.version !== '1',
        inFlight: line.inFlight,
      },
      engine: line.engine,
    }
  }

  /** Reads the device: identifies it and finds its rows first where that is due. */
  async look(): Promise<Look> {
    const { mono } = this.#options
    let identified: Identity | null = null
    if (!this.#profile || (this.#options.auto && this.#plan && mono() >= this.#discoverAt)) {
      const identity = await this.identify()
      // Now it is asked through its line; what the library holds for it is not needed for long.
      this.#options.session.rest()
      if (identity.outcome !== 'ok') return nothing(identity.outcome)
      if (identity.value.profile.id !== this.#profile?.id) {
        identified = identity.value
        this.#profile = identity.value.profile
        this.#plan = null
      }
    }
    if (!this.#plan || mono() >= this.#discoverAt) {
      const found = await this.#discover(this.#profile)
      if (found.outcome !== 'ok') return { ...nothing(found.outcome), identified }
    }
    return { ...(await this.#read(this.#plan ?? [])), identified }
  }

  /** Asks the device what it is. */
  async identify(): Promise<Exchange<Identity>> {
    const { session, profiles } = this.#options
    const answer = await session.get([...SYSTEM_OBJECTS, SYS_UPTIME])
    if (answer.outcome !== 'ok') return answer
    const system = systemOf(answer.value)
    const profile = await profileOf(session, profiles, system.sysObjectID)
    return profile.outcome === 'ok' ? { outcome: 'ok', value: { ...system, profile: profile.value } } : profile
  }

  async #discover(profile: Profile): Promise<Exchange<null>> {
    const { session, mono, phase } = this.#options
    session.line.limit.allow(profile.maxVarbinds)
    session.line.inFlight = profile.inFlight
    const rows: Row[][] = []
    for (const table of profile.tables) {
      const found = await this.#rowsOf(profile, table)
      if (found.outcome !== 'ok') return found
      rows.push(found.value)
    }
    this.#plan = makePlan(profile, rows)
    this.#objects = listOf(objectsOf(this.#plan))
    this.#learned = false
    this.#discoveredAt = mono()
    this.#discoverAt = mono() + REDISCOVER_MS * (0.75 + phase / 2)
    return { outcome: 'ok', value: null }
  }

  async #rowsOf(profile: Profile, table: Table): Promise<Exchange<Row[]>> {
    const { line } = this.#options.session
    for (const column of table.rows) {
      const walked = await line.walk(column, { bulk: profile.bulk, mostRows: table.most * 4 })
      if (walked.outcome === 'agentError') continue
      if (walked.outcome !== 'ok') return walked
      const { rows: found } = walked.value
      const indexes = Array.from({ length: found.count }, (_, row) => found.oid(row)?.slice(column.length + 1) ?? '').filter(Boolean)
      if (indexes.length === 0) continue
      const names = Object.keys(table.facts)
      const list = new ObjectList(indexes.flatMap((index) => names.map((name) => `${table.facts[name] ?? ''}.${index}`)))
      const facts = list.size === 0 ? null : await line.get(list)
      if (facts && facts.outcome !== 'ok') return facts
      const rows = indexes.map((index, row): Row => {
        const known = names.map((name, n) => [name, facts?.value.value(row * names.length + n).raw] as const)
        return { index, facts: Object.fromEntries(known.filter((f): f is [string, string] => typeof f[1] === 'string')) }
      })
      facts?.value.clear()
      return { outcome: 'ok', value: rows.filter((row) => wantsRow(table, row)).slice(0, table.most) }
    }
    return { outcome: 'ok', value: [] }
  }

  async #read(plan: PlanItem[]): Promise<Omit<Look, 'identified'>> {
    const { session, mono, complete } = this.#options
    const objects = this.#objects
    const began = mono()
    const answer = await session.line.get(objects)
    if (answer.outcome !== 'ok') return nothing(answer.outcome)
    const ended = mono()
    const values = valuesOf(objects, answer.value)
    const decoded = decodePoll(plan, values, this.#before, ended)
    this.#before = decoded
    if (!complete) this.#learn(plan, values, decoded.restarted)
    const kept = this.#plan === plan ? decoded.readings : decoded.readings.filter((_, i) => isRead(plan[i], values))
    answer.value.clear()
    return { outcome: 'ok', responseMs: Math.max(0, ended - began), readings: kept }
  }

  /** After the first poll: what the device does not have is not asked for again until rows are looked for anew. */
  #learn(plan: PlanItem[], values: Values, restarted: boolean): void {
    const { mono } = this.#options
    if (!this.#learned) {
      const present = plan
        .filter((item) => isRead(item, values))
        .map((item) => (item.oids.length < 2 ? item : { ...item, oids: item.oids.filter((oid) => isPresent(values(oid))).slice(0, 1) }))
      this.#plan = present
      this.#objects = listOf(objectsOf(present))
      this.#learned = true
      return
    }
    // A row that has gone, or a restart, may mean other rows.
    const gone = plan.some((item) => !isRead(item, values))
    const soon = this.#discoveredAt + REDISCOVER_SOON_MS
    if ((gone || restarted) && this.#discoverAt > soon) this.#discoverAt = restarted ? mono() : Math.max(mono(), soon)
  }
}

const nothing = (outcome: Outcome): Look => ({ outcome, responseMs: null, readings: [], identified: null })

/** Each value is decoded once, when it is asked for. */
function valuesOf(objects: ObjectList, reply: Reply): Values {
  const decoded: (SnmpValue | undefined)[] = []
  return (oid) => {
    const slot = objects.slotOf(oid)
    return slot === undefined ? undefined : (decoded[slot] ??= reply.value(slot))
  }
}

/** True unless the device said that it has no such object. */
function isRead(item: PlanItem | undefined, values: Values): boolean {
  return Boolean(item?.oids.some((oid) => values(oid)?.type.startsWith('noSuch') !== true))
}
