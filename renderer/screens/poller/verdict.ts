/** Whether the console itself keeps up with polling, in one sentence; and the figures behind it. Pure. */
import type { Tone } from '../../components/State.tsx'
import type { PollerHealth, PollMinute } from '../../../shared/model/exchange.ts'

/** Minutes that count as "now". */
const RECENT = 5
/** Missed slots below this share of all polls are a hiccup. */
const FEW = 0.01
/** More devices than this share waiting for a place: the lanes are full. */
const QUEUE = 0.05
const LEAST_QUEUE = 20
/** Polls are spread over the interval, so a cycle takes about as long; by this factor longer is too long. */
const SLOW = 1.1
/** A loop that stood still for so long delays every poll. */
const STILL_MS = 1000

export type Verdict = {
  tone: Tone
  /** Key under `poller.verdict`. */
  key: 'idle' | 'starting' | 'late' | 'slowCycle' | 'queue' | 'lost' | 'still' | 'hiccup' | 'well'
  params: Record<string, number>
}

export const sum = (minutes: readonly PollMinute[], of: 'polls' | 'timeouts' | 'missed' | 'dropped'): number =>
  minutes.reduce((total, minute) => total + minute[of], 0)

/** Datagrams lost in full buffers; null where the system does not say. */
export function bufferErrors({ sockets }: Pick<PollerHealth, 'sockets'>): number | null {
  const known = sockets.flatMap((socket) => socket.bufferErrors ?? [])
  return known.length === 0 ? null : known.reduce((total, n) => total + n, 0)
}

/** Polls that got no answer, 0…1 of the last hour; null where nothing was polled. */
export function timeoutShare(minutes: readonly PollMinute[]): number | null {
  const polls = sum(minutes, 'polls')
  return polls === 0 ? null : sum(minutes, 'timeouts') / polls
}

/** The worst that is true. Timeouts are no fault of the console: a silent device is the network's or its own. */
export function verdictOf(health: PollerHealth, intervalSeconds: number): Verdict {
  const recent = health.minutes.slice(-RECENT)
  const polls = sum(recent, 'polls')
  const missed = sum(recent, 'missed')
  const lost = bufferErrors(health) ?? 0
  const cycle = health.cycleMs === null ? null : Math.round(health.cycleMs / 1000)
  if (health.devices === 0) return { tone: 'unknown', key: 'idle', params: {} }
  if (missed > 0 && missed / (polls + missed) > FEW) return { tone: 'critical', key: 'late', params: { missed, minutes: recent.length } }
  if (cycle !== null && cycle > intervalSeconds * SLOW)
    return { tone: 'major', key: 'slowCycle', params: { cycle, interval: intervalSeconds } }
  if (health.waiting.living > Math.max(LEAST_QUEUE, health.devices * QUEUE)) {
    return { tone: 'major', key: 'queue', params: { waiting: health.waiting.living } }
  }
  if (health.loopMs.max > STILL_MS) return { tone: 'minor', key: 'still', params: { ms: Math.round(health.loopMs.max) } }
  if (lost > 0) return { tone: 'minor', key: 'lost', params: { lost } }
  if (missed > 0) return { tone: 'warning', key: 'hiccup', params: { missed, minutes: recent.length } }
  if (health.minutes.length === 0) return { tone: 'unknown', key: 'starting', params: { devices: health.devices } }
  return { tone: 'ok', key: 'well', params: { devices: health.devices, answering: health.answering } }
}

/** A receive buffer below this loses replies when thousands of devices answer within a second. */
const LEAST_BUFFER = 1_048_576

/** What is to be done about a socket: nothing, or a larger buffer. */
export function socketAdvice(socket: PollerHealth['sockets'][number], devices: number): 'none' | 'larger' {
  return (socket.bufferErrors ?? 0) > 0 || (devices >= 1000 && socket.receiveBuffer < LEAST_BUFFER) ? 'larger' : 'none'
}

/** Reasons for dropped datagrams, those that happened first, most often first. */
export function drops(dropped: PollerHealth['dropped']): { reason: keyof PollerHealth['dropped']; n: number }[] {
  return REASONS.map((reason) => ({ reason, n: dropped[reason] })).sort((a, b) => b.n - a.n)
}
const REASONS = [
  'unasked',
  'stranger',
  'garbage',
  'version',
  'level',
  'principal',
  'contained',
] as const satisfies readonly (keyof PollerHealth['dropped'])[]
