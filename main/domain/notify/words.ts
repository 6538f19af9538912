/** The words of a message, in the language of whoever gets it. */
import { clock, date, duration, iso } from '../../../shared/format/time.ts'
import { plain } from '../../../shared/format/plain.ts'
import { say, translator } from '../../../shared/i18n/words.ts'
import { SEVERITIES, type Severity } from '../../../shared/model/alarm.ts'
import type { MessageKind } from '../../../shared/model/notification.ts'
import type { Facts } from './facts.ts'
import type { Language, Message } from './types.ts'

type Translate = ReturnType<typeof translator>
const translators: Partial<Record<Language, Translate>> = {}
const wordsOf = (language: Language): Translate => (translators[language] ??= translator(language))

/** So many incidents are lines of a list; the others are counted by commune. */
const MOST_LINES = 10
const MOST_COMMUNES = 12
const MOST_DATA = 100
const MOST_SUBJECT = 150

export type Frame = {
  readonly key: string
  readonly language: Language
  readonly at: number
  /** Where the console is opened; '' for no link. */
  readonly consoleUrl: string
  readonly branchName: string
}

/** A message about one incident. `afterMinutes`: how long nobody has acknowledged it, where that is why it is sent. */
export function messageOf(kind: Exclude<MessageKind, 'digest' | 'test'>, facts: Facts, frame: Frame): Message {
  const t = wordsOf(frame.language)
  const { incident, stations, communes, hamlets, batteryMinutes } = facts
  const title = say(t, incident.title)
  const severity = t(`common.severity.${incident.severity}`)
  const lasted = duration((incident.endedAt ?? frame.at) - incident.beganAt, frame.language)
  const head = heading(t, kind, facts, lasted)
  const began = `${clock(incident.beganAt, false)} ${date(incident.beganAt, frame.language)}`
  const lines = [
    head === null ? `${severity}: ${title}` : `${head}: ${title}`,
    head === null ? null : t('notify.message.severity', { severity }),
    incident.endedAt === null
      ? t('notify.message.began', { at: began, lasted })
      : t('notify.message.lasted', { from: began, to: clock(incident.endedAt, false), lasted }),
    stations.length > 0 && t('notify.message.stations', { names: named(t, stations.map(station), incident.stationIds.length) }),
    (incident.down > 0 || incident.atRisk > 0) && t('notify.message.service', { down: incident.down, atRisk: incident.atRisk }),
    communes.length > 0 && t('notify.message.communes', { names: communes.map((name) => plain(name)).join(', ') }),
    hamlets.length > 0 &&
      t('notify.message.hamlets', {
        names: named(
          t,
          hamlets.map((name) => plain(name)),
          incident.hamletIds.length,
        ),
        households: incident.households,
      }),
    batteryMinutes !== null && t('notify.message.battery', { minutes: Math.round(batteryMinutes) }),
    incident.minutesLost >= 1 && t('notify.message.lost', { minutes: Math.round(incident.minutesLost) }),
    incident.owner !== null && t('notify.message.owner', { name: plain(incident.owner) }),
    incident.acknowledgedBy !== null && t('notify.message.acknowledged', { name: plain(incident.acknowledgedBy) }),
  ]
  const link = linkTo(frame, `/alarms/incidents/${incident.id}`)
  const short = [
    head === null ? `${severity}: ${title}` : `${head}: ${title}`,
    clock(incident.beganAt, false),
    incident.stationIds.length > 1 ? t('notify.short.stations', { n: incident.stationIds.length }) : null,
    incident.hamletIds.length > 0 ? t('notify.short.hamlets', { n: incident.hamletIds.length }) : null,
    communes.length > 0 ? communes.map((name) => plain(name)).join(', ') : null,
  ]
  return {
    language: frame.language,
    subject: cut(`[${severity}] ${head === null ? '' : `${head}: `}${title}`, MOST_SUBJECT),
    text: [...lines, link === '' ? null : '', link === '' ? null : t('notify.message.open', { url: link }), '', signature(t, frame)]
      .filter((line) => typeof line === 'string')
      .join('\n'),
    short: short.filter((part) => part !== null).join('; '),
    data: { ...envelope(kind, frame), incident: dataOf(facts, title, link) },
  }
}

function heading(t: Translate, kind: MessageKind, { incident }: Facts, lasted: string): string | null {
  if (incident.endedAt !== null || kind === 'ended') return t('notify.head.ended')
  if (kind === 'worsened') return t('notify.head.worsened')
  return kind === 'escalated' ? t('notify.head.escalated', { lasted }) : null
}

/** A list of many: the worst by name, all of them counted by commune. */
export function listOf(all: readonly Facts[], severity: Severity, frame: Frame): Message {
  const t = wordsOf(frame.language)
  const ranked = [...all].sort(
    (a, b) =>
      Number(a.incident.endedAt !== null) - Number(b.incident.endedAt !== null) ||
      SEVERITIES.indexOf(a.incident.severity) - SEVERITIES.indexOf(b.incident.severity) ||
      b.incident.down - a.incident.down ||
      b.incident.stationIds.length - a.incident.stationIds.length ||
      a.incident.beganAt - b.incident.beganAt,
  )
  const over = ranked.filter(({ incident }) => incident.endedAt !== null).length
  const stations = new Set(ranked.flatMap(({ incident }) => incident.stationIds)).size
  const hamlets = new Set(ranked.flatMap(({ incident }) => incident.hamletIds)).size
  const word = t(`common.severity.${severity}`)
  const count = t('notify.list.count', { n: all.length, over, stations })
  const communes = countByCommune(ranked)
  const lines = ranked.slice(0, MOST_LINES).map(({ incident, communes: where }) => {
    const state = incident.endedAt === null ? t(`common.severity.${incident.severity}`) : t('notify.head.ended')
    const place = where.length > 0 ? ` (${where.map((name) => plain(name)).join(', ')})` : ''
    return `- ${clock(incident.beganAt, false)} ${state}: ${say(t, incident.title)}${place}`
  })
  const more = all.length - lines.length
  const places = communes.slice(0, MOST_COMMUNES).map(([name, n]) => `${name} ${n}`)
  const morePlaces = communes.length - places.length
  const link = linkTo(frame, '/alarms/incidents')
  return {
    language: frame.language,
    subject: cut(`[${word}] ${count}`, MOST_SUBJECT),
    text: [
      count,
      hamlets > 0 ? t('notify.list.hamlets', { n: hamlets }) : null,
      '',
      ...lines,
      more > 0 ? t('notify.list.more', { n: more }) : null,
      places.length > 0 ? '' : null,
      places.length > 0
        ? t('notify.list.communes', {
            names: places.join(', ') + (morePlaces > 0 ? `, ${t('notify.list.others', { n: morePlaces })}` : ''),
          })
        : null,
      link === '' ? null : '',
      link === '' ? null : t('notify.message.open', { url: link }),
      '',
      signature(t, frame),
    ]
      .filter((line) => line !== null)
      .join('\n'),
    short: [`${word}: ${count}`, ...places.slice(0, 5)].join('; '),
    data: {
      ...envelope('digest', frame),
      count: all.length,
      over,
      communes: Object.fromEntries(communes),
      incidents: ranked
        .slice(0, MOST_DATA)
        .map((facts) => dataOf(facts, say(t, facts.incident.title), linkTo(frame, `/alarms/incidents/${facts.incident.id}`))),
    },
  }
}

/** What a person sends to try a channel. */
export function trialOf(frame: Frame, by: string): Message {
  const t = wordsOf(frame.language)
  const text = t('notify.trial.text', { name: plain(by), at: clock(frame.at) })
  return {
    language: frame.language,
    subject: t('notify.trial.subject'),
    text: `${text}\n\n${signature(t, frame)}`,
    short: text,
    data: { ...envelope('test', frame), by },
  }
}

function envelope(event: MessageKind, { key, at, branchName }: Frame): Record<string, unknown> {
  return { version: 1, event, key, at: iso(at), branch: branchName }
}

function dataOf({ incident, stations, communes, hamlets, batteryMinutes }: Facts, title: string, url: string): Record<string, unknown> {
  const { id, severity, cause, state, households, down, atRisk, owner, acknowledgedBy } = incident
  return {
    id,
    severity,
    cause,
    state,
    title,
    households,
    down,
    atRisk,
    owner,
    acknowledgedBy,
    beganAt: iso(incident.beganAt),
    endedAt: incident.endedAt === null ? null : iso(incident.endedAt),
    minutesLost: Math.round(incident.minutesLost),
    batteryMinutes,
    stationCount: incident.stationIds.length,
    stations,
    communes,
    hamletCount: incident.hamletIds.length,
    hamlets,
    ...(url === '' ? {} : { url }),
  }
}

function countByCommune(all: readonly Facts[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const { communes } of all) for (const name of communes) counts.set(plain(name), (counts.get(plain(name)) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], 'vi'))
}

const station = ({ code, name }: Facts['stations'][number]): string => plain(`${code} ${name}`)

function named(t: Translate, names: readonly string[], count: number): string {
  const more = count - names.length
  return names.join(', ') + (more > 0 ? ` ${t('notify.message.more', { n: more })}` : '')
}

function signature(t: Translate, { at, branchName, language }: Frame): string {
  return t('notify.message.signature', { branch: plain(branchName), at: `${clock(at)} ${date(at, language)}` })
}

function linkTo({ consoleUrl }: Frame, path: string): string {
  return consoleUrl === '' ? '' : `${consoleUrl.replace(/\/+$/, '')}${path}`
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`
}
