/** What of the branch needs a person now: the worst open alarm, and critical ones that were not there before. Pure. */
import { SEVERITIES, type AlarmRow, type Severity } from '../../../shared/model/alarm.ts'

export type Attention = { readonly open: number; readonly worst: Severity | null }
export type Watch = {
  /** Begins anew from the full list: what is in it is not news. */
  reset(alarms: readonly AlarmRow[]): Attention
  /** Takes a batch in; `fresh` are critical alarms raised in it. */
  apply(batch: { alarms: readonly AlarmRow[]; alarmsGone: readonly number[] }): Attention & { readonly fresh: readonly AlarmRow[] }
}

export function createWatch(): Watch {
  const alarms = new Map<number, AlarmRow>()
  const present = (): Attention => {
    const open = [...alarms.values()].filter(isOpen)
    return { open: open.length, worst: SEVERITIES.find((severity) => open.some((alarm) => alarm.severity === severity)) ?? null }
  }
  return {
    reset(all) {
      alarms.clear()
      for (const alarm of all) alarms.set(alarm.id, alarm)
      return present()
    },
    apply({ alarms: changed, alarmsGone }) {
      const fresh = changed.filter((alarm) => isUrgent(alarm) && !isUrgent(alarms.get(alarm.id)))
      for (const alarm of changed) alarms.set(alarm.id, alarm)
      for (const id of alarmsGone) alarms.delete(id)
      return { ...present(), fresh }
    },
  }
}

function isOpen(alarm: AlarmRow): boolean {
  return alarm.clearedAt === null && !alarm.suppressed
}

function isUrgent(alarm: AlarmRow | undefined): boolean {
  return alarm !== undefined && alarm.severity === 'critical' && isOpen(alarm) && alarm.acknowledgedAt === null
}
