/** Thousands of SNMP agents behind one port: a datagram in, the answer of the device it names out, or silence. */
import { amountOf, FAULTS, shareOf, type DeviceEvent } from '../faults/kinds.ts'
import { chance, hash } from '../random.ts'
import { Reader, TAG, Writer } from './ber.ts'
import type { Fleet, Played } from './fleet.ts'
import type { Moment } from './mib.ts'
import { Answer, PDU, Request } from './pdu.ts'
import { respond } from './respond.ts'
import { Usm, type User } from './usm.ts'

/** `faults` are those that strike it on its way. */
export type Reply = { readonly bytes: Buffer; readonly faults: readonly DeviceEvent[] }
export type AgentStats = { requests: number; answered: number; unknown: number; silent: number; malformed: number }
export type AgentOptions = {
  readonly users: readonly User[]
  /** When the v3 engine started, wall clock in epoch ms. */
  readonly bootedAt: number
  /** Its port, which tells engines of one seed apart. */
  readonly port?: number
  /** Percent of devices that never answer; which ones is seeded. */
  readonly dead?: number
  /** Percent of exchanges that are lost. */
  readonly loss?: number
}

const SOUND: readonly DeviceEvent[] = []

export class Agent<V extends Moment> {
  readonly stats: AgentStats = { requests: 0, answered: 0, unknown: 0, silent: 0, malformed: 0 }
  private readonly reader = new Reader()
  private readonly writer = new Writer()
  private readonly request = new Request()
  private readonly response = new Answer()
  private readonly fleet: Fleet<V>
  private readonly usm: Usm
  private readonly dead: number
  private readonly loss: number

  constructor(fleet: Fleet<V>, options: AgentOptions) {
    this.fleet = fleet
    this.usm = new Usm(options.users, fleet.seed, options.port ?? 0, options.bootedAt)
    this.dead = (options.dead ?? 0) / 100
    this.loss = (options.loss ?? 0) / 100
  }

  /** The v3 engine it is. */
  get engine(): Buffer {
    return this.usm.engine
  }

  /** `at` is simulated time; `wall` the real time that v3 counts its engine time in. Never throws for what a datagram holds. */
  answer(datagram: Buffer, at: number, wall: number): Reply | null {
    this.stats.requests++
    if (this.loss > 0 && chance(this.fleet.seed, 420, this.stats.requests) < this.loss) return this.drop('silent')
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
    const played = this.fleet.community(community.toString('latin1'))
    if (!played) return this.drop('unknown')
    const faults = this.perform(played, datagram, at, version === 0)
    if (!faults) return this.drop('silent')
    writer.reset()
    const end = writer.at
    this.response.write(writer, PDU.response, request.id)
    writer.octets(community)
    writer.int(version)
    writer.header(TAG.sequence, end)
    this.stats.answered++
    return { bytes: writer.take(), faults }
  }

  private secure(datagram: Buffer, at: number, wall: number): Reply | null {
    const { reader, request, writer, usm } = this
    const { boots, restartedAt } = this.fleet.engine(at)
    const back = this.fleet.faults('', at).find((event) => event.mischief === 'timeBackwards')
    // A restart is an event of simulated time; what has passed since then is the same for both clocks.
    usm.set(boots, restartedAt === 0 ? null : wall - Math.max(0, at - restartedAt), back ? amountOf(back) : 0)
    if (restartedAt > at) return this.drop('silent')
    const opened = usm.open(datagram, reader, wall)
    if (opened.kind === 'malformed') return this.drop('malformed')
    if (opened.kind === 'report') return { bytes: opened.bytes, faults: SOUND }
    reader.open(opened.scoped)
    reader.enter(TAG.sequence)
    const engine = reader.octets()
    const context = reader.octets()
    if (reader.bad || !request.read(reader)) return this.drop('malformed')
    const played = this.fleet.context(context.toString('latin1'))
    if (!played) return this.drop('unknown')
    const faults = this.perform(played, opened.scoped, at, false)
    if (!faults) return this.drop('silent')
    writer.reset()
    const end = writer.at
    this.response.write(writer, PDU.response, request.id)
    writer.octets(context)
    writer.octets(engine)
    writer.header(TAG.sequence, end)
    this.stats.answered++
    return { bytes: usm.seal(writer.take(), opened, wall), faults }
  }

  /** Works out the response, and the faults that strike it on its way; null where the device does not answer. */
  private perform(played: Played<V>, datagram: Buffer, at: number, v1: boolean): readonly DeviceEvent[] | null {
    const { seed } = this.fleet
    const { key, mib } = played
    if (this.dead > 0 && chance(seed, 400, hash(key)) < this.dead) return null
    const view = played.view(at)
    if (!view) return null
    const standing = this.fleet.faults(key, at)
    const faults =
      standing.length === 0
        ? SOUND
        : standing.filter((event, n) => {
            const share = shareOf(event)
            return share >= 1 || chance(seed, 410, hash(key), n, this.stats.requests) < share
          })
    if (faults.some((event) => stays(event, at, this.request.type))) return null
    respond(this.request, this.response, { mib, view, faults, v1, datagram })
    return faults.length === 0 ? SOUND : faults.filter((event) => FAULTS[event.mischief].where === 'way')
  }

  private drop(why: 'unknown' | 'silent' | 'malformed'): null {
    this.stats[why]++
    return null
  }
}

/** Does the fault keep the device from answering such a request at all? */
function stays(event: DeviceEvent, at: number, type: number): boolean {
  if (event.mischief === 'silent') return true
  if (event.mischief === 'noGetBulk') return type === PDU.getBulk
  return event.mischief === 'reboot' && at < event.from + amountOf(event) * 1000
}
