/** Made-up incidents, channels, teams and rules for tests of notifications. */
import type { IncidentEvent } from '../../main/domain/incident/event.ts'
import type { PlanContext } from '../../main/domain/notify/context.ts'
import type { Channel, ChannelConfig } from '../../shared/model/channel.ts'
import type { Incident } from '../../shared/model/incident.ts'
import type { NotificationRule, Team } from '../../shared/model/notification.ts'

/** 2026-11-23 10:00:00 at +07, a Monday. */
export const MORNING = Date.UTC(2026, 10, 23, 3)
export const MAIL = 11
export const HOOK = 12
export const SMS = 13

export function incident(id: number, over: Partial<Incident> = {}): Incident {
  return {
    id,
    state: 'open',
    cause: 'mains',
    severity: 'major',
    beganAt: MORNING,
    endedAt: null,
    stationIds: [id],
    down: 1,
    atRisk: 0,
    communeIds: [1],
    hamletIds: [],
    households: 0,
    minutesLost: 0,
    alarms: 1,
    suppressed: 0,
    owner: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    byHand: false,
    mergedInto: null,
    version: 1,
    root: { kind: 'station', id },
    title: { key: 'rule.mains-failure.title' },
    ...over,
  }
}

const CONFIGS: Record<number, ChannelConfig> = {
  [MAIL]: {
    kind: 'smtp',
    host: '127.0.0.1',
    port: 25,
    security: 'off',
    verify: true,
    user: '',
    fromName: 'Branchwatch',
    from: 'branchwatch@chi-nhanh.example',
  },
  [HOOK]: { kind: 'webhook', url: 'http://127.0.0.1/hook', verify: true },
  [SMS]: {
    kind: 'sms',
    url: 'http://127.0.0.1/send',
    verify: true,
    method: 'GET',
    encoding: 'query',
    headers: [],
    success: '',
    letters: 'plain',
    fields: [{ name: 'to', value: '{{to}}' }],
  },
}
export function channel(id: number, over: Partial<Channel> = {}): Channel {
  const config = CONFIGS[id] ?? CONFIGS[HOOK]!
  return { id, name: `kênh ${id}`, enabled: true, perMinute: 60, digest: true, hasSecret: false, version: 1, config, ...over }
}
export function team(id: number, over: Partial<Team> = {}): Team {
  const recipients = [{ channelId: MAIL, to: `doi${id}@chi-nhanh.example` }]
  return { id, name: `Đội ${id}`, language: 'vi', recipients, quiet: null, version: 1, ...over }
}
export function rule(id: number, over: Partial<NotificationRule> = {}): NotificationRule {
  return {
    id,
    name: `quy tắc ${id}`,
    enabled: true,
    atLeast: 'major',
    causes: [],
    communeIds: [],
    groupIds: [],
    weekdays: [],
    hours: null,
    steps: [{ afterMinutes: 0, channelIds: [MAIL], teamIds: [1] }],
    tellWorse: true,
    tellEnd: true,
    version: 1,
    ...over,
  }
}

type Given = { rules?: NotificationRule[]; channels?: Channel[]; teams?: Team[]; incidents?: Map<number, Incident> } & Partial<
  PlanContext['settings']
>
export function context({ rules, channels, teams, incidents = new Map(), digestOver = 5, digestMinutes = 10 }: Given = {}): PlanContext {
  return {
    rules: rules ?? [rule(1)],
    channels: new Map((channels ?? [channel(MAIL), channel(HOOK), channel(SMS)]).map((one) => [one.id, one])),
    teams: new Map((teams ?? [team(1), team(2)]).map((one) => [one.id, one])),
    groups: new Map([[7, new Set([1, 2, 3])]]),
    settings: { digestOver, digestMinutes },
    incident: (id) => incidents.get(id) ?? null,
  }
}

export function began(...incidents: Incident[]): IncidentEvent[] {
  return incidents.map((one) => ({ kind: 'began', incident: one, at: one.beganAt }))
}
