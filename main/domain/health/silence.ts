/** Does a station answer? What its devices' last exchanges say together. */
import type { Hold } from '../../../shared/model/alarm.ts'
import type { Outcome } from '../../../shared/model/device.ts'

/** `says`: it gave readings, or refused in words; `silent`: nothing came; `own`: our own defect, which says nothing of the device. */
export type Voice = 'says' | 'silent' | 'own'

const VOICES: Readonly<Record<Outcome, Voice>> = {
  ok: 'says',
  auth: 'says',
  tooBig: 'says',
  malformed: 'says',
  agentError: 'says',
  timeout: 'silent',
  refused: 'silent',
  unresolved: 'silent',
  internal: 'own',
}
export function voiceOf(outcome: Outcome): Voice {
  return VOICES[outcome]
}

/** What the engine keeps of a device's answers. Monotonic times in ms; null where there was none since the count began. */
export type Contact = {
  /** Last poll of any outcome that says something of the device. */
  readonly polledMono: number | null
  readonly voice: Voice | null
  /** Silent polls in a row. */
  readonly silentPolls: number
  /** Beginning of that row. */
  readonly silentMono: number | null
}

/** `unpolled`: not all polled since `epoch` yet; `held`: all silent for as long as the hold asks. */
export type Silence = 'unpolled' | 'answering' | 'failing' | 'held'

/** Judges the contacts of a station's devices. `cycled` says that its first full cycle is behind it. */
export function silenceOf(contacts: readonly Contact[], epoch: number, cycled: boolean, hold: Hold, mono: number): Silence {
  let held = true
  let failing = 0
  for (const one of contacts) {
    if (one.polledMono === null || one.polledMono <= epoch) {
      if (!cycled) return 'unpolled'
      continue
    }
    if (one.voice === 'says') return firstCycleIsOver(contacts, epoch, cycled) ? 'answering' : 'unpolled'
    failing++
    const lasted = one.silentMono === null ? 0 : mono - one.silentMono
    if (one.silentPolls < hold.polls || lasted < hold.seconds * 1000) held = false
  }
  if (failing === 0) return 'unpolled'
  return held ? 'held' : 'failing'
}

/** All devices polled since the epoch, or it was so before a device was added. */
export function firstCycleIsOver(contacts: readonly Contact[], epoch: number, cycled: boolean): boolean {
  return cycled || contacts.every((one) => one.polledMono !== null && one.polledMono > epoch)
}
