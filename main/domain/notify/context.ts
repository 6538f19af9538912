/** What a plan is made with: rules, channels and teams as they stand, and the incidents as they are now. */
import { SEVERITIES, type Severity } from '../../../shared/model/alarm.ts'
import { ADDRESSED, type Channel } from '../../../shared/model/channel.ts'
import type { Incident } from '../../../shared/model/incident.ts'
import type { NotificationRule, NotificationSettings, RuleStep, Team } from '../../../shared/model/notification.ts'
import { weekdayOf, within } from './hours.ts'
import type { Target } from './types.ts'

export type PlanContext = {
  /** In their order; those that are off are left out. */
  readonly rules: readonly NotificationRule[]
  readonly channels: ReadonlyMap<number, Channel>
  readonly teams: ReadonlyMap<number, Team>
  /** Stations of each group. */
  readonly groups: ReadonlyMap<number, ReadonlySet<number>>
  readonly settings: Pick<NotificationSettings, 'digestOver' | 'digestMinutes'>
  /** As it is now; null where there is none any more. */
  readonly incident: (id: number) => Incident | null
}

export function isWorse(a: Severity, b: Severity): boolean {
  return SEVERITIES.indexOf(a) < SEVERITIES.indexOf(b)
}

/** Does the rule name such an incident at this moment? */
export function matches(rule: NotificationRule, incident: Incident, at: number, groups: PlanContext['groups']): boolean {
  if (isWorse(rule.atLeast, incident.severity)) return false
  if (rule.causes.length > 0 && !rule.causes.includes(incident.cause)) return false
  if (rule.communeIds.length > 0 && !rule.communeIds.some((id) => incident.communeIds.includes(id))) return false
  if (rule.groupIds.length > 0) {
    const isIn = (id: number): boolean => incident.stationIds.some((station) => groups.get(id)?.has(station))
    if (!rule.groupIds.some(isIn)) return false
  }
  if (rule.hours && !within(rule.hours, at)) return false
  return rule.weekdays.length === 0 || rule.weekdays.includes(weekdayOf(rule.hours, at))
}

/** Whom a step tells: every address of its teams on its channels, and the channels that have one receiver. Each once; channels that are off are left out. */
export function targetsOf(step: RuleStep, { channels, teams }: Pick<PlanContext, 'channels' | 'teams'>): Target[] {
  const found = new Map<string, Target>()
  for (const channelId of step.channelIds) {
    const channel = channels.get(channelId)
    if (!channel?.enabled) continue
    const list = ADDRESSED.has(channel.config.kind)
      ? step.teamIds.flatMap((teamId) =>
          (teams.get(teamId)?.recipients ?? []).filter((one) => one.channelId === channelId).map(({ to }) => ({ channelId, to, teamId })),
        )
      : [{ channelId, to: '', teamId: null }]
    for (const target of list) if (!found.has(receiverOf(target))) found.set(receiverOf(target), target)
  }
  return [...found.values()]
}

/** Names one receiver on one channel. */
export function receiverOf({ channelId, to }: Pick<Target, 'channelId' | 'to'>): string {
  return `${channelId}|${to}`
}
