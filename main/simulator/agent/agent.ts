/** Thousands of SNMP agents behind one port: a datagram in, the answer of the device it names out, or silence. */
import { DEMO_COMMUNITY } from '../province/plan.ts'
import type { World } from '../world/world.ts'
import { Reader, TAG, Writer } from './ber.ts'
import { directory, type Entry } from './directory.ts'
import { Answer, PDU, Request } from './pdu.ts'
import { respond } from './respond.ts'
import { Usm, type User } from './usm.ts'
import type { Mischief } from '../world/events.ts'

export type Reply = { readonly bytes: Buffer; readonly mischief: Mischief | null }
export type AgentStats = { requests: number; answered: number; unknown: number; silent: number; malformed: number }

export class Agent {
  readonly stats: AgentStats = { requests: 0, answered: 0, unknown: 0, silent: 0, malformed: 0 }
  private readonly entries: Map<string, Entry>
  private readonly reader = new Reader()
  private readonly writer = new Writer()
  private readonly request = new Request()
  private readonly response = new Answer()
  private readonly world: World
  private readonly usm: Usm

  constructor(world: World, users: readonly User[], bootedAt: number, port = 0) {
    this.world = world
    this.entries = directory(world.province)
    this.usm = new Usm(users, world.province.seed, port, bootedAt)
  }

  /** `at` is simulated time; `wall` the real time that v3 counts its engine time in. Never throws for what a datagram holds. */
  answer(datagram: Buffer, at: number, wall: number): Reply | null {
    this.stats.requests++
    const { reader } = this
    reader.open(datagram)
    reader.enter(TAG.sequence)
    const version = reader.int()
    if (reader.bad || (version !== 0 && version !== 1 && version !== 3)) return this.drop('malformed')
    return version === 3 ? this.secure(datagram, at, wall) : this.plain(datagram, version, at)
  }

  private plain(datagram: Buffer, version: 0 | 1, at: number): Reply | null {
    const { reader, request, writer } = this
    const community = reader.octets()
    if (reader.bad || !request.read(reader)) return this.drop('malformed')
    const name = community.toString('latin1')
    const prefix = DEMO_COMMUNITY.length
    if (name.charCodeAt(prefix) !== 64 || !name.startsWith(DEMO_COMMUNITY)) return this.drop('unknown')
    const entry = this.entries.get(name.slice(prefix + 1))
    if (!entry) return this.drop('unknown')
    const mischief = this.perform(entry, datagram, at, version === 0)
    if (mischief === 'silent') return this.drop('silent')
    writer.reset()
    const end = writer.at
    this.response.write(writer, PDU.response, request.id)
    writer.octets(community)
    writer.int(version)
    writer.header(TAG.sequence, end)
    this.stats.answered++
    return { bytes: writer.take(), mischief }
  }

  private secure(datagram: Buffer, at: number, wall: number): Reply | null {
    const { reader, request, writer } = this
    const opened = this.usm.open(datagram, reader, wall)
    if (opened.kind === 'malformed') return this.drop('malformed')
    if (opened.kind === 'report') return { bytes: opened.bytes, mischief: null }
    reader.open(opened.scoped)
    reader.enter(TAG.sequence)
    const engine = reader.octets()
    const context = reader.octets().toString('latin1')
    if (reader.bad || !request.read(reader)) return this.drop('malformed')
    const entry = this.entries.get(context)
    if (!entry) return this.drop('unknown')
    const mischief = this.perform(entry, opened.scoped, at, false)
    if (mischief === 'silent') return this.drop('silent')
    writer.reset()
    const end = writer.at
    this.response.write(writer, PDU.response, request.id)
    writer.octets(context)
    writer.octets(engine)
    writer.header(TAG.sequence, end)
    this.stats.answered++
    return { bytes: this.usm.seal(writer.take(), opened, wall), mischief }
  }

  /** Works out the response; 'silent' where the device does not answer. */
  private perform(entry: Entry, datagram: Buffer, at: number, v1: boolean): Mischief | null {
    const { world } = this
    if (!world.answers(entry.station, entry.device.key, at)) return 'silent'
    const mischief = world.mischief(entry.device.key, at)
    if (mischief?.mischief === 'silent') return 'silent'
    const truth = world.truth(entry.station.index, at)
    respond(this.request, this.response, { province: world.province, entry, truth, at, mischief, v1, datagram })
    return mischief?.mischief ?? null
  }

  private drop(why: 'unknown' | 'silent' | 'malformed'): null {
    this.stats[why]++
    return null
  }
}
