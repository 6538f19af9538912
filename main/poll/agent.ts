/** One device as the poller knows it: its profile, its rows, the counters of the poll before; reads it once when asked. */
import type { Outcome } from '../../shared/model/device.ts'
import type { DeviceExchange } from '../../shared/model/exchange.ts'
import type { Reading } from '../../shared/model/metric.ts'
import { decodePoll, type Before } from '../profiles/decode.ts'
import { makePlan, objectsOf, SYS_UPTIME, wantsRow, type PlanItem, type Row } from '../profiles/plan.ts'
import type { Profile, Table } from '../profiles/schema.ts'
import type { AgentSession } from '../snmp/session.ts'
import type { Exchange } from '../snmp/target.ts'
import { isPresent, type SnmpValue } from '../snmp/value.ts'
import { walk } from '../snmp/walk.ts'
import { profileOf, SYSTEM_OBJECTS, systemOf, type System } from './identify.ts'

export type Identity = System & { profile: Profile }
export type Look = { outcome: Outcome; responseMs: number | null; readings: Reading[]; identified: Identity | null }
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
  #objects: string[] = []
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
    const { limit } = session
    return {
      way: this.#discoveredAt > 0 ? 'general' : null,
      objects: this.#objects.length,
      requests: Math.ceil(this.#objects.length / limit),
      limits: {
        varbinds: limit,
        learned: profile !== null && limit < profile.maxVarbinds,
        bulk: profile?.bulk === true && session.target.secret.version !== '1',
        inFlight: 1,
      },
      engine: null,
    }
  }

  /** Reads the device: identifies it and finds its rows first where that is due. */
  async look(): Promise<Look> {
    const { mono } = this.#options
    let identified: Identity | null = null
    if (!this.#profile || (this.#options.auto && this.#plan && mono() >= this.#discoverAt)) {
      const identity = await this.identify()
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
    session.limit = this.#plan ? session.limit : Math.min(session.limit, profile.maxVarbinds)
    const rows: Row[][] = []
    for (const table of profile.tables) {
      const found = await this.#rowsOf(profile, table)
      if (found.outcome !== 'ok') return found
      rows.push(found.value)
    }
    this.#plan = makePlan(profile, rows)
    this.#objects = objectsOf(this.#plan)
    this.#learned = false
    this.#discoveredAt = mono()
    this.#discoverAt = mono() + REDISCOVER_MS * (0.75 + phase / 2)
    return { outcome: 'ok', value: null }
  }

  async #rowsOf(profile: Profile, table: Table): Promise<Exchange<Row[]>> {
    const { session, mono } = this.#options
    for (const column of table.rows) {
      const walked = await walk(session, column, { bulk: profile.bulk, mono, mostRows: table.most * 4 })
      if (walked.outcome === 'agentError') continue
      if (walked.outcome !== 'ok') return walked
      const indexes = walked.value.rows.map((row) => row.oid.slice(column.length + 1))
      if (indexes.length === 0) continue
      const names = Object.keys(table.facts)
      const oids = indexes.flatMap((index) => names.map((name) => `${table.facts[name] ?? ''}.${index}`))
      const facts = oids.length === 0 ? ({ outcome: 'ok', value: [] } as const) : await session.get(oids)
      if (facts.outcome !== 'ok') return facts
      const texts = new Map(facts.value.map(({ oid, value }) => [oid, value.raw]))
      const rows = indexes.map((index): Row => {
        const known = names.map((name) => [name, texts.get(`${table.facts[name] ?? ''}.${index}`)] as const)
        return { index, facts: Object.fromEntries(known.filter((f): f is [string, string] => typeof f[1] === 'string')) }
      })
      return { outcome: 'ok', value: rows.filter((row) => wantsRow(table, row)).slice(0, table.most) }
    }
    return { outcome: 'ok', value: [] }
  }

  async #read(plan: PlanItem[]): Promise<Omit<Look, 'identified'>> {
    const { session, mono, complete } = this.#options
    const began = mono()
    const answer = await session.get(this.#objects)
    if (answer.outcome !== 'ok') return nothing(answer.outcome)
    const ended = mono()
    const values = new Map(answer.value.map(({ oid, value }) => [oid, value]))
    const decoded = decodePoll(plan, (oid) => values.get(oid), this.#before, ended)
    this.#before = decoded
    if (!complete) this.#learn(plan, values, decoded.restarted)
    const kept = this.#plan === plan ? decoded.readings : decoded.readings.filter((_, i) => isRead(plan[i], values))
    return { outcome: 'ok', responseMs: Math.max(0, ended - began), readings: kept }
  }

  /** After the first poll: what the device does not have is not asked for again until rows are looked for anew. */
  #learn(plan: PlanItem[], values: ReadonlyMap<string, SnmpValue>, restarted: boolean): void {
    const { mono } = this.#options
    if (!this.#learned) {
      const present = plan
        .filter((item) => isRead(item, values))
        .map((item) => (item.oids.length < 2 ? item : { ...item, oids: item.oids.filter((oid) => isPresent(values.get(oid))).slice(0, 1) }))
      this.#plan = present
      this.#objects = objectsOf(present)
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

/** True unless the device said that it has no such object. */
function isRead(item: PlanItem | undefined, values: ReadonlyMap<string, SnmpValue>): boolean {
  return Boolean(item?.oids.some((oid) => values.get(oid)?.type.startsWith('noSuch') !== true))
}
