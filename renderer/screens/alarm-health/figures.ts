/** How the figures of the alarm system stand against the guides: each with its target and whether it is met. */
import { ALARM_TARGETS, type AlarmHealth } from '../../../shared/model/alarm-health.ts'

export type FigureName = 'rate' | 'peak' | 'floods' | 'standing' | 'chattering' | 'worst' | 'acknowledge'
/** `met` null: nothing to judge. */
export type Figure = { readonly name: FigureName; readonly met: boolean | null }

export function figuresOf(health: AlarmHealth): Figure[] {
  const { perHour, peak, floodShare, standing, chattering, sources, acknowledgement } = health
  const { median } = acknowledgement.all
  const nothing = health.raised === 0
  return [
    { name: 'rate', met: perHour === null ? null : perHour <= ALARM_TARGETS.perHour },
    { name: 'peak', met: peak === null ? null : peak.alarms <= ALARM_TARGETS.perTenMinutes },
    { name: 'floods', met: nothing ? null : floodShare <= ALARM_TARGETS.floodShare },
    { name: 'standing', met: standing.count <= ALARM_TARGETS.standing },
    { name: 'chattering', met: chattering.count <= ALARM_TARGETS.chattering },
    // Ten sources are most of a handful: their share says something where there are many alarms.
    { name: 'worst', met: sources.share === null || health.raised < 50 ? null : sources.share <= ALARM_TARGETS.tenWorst },
    { name: 'acknowledge', met: median === null ? null : median <= ALARM_TARGETS.acknowledgeSeconds },
  ]
}

export const missedOf = (health: AlarmHealth): FigureName[] => figuresOf(health).flatMap(({ name, met }) => (met === false ? [name] : []))

/** The column of the chart under a share (0 to 1) of its width. */
export function slotAt(health: AlarmHealth, share: number): { at: number; count: number; worst: number } | null {
  const { counts, worst, stepMs } = health.slots
  const n = Math.min(counts.length - 1, Math.max(0, Math.floor(share * counts.length)))
  const count = counts[n]
  return count === undefined ? null : { at: health.from + n * stepMs, count, worst: worst[n] ?? 0 }
}
