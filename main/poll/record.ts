/** Records what an agent says: its whole tree or some subtrees, one request after the other, as lines of a recording. */
import type { Outcome, Secret } from '../../shared/model/device.ts'
import {
  endLine,
  headerLine,
  MOST_OCTETS,
  recordingLine,
  type RecordedValue,
  type RecordingEnd,
  type RecordingHeader,
} from '../../shared/format/recording.ts'
import { plain } from '../../shared/format/plain.ts'
import { loadProfiles } from '../profiles/load.ts'
import type { Profile } from '../profiles/schema.ts'
import { compareOids, isUnder } from '../snmp/oid.ts'
import type { AgentSession } from '../snmp/session.ts'
import { Transport } from '../snmp/transport.ts'
import type { Varbind } from '../snmp/value.ts'
import { Agent } from './agent.ts'
import { Anonymous } from './anonymous.ts'
import type { ProbeTarget } from './poller.ts'

export type RecordOptions = {
  /** Subtrees; none means all of it. */
  readonly roots: readonly string[]
  readonly anonymous: boolean
  readonly mostRows: number
  readonly mostMs: number
  /** Rest between two requests, so that the device and the polling have air. */
  readonly pauseMs: number
  /** Wall clock in epoch ms, for the header. */
  readonly now: () => number
  readonly signal: AbortSignal
  /** Takes the text as it comes, whole lines. */
  readonly write: (text: string) => void
  readonly progress: (progress: { readonly rows: number; readonly oid: string; readonly outcome: Outcome }) => void
}
export type Recorded = {
  readonly end: RecordingEnd
  readonly outcome: Outcome
  readonly rows: number
  readonly header: RecordingHeader | null
}
export type RecordParts = { readonly transport: Transport; readonly profiles: ReadonlyMap<string, Profile>; readonly mono: () => number }

const REPETITIONS = 20
const EVERYTHING = ['1.0', '1.2', '1.3'] as const
/** Where agents show communities, users, keys and who may do what: never recorded. SNMP-TARGET, NOTIFICATION, USM users, VACM, COMMUNITY. */
const SECRETS = ['12', '13', '15.1.2', '16', '18'].map((arc) => `1.3.6.1.6.3.${arc}`)
const STAND_IN = '***'

/** Opens a transport of its own, records, closes it: for the command line. */
export async function recordOnce(target: ProbeTarget, options: RecordOptions & { readonly profileFolders?: string[] }): Promise<Recorded> {
  const mono = (): number => performance.now()
  const transport = new Transport({ mono })
  try {
    return await recordWith({ transport, profiles: loadProfiles(options.profileFolders).profiles, mono }, target, options)
  } finally {
    await transport.close()
  }
}

/** Never throws for what a device does. Nothing is written where the device does not answer at all. */
export async function recordWith(
  { transport, profiles, mono }: RecordParts,
  target: ProbeTarget,
  options: RecordOptions,
): Promise<Recorded> {
  const session = transport.session(target)
  try {
    const asker = new Agent({ session, profiles, profile: null, auto: false, mono, complete: false, phase: 0 })
    const identified = await asker.identify()
    if (identified.outcome !== 'ok') {
      const refused = identified.outcome === 'timeout' && (await session.refused())
      return { end: 'failed', outcome: refused ? 'refused' : identified.outcome, rows: 0, header: null }
    }
    const { sysObjectID, sysName, profile } = identified.value
    const veil = options.anonymous ? new Anonymous() : null
    const header: RecordingHeader = {
      sysObjectID,
      sysName: sysName === null ? null : plain(veil ? veil.name(sysName) : sysName, 200),
      profile: profile.id,
      at: options.now(),
      version: target.secret.version,
      roots: [...options.roots],
      anonymous: options.anonymous,
    }
    options.write(headerLine(header))
    const recorder = new Recorder(
      { session, bulk: profile.bulk && target.secret.version !== '1', mono, veil, words: secretsOf(target.secret) },
      options,
    )
    const { end, outcome } = await recorder.run(options.roots.length > 0 ? options.roots : EVERYTHING)
    options.write(endLine(end, recorder.rows))
    return { end, outcome, rows: recorder.rows, header }
  } finally {
    session.close()
  }
}

/** The words that open the device: they stand in no recording, wherever the agent repeats them. */
function secretsOf(secret: Secret): string[] {
  const words = secret.version === '3' ? [secret.auth?.key, secret.priv?.key] : [secret.community]
  return words.filter((word): word is string => word !== undefined)
}

type Parts = {
  readonly session: AgentSession
  readonly bulk: boolean
  readonly mono: () => number
  readonly veil: Anonymous | null
  readonly words: readonly string[]
}
type End = { readonly end: RecordingEnd; readonly outcome: Outcome }

class Recorder {
  rows = 0
  private size = 0
  private bulk: boolean
  private repetitions = REPETITIONS
  private readonly parts: Parts
  private readonly options: RecordOptions

  constructor(parts: Parts, options: RecordOptions) {
    this.parts = parts
    this.options = options
    this.bulk = parts.bulk
  }

  async run(roots: readonly string[]): Promise<End> {
    const until = this.parts.mono() + this.options.mostMs
    let whole: End = { end: 'whole', outcome: 'ok' }
    for (const root of roots.map((one) => one.replace(/^\./, ''))) {
      const before = this.rows
      const ended = await this.walk(root, until)
      if (ended.end === 'whole' && this.rows === before && this.options.roots.length > 0) await this.single(root)
      // A loop ends its subtree only; the next one may well be sound.
      if (ended.end === 'loop') whole = ended
      else if (ended.end !== 'whole') return ended
    }
    return whole
  }

  private async walk(root: string, until: number): Promise<End> {
    const { session, mono } = this.parts
    const { signal, progress, pauseMs } = this.options
    let last = root
    for (;;) {
      if (signal.aborted) return { end: 'cancelled', outcome: 'ok' }
      if (mono() > until) return { end: 'cap', outcome: 'ok' }
      const step = this.bulk ? await session.getBulk(last, this.repetitions) : await session.getNext([last])
      if (step.outcome !== 'ok') {
        if (signal.aborted) return { end: 'cancelled', outcome: 'ok' }
        // An agent that stumbles over GETBULK is asked for less, then one by one.
        if (!this.bulk || step.outcome === 'auth' || step.outcome === 'unresolved') return { end: 'failed', outcome: step.outcome }
        if (step.outcome === 'tooBig' && this.repetitions > 1) this.repetitions = Math.ceil(this.repetitions / 2)
        else this.bulk = false
        continue
      }
      const taken = this.take(step.value, root, last)
      if ('end' in taken) return taken
      ;({ last } = taken)
      progress({ rows: this.rows, oid: last, outcome: 'ok' })
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }

  /** A root that has nothing below it may be an object itself. */
  private async single(oid: string): Promise<void> {
    const got = await this.parts.session.get([oid])
    const row = got.outcome === 'ok' && got.value[0] ? this.clean(got.value[0]) : null
    if (!row) return
    this.options.write(recordingLine(row))
    this.rows++
  }

  /** Writes the rows of one answer; tells how the walk ended, or its last OID. */
  private take(rows: readonly Varbind[], root: string, from: string): End | { readonly last: string } {
    let last = from
    let text = ''
    let end: End | null = rows.length === 0 ? { end: 'whole', outcome: 'ok' } : null
    for (const varbind of rows) {
      if (varbind.value.type === 'endOfMib' || !isUnder(root, varbind.oid)) end = { end: 'whole', outcome: 'ok' }
      else if (compareOids(varbind.oid, last) <= 0) end = { end: 'loop', outcome: 'ok' }
      else if (this.rows >= this.options.mostRows || this.size + text.length > MOST_OCTETS / 2) end = { end: 'cap', outcome: 'ok' }
      if (end) break
      last = varbind.oid
      const row = this.clean(varbind)
      if (!row) continue
      text += recordingLine(row)
      this.rows++
    }
    if (text !== '') this.options.write(text)
    this.size += text.length
    return end ?? { last }
  }

  private clean(varbind: Varbind): RecordedValue | null {
    if (SECRETS.some((root) => isUnder(root, varbind.oid))) return null
    const row = recorded(varbind)
    if (!row) return null
    const open = withoutSecrets(row, this.parts.words)
    return this.parts.veil ? this.parts.veil.clean(open) : open
  }
}

function withoutSecrets(row: RecordedValue, words: readonly string[]): RecordedValue {
  const { value } = row
  if (!(value instanceof Uint8Array) || row.tag !== 4) return row
  const text = Buffer.from(value).toString('latin1')
  const found = words
    .map((word) => Buffer.from(word).toString('latin1'))
    .filter((word) => text === word || (word.length > 5 && text.includes(word)))
  if (found.length === 0) return row
  return {
    ...row,
    value: Buffer.from(
      found.reduce((out, word) => out.replaceAll(word, STAND_IN), text),
      'latin1',
    ),
  }
}

/** The value under its ASN.1 type; null where the agent had none. */
function recorded({ oid, value }: Varbind): RecordedValue | null {
  const { type, number, big, raw, octets } = value
  switch (type) {
    case 'integer':
      return { oid, tag: 2, value: big ?? number }
    case 'counter32':
      return { oid, tag: 65, value: number }
    case 'gauge':
      return { oid, tag: 66, value: number }
    case 'ticks':
      return { oid, tag: 67, value: number }
    case 'counter64':
      return { oid, tag: 70, value: big }
    case 'text':
      return { oid, tag: 4, value: octets }
    case 'address':
      return { oid, tag: 64, value: octets }
    case 'float':
    case 'opaque':
      return { oid, tag: 68, value: octets }
    case 'oid':
      return { oid, tag: 6, value: raw }
    case 'null':
      return { oid, tag: 5, value: null }
    default:
      return null
  }
}
