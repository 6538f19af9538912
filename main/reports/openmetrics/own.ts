/** What the console tells of itself. Pure. */
import { PREFIX } from './names.ts'
import { familyText, type Family, type Form, type Sample } from './text.ts'

export type OwnFigures = {
  readonly version: string
  readonly poll: {
    readonly devices: number
    readonly answering: number
    readonly inFlight: number
    readonly waiting: number
    readonly polls: number
    readonly timeouts: number
    readonly missed: number
    /** The last whole cycle, ms. */
    readonly cycleMs: number | null
    /** Epoch ms. */
    readonly lastReadingAt: number | null
  }
  readonly stations: Readonly<Record<string, number>>
  readonly alarms: Readonly<Record<string, number>>
  readonly unacknowledged: number
  readonly traps: Readonly<Record<string, number>>
  /** True while writing goes well, by database. */
  readonly stores: Readonly<Record<string, boolean>>
  /** Octets, by name of the file. */
  readonly files: Readonly<Record<string, number>>
  /** Restarts since the program began, by thread. */
  readonly restarts: Readonly<Record<string, number>>
  /** 99th hundredth of the delay of a thread's event loop in the last minute or since the last question, s. */
  readonly loops: Readonly<Record<string, number>>
  readonly process: { readonly residentBytes: number; readonly cpuSeconds: number; /** Epoch s. */ readonly startedAt: number }
}

const by = (label: string, values: Readonly<Record<string, number>>): Sample[] =>
  Object.entries(values).map(([name, value]) => ({ labels: { [label]: name }, value }))
const one = (value: number | null): Sample[] => (value === null ? [] : [{ value }])

function familiesOf(own: OwnFigures): [Family, Sample[]][] {
  const { poll, process } = own
  const gauge = (name: string, help: string, unit?: string): Family => ({ name: `${PREFIX}_${name}`, type: 'gauge', unit, help })
  const counter = (name: string, help: string): Family => ({ name: `${PREFIX}_${name}`, type: 'counter', help })
  return [
    [{ name: PREFIX, type: 'info', help: 'The program.' }, [{ labels: { version: own.version }, value: 1 }]],
    [gauge('devices', 'Devices that are polled.'), one(poll.devices)],
    [gauge('devices_answering', 'Devices that answered at their last poll.'), one(poll.answering)],
    [gauge('polls_in_flight', 'Polls under way.'), one(poll.inFlight)],
    [gauge('polls_waiting', 'Devices that are due and wait for their turn.'), one(poll.waiting)],
    [counter('polls', 'Polls that ended.'), one(poll.polls)],
    [counter('poll_timeouts', 'Polls that got no answer.'), one(poll.timeouts)],
    [counter('missed_slots', 'Slots that came due while the device was still being polled or the console asleep.'), one(poll.missed)],
    [gauge('poll_cycle_seconds', 'The last whole cycle, from its first request to its last reply.', 'seconds'), one(poll.cycleMs === null ? null : poll.cycleMs / 1000)],
    [gauge('last_reading_timestamp_seconds', 'When the last reading came, since 1970.', 'seconds'), one(poll.lastReadingAt === null ? null : poll.lastReadingAt / 1000)],
    [gauge('stations', 'Stations by health.'), by('health', own.stations)],
    [gauge('alarms', 'Open alarms by severity, suppressed ones apart.'), by('severity', own.alarms)],
    [gauge('alarms_unacknowledged', 'Alarms that no person has acknowledged.'), one(own.unacknowledged)],
    [counter('traps', 'Traps by what became of them.'), by('verdict', own.traps)],
    [gauge('store_writable', '1 while the database takes what is written.'), by('database', Object.fromEntries(Object.entries(own.stores).map(([name, ok]) => [name, ok ? 1 : 0])))],
    [gauge('store_size_bytes', 'Size of the database with what waits beside it.', 'bytes'), by('database', own.files)],
    [counter('thread_restarts', 'Threads that were started again.'), by('thread', own.restarts)],
    [gauge('event_loop_delay_seconds', '99th hundredth of the delay of the event loop of a thread.', 'seconds'), by('thread', own.loops)],
    [{ name: 'process_resident_memory_bytes', type: 'gauge', unit: 'bytes', help: 'Resident memory.' }, one(process.residentBytes)],
    [{ name: 'process_cpu_seconds', type: 'counter', unit: 'seconds', help: 'Processor time of all threads.' }, one(process.cpuSeconds)],
    [{ name: 'process_start_time_seconds', type: 'gauge', unit: 'seconds', help: 'When the process began, since 1970.' }, one(process.startedAt)],
  ] // prettier-ignore
}

export function ownText(own: OwnFigures, form: Form): string {
  return familiesOf(own)
    .map(([family, samples]) => familyText(family, samples, form))
    .join('')
}
