/** Names of channels, receivers and rules, and what a rule does, in words. */
import type { TFunction } from 'i18next'
import type { ChannelHealth, ChannelKind } from '../../../shared/model/channel.ts'
import type { DayPart, DeliveryState, NotificationRule, Team } from '../../../shared/model/notification.ts'
import type { OutputOf } from '../../app/client.ts'
import type { Tone } from '../../components/State.tsx'

export const VIEWS = ['rules', 'teams', 'channels', 'log'] as const
export type View = (typeof VIEWS)[number]
export type ChannelName = OutputOf<'notifications.channelNames'>[number]
export type Names = {
  readonly channels: ReadonlyMap<number, ChannelName>
  readonly teams: ReadonlyMap<number, Team>
  readonly communes: ReadonlyMap<number, string>
  readonly groups: ReadonlyMap<number, string>
}

/** The two that every console has are called by their kind. */
export function channelName(t: TFunction, { name, kind }: { name: string; kind: ChannelKind }): string {
  return name === '' ? t(`notify.kind.${kind}`) : name
}

export const HEALTH_TONE: Record<ChannelHealth, Tone> = { ok: 'ok', idle: 'unknown', retrying: 'minor', down: 'critical', off: 'planned' }
export const STATE_TONE: Record<DeliveryState, Tone> = {
  held: 'planned',
  due: 'minor',
  sending: 'warning',
  sent: 'ok',
  failed: 'critical',
  listed: 'ok',
  dropped: 'unknown',
}

const two = (n: number): string => String(n).padStart(2, '0')
/** 1380 → 23:00. */
export const timeOf = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
/** 23:00 → 1380; null where it is no time. */
export function minuteOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text.trim()) ?? []
  const minute = Number(hours) * 60 + Number(minutes)
  return Number(hours) < 24 && Number(minutes) < 60 ? minute : null
}
export const partText = (part: DayPart): string => `${timeOf(part.from)}–${timeOf(part.to)}`

/** Which incidents: "Lớn trở lên, mất điện lưới, ở Nà Hang, 22:00–06:00". */
export function whenText(t: TFunction, rule: NotificationRule, names: Names): string {
  const list = (ids: readonly number[], of: ReadonlyMap<number, string>): string => ids.map((id) => of.get(id) ?? `#${id}`).join(', ')
  const parts = [
    t('notify.rule.atLeast', { severity: t(`common.severity.${rule.atLeast}`) }),
    rule.causes.length > 0 ? rule.causes.map((cause) => t(`incidents.cause.${cause}`)).join(', ') : null,
    rule.communeIds.length > 0 ? t('notify.rule.inPlaces', { names: list(rule.communeIds, names.communes) }) : null,
    rule.groupIds.length > 0 ? t('notify.rule.inGroups', { names: list(rule.groupIds, names.groups) }) : null,
    rule.weekdays.length > 0 ? rule.weekdays.map((day) => t(`notify.weekday.${day}`)).join(', ') : null,
    rule.hours ? partText(rule.hours) : null,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

/** Who by which way: "Thư điện tử, SMS → Đội 1". */
export function stepText(t: TFunction, step: NotificationRule['steps'][number], names: Names): string {
  const ways = step.channelIds.map((id) => {
    const channel = names.channels.get(id)
    return channel ? channelName(t, channel) : `#${id}`
  })
  const teams = step.teamIds.map((id) => names.teams.get(id)?.name ?? `#${id}`)
  return teams.length > 0 ? `${ways.join(', ')} → ${teams.join(', ')}` : ways.join(', ')
}
