/** What a team or a rule must be besides its form: its channels exist, and whoever is to be told can be reached. */
import { ADDRESSED, ChatId, MailAddress, PhoneNumber, type Channel, type ChannelKind } from '../../../shared/model/channel.ts'
import type { NotificationRuleInput, Team, TeamInput } from '../../../shared/model/notification.ts'
import type { FieldIssue } from '../../../shared/model/phrase.ts'

const ADDRESS = { smtp: [MailAddress, 'mailAddress'], sms: [PhoneNumber, 'phoneNumber'], telegram: [ChatId, 'chatId'] } as const

/** The address in the form in which it is used; null where it is none of this kind. */
export function addressOf(kind: ChannelKind, to: string): string | null {
  if (kind !== 'smtp' && kind !== 'sms' && kind !== 'telegram') return to === '' ? '' : null
  return ADDRESS[kind][0].safeParse(to).data ?? null
}

/** Which sentence says what an address of the kind looks like. */
export function addressSentence(kind: ChannelKind): string {
  return `error.field.named.${kind === 'smtp' || kind === 'sms' || kind === 'telegram' ? ADDRESS[kind][1] : 'noAddress'}`
}

/** The team with its addresses in their form, and what is wrong with them. */
export function addressIssues(team: TeamInput, channels: readonly Channel[]): { team: TeamInput; issues: FieldIssue[] } {
  const kinds = new Map(channels.map((channel) => [channel.id, channel.config.kind]))
  const issues: FieldIssue[] = []
  const seen = new Set<string>()
  const recipients = team.recipients.map((one, i) => {
    const path = `values.recipients.${i}`
    const kind = kinds.get(one.channelId)
    if (!kind || !ADDRESSED.has(kind)) {
      issues.push({ path: `${path}.channelId`, phrase: { key: 'error.notification.noSuchChannel' } })
      return one
    }
    const to = addressOf(kind, one.to)
    const same = `${one.channelId}|${to}`
    if (to === null) issues.push({ path: `${path}.to`, phrase: { key: addressSentence(kind) } })
    else if (seen.has(same)) issues.push({ path: `${path}.to`, phrase: { key: 'error.notification.twice' } })
    seen.add(same)
    return { ...one, to: to ?? one.to }
  })
  return { team: { ...team, recipients }, issues }
}

/** A rule that could tell nobody is refused: whoever wrote it believes that somebody is told. */
export function ruleIssues(rule: NotificationRuleInput, channels: readonly Channel[], teams: readonly Team[]): FieldIssue[] {
  const byId = new Map(channels.map((channel) => [channel.id, channel]))
  const teamById = new Map(teams.map((team) => [team.id, team]))
  return rule.steps.flatMap((step, i): FieldIssue[] => {
    const path = `values.steps.${i}`
    const first = i === 0
    if (first && step.afterMinutes !== 0) return [{ path: `${path}.afterMinutes`, phrase: { key: 'error.notification.firstAtOnce' } }]
    if (!first && step.afterMinutes === 0) return [{ path: `${path}.afterMinutes`, phrase: { key: 'error.notification.laterLater' } }]
    if (step.channelIds.some((id) => !byId.has(id)))
      return [{ path: `${path}.channelIds`, phrase: { key: 'error.notification.noSuchChannel' } }]
    const gone = step.teamIds.some((id) => !teamById.has(id))
    if (gone) return [{ path: `${path}.teamIds`, phrase: { key: 'error.notification.noSuchTeam' } }]
    return step.channelIds.flatMap((id): FieldIssue[] => {
      const channel = byId.get(id)
      if (!channel || !ADDRESSED.has(channel.config.kind)) return []
      const reached = step.teamIds.some((team) => teamById.get(team)?.recipients.some((one) => one.channelId === id))
      return reached ? [] : [{ path: `${path}.teamIds`, phrase: { key: 'error.notification.nobody', params: { channel: channel.name } } }]
    })
  })
}
