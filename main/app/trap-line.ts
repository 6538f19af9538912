/** The receiver's thread as the console holds it: kept alive, told how to work, its traps handed to the core, its counters added up over its restarts. */
import type { Actor } from '../../shared/model/access.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import type { ReceivedTrap, TrapCounters, TrapStatus, TrapTally } from '../../shared/model/trap.ts'
import type { ConsoleOptions } from './console.ts'
import type { State } from './keeper.ts'
import { openLine, type Line } from './line.ts'
import type { TrapSetup, TrapState } from './trap-protocol.ts'

export type TrapLine = Pick<Line, 'state' | 'restarts' | 'kill'> & {
  /** Of what the core said last of its work with traps. */
  status(tally: TrapTally): TrapStatus
  /** The core has another setup. */
  setup(next: TrapSetup): void
  /** The core has opened its folder: a receiver that waits for its beginning can have it. */
  coreOpened(): void
  close(): Promise<void>
}

const PROGRAM: Actor = { name: 'branchwatch', role: 'admin' }
const TRY_AGAIN_MS = 2000
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const NONE: TrapState['counters'] = {
  received: 0, accepted: 0, informs: 0, acknowledged: 0, duplicates: 0, droppedSource: 0, droppedTotal: 0, droppedStranger: 0,
  droppedOverflow: 0, malformed: 0, community: 0, v3: {}, forwarded: 0, forwardFailed: 0,
} // prettier-ignore
const STARTING: TrapState = { state: 'starting', port: null, wanted: 0, families: [], problem: null, counters: NONE }

export function openTrapLine(options: {
  core: Line
  onState: (state: State) => void
  onStatus: (state: TrapState) => void
  log: ConsoleOptions['log']
}): TrapLine {
  const { core, log } = options
  let now = STARTING
  /** Of receivers before this one. */
  let before = NONE
  let booted = false
  let closing = false
  let timer: NodeJS.Timeout | undefined

  const line = openLine({
    name: 'traps',
    url: new URL(`./trap-worker.${extension}`, import.meta.url),
    data: () => null,
    onEvent: (name, value) => {
      if (name === 'state') take(value as TrapState)
      else if (name === 'traps') void handOn(value as ReceivedTrap[])
      else if (name === 'senders') void core.call('trap.senders', value, PROGRAM).catch(() => {})
    },
    onState: (state) => {
      if (state === 'running') void boot()
      else {
        booted = false
        before = sum(before, now.counters)
        now = STARTING
      }
      options.onState(state)
    },
    log,
  })

  function take(state: TrapState): void {
    if (state.problem && state.problem.key !== now.problem?.key)
      log({ level: 'warn', message: `traps: ${state.problem.key}`, detail: state.problem.params, phrases: [state.problem] })
    now = state
    options.onStatus(state)
  }

  /** A new receiver starts with what the core has for it; while the core cannot be asked it waits. */
  async function boot(): Promise<void> {
    if (closing || booted) return
    clearTimeout(timer)
    const begin = await core.call('trap.boot', null, PROGRAM).catch(() => null)
    if (closing || booted) return
    if (begin === null || isRefusal(begin)) timer = setTimeout(() => void boot(), TRY_AGAIN_MS)
    else {
      booted = true
      line.tell('boot', begin)
    }
  }

  async function handOn(traps: ReceivedTrap[]): Promise<void> {
    const answer = await core.call('trap.take', traps, PROGRAM).catch(() => null)
    line.tell('taken', answer !== null && !isRefusal(answer))
  }

  return {
    state: line.state,
    restarts: line.restarts,
    kill: line.kill,
    status: (tally) => ({ ...now, counters: sum(before, now.counters), tally }),
    setup: (next) => booted && line.tell('setup', next),
    coreOpened: () => void boot(),
    close() {
      closing = true
      clearTimeout(timer)
      return line.close()
    },
  }
}

function sum(a: TrapCounters, b: TrapCounters): TrapCounters {
  const { v3: _v3, ...plain } = b
  const total: TrapCounters = { ...a, v3: { ...a.v3 } }
  for (const [name, value] of Object.entries(plain)) total[name as Exclude<keyof TrapCounters, 'v3'>] += value
  for (const [name, value] of Object.entries(b.v3)) total.v3[name] = (total.v3[name] ?? 0) + value
  return total
}
