/** Saves a draft a moment after each change, one request at a time; tries again on failure; joins on conflict. */
import type { Answer, Inspection } from '../../../shared/model/inspection.ts'
import { answersOf, join, listOf, type Answers } from './draft.ts'

export type SaveState =
  | { readonly kind: 'saved'; readonly at: number | null }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'retrying'; readonly attempt: number }
  | { readonly kind: 'refused'; readonly error: unknown }

/** How a failed save goes on: try again later, take the other version and save on top of it, or give up and say why. */
export type Verdict = { readonly next: 'retry' } | { readonly next: 'join'; readonly current: Inspection } | { readonly next: 'refuse' }

export type SaverDoors = {
  readonly save: (input: { id: number; version: number; answers: Answer[] }) => Promise<Inspection>
  readonly judge: (error: unknown) => Verdict
  /** Keeps the unsaved answers on this machine, or forgets them (null). */
  readonly keep: (answers: Answer[] | null, version: number) => void
  /** Tells that answers of another version were joined. */
  readonly joined: () => void
  readonly now: () => number
  readonly after: (ms: number, run: () => void) => () => void
}

const PAUSE = 500
const RETRIES = [1000, 2000, 5000, 10_000, 20_000]

export class DraftSaver {
  private answers: Answers
  private version: number
  private touched = new Set<string>()
  private inFlight: Promise<void> | null = null
  private cancel: (() => void) | null = null
  private attempt = 0
  private state: SaveState = { kind: 'saved', at: null }
  private readonly id: number
  private readonly doors: SaverDoors
  private readonly listeners = new Set<(state: SaveState, answers: Answers) => void>()

  constructor(inspection: Pick<Inspection, 'id' | 'version' | 'answers'>, doors: SaverDoors) {
    this.id = inspection.id
    this.version = inspection.version
    this.answers = answersOf(inspection.answers)
    this.doors = doors
  }

  get current(): { answers: Answers; version: number; state: SaveState } {
    return { answers: this.answers, version: this.version, state: this.state }
  }

  /** Tells of every change of the state or the answers. */
  listen(listener: (state: SaveState, answers: Answers) => void): () => void {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  /** Takes an answer's new state; it is saved after a short pause. */
  put(answers: Answers, itemId: string): void {
    this.answers = answers
    this.touched.add(itemId)
    this.doors.keep(listOf(answers), this.version)
    this.attempt = 0
    this.tell({ kind: 'waiting' })
    this.plan(PAUSE)
  }

  /** Takes a newer version that somebody else saved, where nothing here waits to be saved. */
  adopt(inspection: Pick<Inspection, 'version' | 'answers'>): void {
    if (inspection.version <= this.version || this.touched.size > 0 || this.inFlight) return
    this.version = inspection.version
    this.answers = answersOf(inspection.answers)
    this.tell(this.state)
  }

  /** Saves what waits and resolves when the console has it; false where it could not be saved. */
  async flush(): Promise<boolean> {
    this.close()
    for (let tries = 0; tries < 3 && (this.touched.size > 0 || this.inFlight); tries++) {
      this.inFlight ??= this.send()
      await this.inFlight
      this.close()
    }
    if (this.touched.size > 0 && this.state.kind !== 'refused') this.plan(RETRIES[0] ?? 1000)
    return this.touched.size === 0
  }

  /** Stops timers; what is unsaved stays on this machine. */
  close(): void {
    this.cancel?.()
    this.cancel = null
  }

  private tell(state: SaveState): void {
    this.state = state
    for (const listener of this.listeners) listener(state, this.answers)
  }

  private plan(ms: number): void {
    this.cancel?.()
    this.cancel = this.doors.after(ms, () => {
      this.cancel = null
      if (this.inFlight) return
      this.inFlight = this.send()
    })
  }

  private async send(): Promise<void> {
    const sent = new Set(this.touched)
    const answers = this.answers
    this.tell({ kind: 'saving' })
    try {
      const saved = await this.doors.save({ id: this.id, version: this.version, answers: listOf(answers) })
      this.version = saved.version
      this.attempt = 0
      for (const id of sent) if (this.answers.get(id) === answers.get(id)) this.touched.delete(id)
      this.inFlight = null
      if (this.touched.size === 0) {
        this.doors.keep(null, this.version)
        this.tell({ kind: 'saved', at: this.doors.now() })
      } else {
        this.tell({ kind: 'waiting' })
        this.plan(PAUSE)
      }
    } catch (error) {
      this.inFlight = null
      this.failed(error)
    }
  }

  private failed(error: unknown): void {
    const verdict = this.doors.judge(error)
    if (verdict.next === 'refuse') return this.tell({ kind: 'refused', error })
    if (verdict.next === 'join') {
      this.answers = join(verdict.current.answers, this.answers, this.touched)
      this.version = verdict.current.version
      this.doors.joined()
      this.tell({ kind: 'waiting' })
      return this.plan(PAUSE)
    }
    this.tell({ kind: 'retrying', attempt: this.attempt })
    this.plan(RETRIES[Math.min(this.attempt++, RETRIES.length - 1)] ?? 20_000)
  }
}
