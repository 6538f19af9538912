/** The receiver's thread: owns the trap port, so that whatever comes in there, not even its own death, hurts the polling. */
import type { Phrase } from '../../shared/model/phrase.ts'
import type { TrapSender } from '../store/store.ts'
import { Forwarder } from '../snmp/trap/forwarder.ts'
import { TrapReceiver, NO_COUNTERS } from '../snmp/trap/receiver.ts'
import { isPortProblem, openTrapPorts, type TrapPorts } from '../snmp/trap/sockets.ts'
import { systemClock as clock } from './clock.ts'
import { postEvent, serve } from './serve.ts'
import { portProblem } from './trap-port.ts'
import type { TrapBoot, TrapSetup, TrapState } from './trap-protocol.ts'

const BATCH_MS = 200
const MOST_IN_BATCH = 500
const STATE_MS = 1000
/** A port that is taken is tried again: its holder may end. */
const TRY_AGAIN_MS = 15_000
const SENDERS_MS = 60_000

let setup: TrapSetup | null = null
let receiver: TrapReceiver | null = null
let ports: TrapPorts | null = null
let problem: Phrase | null = null
let opening: Promise<void> = Promise.resolve()
/** What was asked for when the present port was opened: 0 for any. */
let askedFor = -1
let triedAt = Number.NEGATIVE_INFINITY
let handedOn: ReturnType<TrapReceiver['take']> | null = null
let told = ''
const forwarder = new Forwarder(() => clock.mono())

function boot(begin: TrapBoot): void {
  if (receiver) return configure(begin.setup)
  setup = begin.setup
  const clocks = begin.senders.map(({ engineId, boots, time }) => ({ engine: engineId, boots, time }))
  const own = { engine: Buffer.from(begin.engineId, 'hex'), boots: begin.boots, clocks }
  receiver = new TrapReceiver(asReceiver(begin.setup), own, () => clock.mono())
  configure(begin.setup)
}

function configure(next: TrapSetup): void {
  setup = next
  receiver?.configure(asReceiver(next), clock.mono())
  forwarder.configure(next.settings.forward)
  triedAt = clock.mono()
  opening = opening.then(listen)
}

function asReceiver({ settings, communities, users, known }: TrapSetup) {
  const { perSource, total, knownCommunitiesOnly } = settings
  return { rates: { perSource, total }, knownCommunitiesOnly, communities: new Set(communities), users, known: new Set(known) }
}

/** Brings the port to what is wanted. A new one that cannot be opened leaves the old one open. */
async function listen(): Promise<void> {
  if (!setup || !receiver) return
  const { enabled, port } = setup.settings
  if (!enabled) {
    ports?.close()
    ports = null
    problem = null
  } else if (!ports || askedFor !== port) {
    const opened = await openTrapPorts(port, handle, lost)
    if (isPortProblem(opened)) problem = portProblem(opened.code, port)
    else {
      ports?.close()
      ports = opened
      askedFor = port
      problem = null
    }
  } else problem = null
  forwarder.listening(ports?.port ?? null)
  tellState()
}

/** A socket failed: the port is opened anew. */
function lost(code: string): void {
  ports?.close()
  ports = null
  problem = portProblem(code, setup?.settings.port ?? 0)
  triedAt = clock.mono()
}

function handle(bytes: Buffer, source: string, port: number, answer: (reply: Buffer) => void): void {
  receiver?.receive(bytes, { source, port, mono: clock.mono(), at: clock.now() }, answer, pass)
}
const pass = (bytes: Buffer): void => forwarder.pass(bytes)

/** One batch at a time: the next one waits until the core has this one, and what waits too long is counted as dropped. */
function handOn(): void {
  if (handedOn || !receiver || receiver.queued === 0) return
  handedOn = receiver.take(MOST_IN_BATCH)
  postEvent('traps', handedOn)
}

function taken(done: boolean): void {
  const batch = handedOn
  handedOn = null
  if (!done && batch) receiver?.putBack(batch)
  else if (receiver && receiver.queued >= MOST_IN_BATCH) handOn()
}

function tellState(): void {
  const counters = receiver ? { ...receiver.counters, forwarded: forwarder.sent, forwardFailed: forwarder.failed } : NO_COUNTERS
  const settings = setup?.settings
  const state: TrapState = {
    state: !settings ? 'starting' : !settings.enabled ? 'off' : problem ? 'trouble' : ports ? 'listening' : 'starting',
    port: ports?.port ?? null,
    wanted: settings?.port ?? 0,
    families: [...(ports?.families ?? [])],
    problem,
    counters,
  }
  const text = JSON.stringify(state)
  if (text === told) return
  told = text
  postEvent('state', state)
}

const batches = setInterval(handOn, BATCH_MS)
const states = setInterval(() => {
  if (problem && clock.mono() - triedAt >= TRY_AGAIN_MS) {
    triedAt = clock.mono()
    opening = opening.then(listen)
  }
  tellState()
}, STATE_MS)
const senders = setInterval(tellSenders, SENDERS_MS)

function tellSenders(): void {
  const at = clock.now()
  const list: TrapSender[] = (receiver?.clocks() ?? []).map(({ engine, boots, time }) => ({ engineId: engine, boots, time, at }))
  if (list.length > 0) postEvent('senders', list)
}

serve(
  {
    handler: () => null,
    tell(name, value) {
      if (name === 'boot') boot(value as TrapBoot)
      else if (name === 'setup') configure(value as TrapSetup)
      else if (name === 'taken') taken(value as boolean)
    },
    async close() {
      clearInterval(batches)
      clearInterval(states)
      clearInterval(senders)
      tellSenders()
      await opening
      ports?.close()
      forwarder.close()
    },
  },
  () => clock.now(),
)
