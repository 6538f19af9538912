/** The trap log in memory: lines that must be written, equal traps of one sender counted on one line, and the tally of verdicts. */
import { createHash } from 'node:crypto'
import type { ReceivedTrap, TrapTally, TrapVerdict } from '../../shared/model/trap.ts'
import type { StoredTrap, TrapStore } from '../store/store.ts'
import type { Match } from '../domain/trap/sender.ts'
import type { Watch } from './state.ts'

/** Equal traps within this time are one line. */
const TOGETHER_MS = 60_000
const MOST_OPEN = 4000
/** While nothing can be written no more lines than this wait. */
const MOST_WAITING = 5000
const PRUNE_ROWS = 2000
const DAY_MS = 86_400_000
const SYS_UP_TIME = '1.3.6.1.2.1.1.3.0'

type Line = { readonly row: StoredTrap; readonly watch: Watch | null; written: boolean }
type Keep = { readonly keepDays: number; readonly keepRows: number }

/** What a verdict adds to the line before it: the same again. */
const SAME: Readonly<Record<TrapVerdict, readonly TrapVerdict[]>> = {
  raised: [],
  cleared: [],
  repeated: ['raised', 'repeated'],
  noted: ['noted', 'cleared'],
  unknown: ['unknown'],
  stranger: ['stranger'],
  ignored: ['ignored'],
}

export class TrapBook {
  readonly tally: TrapTally = { matched: 0, unknown: 0, stranger: 0 }
  /** Lines that were not kept because the store could not be written. */
  lost = 0
  private readonly open = new Map<string, Line>()
  private readonly fresh = new Set<Line>()
  private readonly counted = new Set<Line>()
  private pruning = true
  private news = false

  note(trap: ReceivedTrap, match: Match | null, verdict: TrapVerdict, problem: string | null, watch: Watch | null): void {
    this.tally[verdict === 'stranger' ? 'stranger' : verdict === 'unknown' ? 'unknown' : 'matched'] += 1
    const key = keyOf(trap)
    const last = this.open.get(key)
    if (last && trap.at - last.row.at < TOGETHER_MS && SAME[verdict].includes(last.row.verdict)) {
      last.row.count += 1
      last.row.lastAt = Math.max(trap.at, last.row.lastAt)
      if (last.written) this.counted.add(last)
      return
    }
    const isKnown = verdict !== 'unknown' && verdict !== 'stranger'
    const { port: _port, enterprise: _enterprise, raw, varbinds, ...rest } = trap
    const row: StoredTrap = {
      ...rest,
      id: 0,
      lastAt: trap.at,
      count: 1,
      deviceId: match?.deviceId ?? null,
      stationId: match?.stationId ?? null,
      verdict,
      problem,
      alarmId: null,
      varbinds: [...varbinds],
      raw: isKnown ? null : raw,
    }
    const line: Line = { row, watch, written: false }
    this.open.delete(key)
    this.open.set(key, line)
    this.fresh.add(line)
    this.bound()
  }

  private bound(): void {
    if (this.open.size > MOST_OPEN) for (const oldest of this.open.keys()) if (this.open.delete(oldest)) break
    if (this.fresh.size <= MOST_WAITING) return
    for (const oldest of this.fresh) {
      this.fresh.delete(oldest)
      this.lost += 1
      break
    }
  }

  get needsWriting(): boolean {
    return this.fresh.size > 0 || this.counted.size > 0
  }

  /** Writes inside the caller's transaction, after the alarms; what it answers is called after the commit. `idOf`: the number of an alarm written in it. */
  write(store: TrapStore, keep: Keep, now: number, idOf: (watch: Watch) => number | null): () => void {
    const numbered: { line: Line; id: number; alarmId: number | null }[] = []
    for (const line of this.fresh) {
      const alarmId = line.watch ? idOf(line.watch) : null
      numbered.push({ line, alarmId, id: store.insert({ ...line.row, alarmId }) })
    }
    for (const { row } of this.counted) store.repeat(row.id, row.count, row.lastAt)
    // What is too old goes in slices, so that no second waits for it.
    const dropped = this.pruning || numbered.length > 0 ? store.prune(now - keep.keepDays * DAY_MS, keep.keepRows, PRUNE_ROWS) : 0
    return () => {
      this.pruning = dropped === PRUNE_ROWS
      for (const { line, id, alarmId } of numbered) {
        line.row.id = id
        line.row.alarmId = alarmId
        line.written = true
      }
      this.news ||= numbered.length > 0 || this.counted.size > 0
      this.fresh.clear()
      this.counted.clear()
    }
  }

  /** True once after lines were written. */
  takeNews(): boolean {
    const { news } = this
    this.news = false
    return news
  }

  /** Forgets lines to which nothing more is added. */
  sweep(at: number): void {
    for (const [key, { row }] of this.open) if (at - row.at >= TOGETHER_MS) this.open.delete(key)
    this.pruning = true
  }
}

function keyOf({ source, version, user, context, trapOid, varbinds }: ReceivedTrap): string {
  const hash = createHash('sha1')
  for (const { oid, text } of varbinds) if (oid !== SYS_UP_TIME) hash.update(oid).update('=').update(text).update('\n')
  return [source, version, user ?? '', context, trapOid, hash.digest('base64')].join('|')
}
