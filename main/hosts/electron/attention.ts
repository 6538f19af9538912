/** What of the branch needs a person now: how many alarms are open, and the worst of them. Pure. */
import { SEVERITIES, type AlarmRow, type Severity } from '../../../shared/model/alarm.ts'

export type Attention = { readonly open: number; readonly worst: Severity | null }
export type Watch = {
  /** Begins anew from the full list. */
  reset(alarms: readonly AlarmRow[]): Attention
  /** Takes a batch in. */
  apply(batch: { alarms: readonly AlarmRow[]; alarmsGone: readonly number[] }): Attention
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
      for (const alarm of changed) alarms.set(alarm.id, alarm)
      for (const id of alarmsGone) alarms.delete(id)
      return present()
    },
  }
}

function isOpen(alarm: AlarmRow): boolean {
  return alarm.clearedAt === null && !alarm.suppressed
}
