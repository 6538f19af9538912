/** Adds alarms up, one after the other, to the figures of the alarm system's health. Its own memory, no clock and no store. */
import type { AlarmRow, Severity } from '../../../shared/model/alarm.ts'
import { SEVERITIES } from '../../../shared/model/alarm.ts'
import { ALARM_TARGETS, type AcknowledgeTimes, type AlarmHealth } from '../../../shared/model/alarm-health.ts'
import { floodsOf, slotsOf, worstTen } from './floods.ts'

/** An alarm as far as its health asks. */
export type RaisedAlarm = Pick<
  AlarmRow,
  | 'id'
  | 'stationId'
  | 'deviceId'
  | 'ruleId'
  | 'severity'
  | 'raisedAt'
  | 'clearedAt'
  | 'acknowledgedAt'
  | 'closedAt'
  | 'count'
  | 'suppressedBy'
  | 'toggles'
>
export type ShelvedAlarm = RaisedAlarm & Pick<AlarmRow, 'shelvedUntil' | 'shelvedBy'>

const HOUR = 3_600_000
const WORST = 10
const ROWS = 100
/** Columns that a chart shows apart. */
const SLOTS = 720
/** Shelved so often within the period, an alarm is not looked at but put off. */
const AGAIN = 3

type Name = Pick<RaisedAlarm, 'stationId' | 'deviceId' | 'ruleId' | 'severity'>
const nameOf = ({ stationId, deviceId, ruleId, severity }: Name): Name => ({ stationId, deviceId, ruleId, severity })

export class AlarmTally {
  readonly #from: number
  readonly #to: number
  readonly #times: number[] = []
  #suppressed = 0
  readonly #sources = new Map<string, Name & { alarms: number }>()
  readonly #waits = new Map<Severity, { seconds: number[]; waiting: number }>(SEVERITIES.map((one) => [one, { seconds: [], waiting: 0 }]))
  #chatterCount = 0
  #chatter: AlarmHealth['chattering']['rows'] = []
  readonly #actors = new Set<string>()
  readonly #shelvings = new Map<number, number>()

  constructor(from: number, to: number) {
    this.#from = from
    this.#to = to
  }

  /** Alarms raised in the period, in the order of time. */
  add(alarm: RaisedAlarm): void {
    if (alarm.raisedAt < this.#from || alarm.raisedAt >= this.#to) return
    if (alarm.suppressedBy !== null) {
      this.#suppressed++
      return
    }
    this.#times.push(alarm.raisedAt)
    const key = `${alarm.stationId}|${alarm.deviceId ?? ''}|${alarm.ruleId}`
    const source = this.#sources.get(key)
    if (source) source.alarms++
    else this.#sources.set(key, { ...nameOf(alarm), alarms: 1 })
    const waits = this.#waits.get(alarm.severity)
    if (alarm.acknowledgedAt !== null) waits?.seconds.push(Math.max(0, (alarm.acknowledgedAt - alarm.raisedAt) / 1000))
    else if (waits && alarm.closedAt === null) waits.waiting++
    if (alarm.count < ALARM_TARGETS.chatter) return
    this.#chatterCount++
    this.#chatter.push({ ...nameOf(alarm), alarmId: alarm.id, times: alarm.count, at: alarm.toggles.slice(-60) })
    if (this.#chatter.length >= ROWS * 2) this.#trimChatter()
  }

  #trimChatter(): void {
    this.#chatter = this.#chatter.toSorted((a, b) => b.times - a.times || a.alarmId - b.alarmId).slice(0, ROWS)
  }

  /** Somebody did something about alarms within the period. `alarmId` where it was set aside. */
  acted(actor: string, shelved: number | null): void {
    this.#actors.add(actor)
    if (shelved !== null) this.#shelvings.set(shelved, (this.#shelvings.get(shelved) ?? 0) + 1)
  }

  /** `operators` null: as many as did something. `now`: for what is set aside at present. */
  finish({ operators, standing, shelved, now }: FinishOf): AlarmHealth {
    const times = this.#times
    const names = [...this.#actors].toSorted((a, b) => a.localeCompare(b))
    const count = Math.max(1, operators ?? names.length)
    const hours = (this.#to - this.#from) / HOUR
    const floods = floodsOf(times, count, this.#to)
    const peak = worstTen(times)
    const all = times.length + this.#suppressed
    this.#trimChatter()
    const worst = [...this.#sources.values()]
      .toSorted((a, b) => b.alarms - a.alarms || a.stationId - b.stationId || a.ruleId.localeCompare(b.ruleId))
      .slice(0, WORST)
      .map((one) => ({ ...one, share: one.alarms / times.length }))
    return {
      from: this.#from,
      to: this.#to,
      raised: times.length,
      suppressed: this.#suppressed,
      suppressedShare: all === 0 ? null : this.#suppressed / all,
      operators: { count, names, basis: operators !== null ? 'given' : names.length > 0 ? 'acted' : 'none' },
      perHour: times.length / hours / count,
      peak: peak && { at: peak.at, alarms: peak.count / count },
      slots: slotsOf(times, this.#from, this.#to, SLOTS),
      floods,
      floodShare: floods.reduce((sum, one) => sum + (one.to - one.from), 0) / (this.#to - this.#from),
      standing,
      chattering: { count: this.#chatterCount, rows: this.#chatter },
      sources: { share: times.length === 0 ? null : worst.reduce((sum, one) => sum + one.share, 0), rows: worst },
      acknowledgement: this.#acknowledgement(),
      shelves: { count: shelved.length, troubled: this.#troubled(shelved, now) },
    }
  }

  #acknowledgement(): AlarmHealth['acknowledgement'] {
    const each = (severity: Severity) => this.#waits.get(severity) ?? { seconds: [], waiting: 0 }
    const seconds = SEVERITIES.flatMap((one) => each(one).seconds)
    const waiting = SEVERITIES.reduce((sum, one) => sum + each(one).waiting, 0)
    const of = (severity: Severity): AcknowledgeTimes => times(each(severity).seconds, each(severity).waiting)
    return {
      all: times(seconds, waiting),
      bySeverity: {
        critical: of('critical'),
        major: of('major'),
        minor: of('minor'),
        warning: of('warning'),
        indeterminate: of('indeterminate'),
      },
    }
  }

  #troubled(shelved: readonly ShelvedAlarm[], now: number): AlarmHealth['shelves']['troubled'] {
    return shelved.flatMap((alarm) => {
      const until = alarm.shelvedUntil ?? now
      const often = this.#shelvings.get(alarm.id) ?? 0
      const trouble = alarm.clearedAt !== null ? 'cleared' : often >= AGAIN ? 'repeated' : until - now <= HOUR ? 'expiring' : null
      return trouble === null
        ? []
        : [{ ...nameOf(alarm), alarmId: alarm.id, trouble, times: Math.max(1, often), until, by: alarm.shelvedBy }]
    })
  }
}

export type FinishOf = {
  readonly operators: number | null
  readonly standing: AlarmHealth['standing']
  readonly shelved: readonly ShelvedAlarm[]
  readonly now: number
}

function times(seconds: readonly number[], waiting: number): AcknowledgeTimes {
  const sorted = seconds.toSorted((a, b) => a - b)
  const at = (share: number): number | null => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
  return { acknowledged: sorted.length, waiting, median: at(0.5), p90: at(0.9) }
}
