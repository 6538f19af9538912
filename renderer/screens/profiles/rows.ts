/** The list of profiles: which of them the filters leave, and what each gives in a few words. Pure. */
import type { TFunction } from 'i18next'
import type { OutputOf } from '../../app/client.ts'
import { metricName } from '../../../shared/format/metric.ts'
import { fold, matches, wordsOf } from '../../../shared/format/text.ts'
import type { DeviceKind } from '../../../shared/model/device.ts'
import { metric, type MetricDefinition, type MetricKey } from '../../../shared/model/metric.ts'

export type ProfileSummary = OutputOf<'profiles.list'>['profiles'][number]
export type Group = MetricDefinition['group']
export type ProfileRow = ProfileSummary & { readonly groups: readonly { group: Group; n: number }[]; readonly text: string }

export const MARKS = ['used', 'verified', 'unverified', 'own'] as const
export type Mark = (typeof MARKS)[number]
export type ProfileFilter = { marks: readonly Mark[]; kind: DeviceKind | null; query: string }

const ORDER: readonly Group[] = ['power', 'battery', 'genset', 'radio', 'environment', 'network', 'cell', 'system']

/** Groups of metrics with how many of each, in the order of every other screen. */
export function groupsOf(metrics: readonly MetricKey[]): { group: Group; n: number }[] {
  return ORDER.flatMap((group) => {
    const n = metrics.filter((key) => metric(key).group === group).length
    return n === 0 ? [] : [{ group, n }]
  })
}

/** Found by name, vendor, file and by the metrics they give. */
export function rowsOf(profiles: readonly ProfileSummary[], t: TFunction): ProfileRow[] {
  return profiles.map((profile) => ({
    ...profile,
    groups: groupsOf(profile.metrics),
    text: fold([profile.name, profile.vendor, profile.id, profile.file, ...profile.metrics.map((key) => metricName(key, t))].join(' ')),
  }))
}

export function holds(row: ProfileSummary, mark: Mark): boolean {
  if (mark === 'used') return row.devices > 0
  if (mark === 'own') return row.source === 'own'
  return row.verified === (mark === 'verified')
}

export function filterProfiles(rows: readonly ProfileRow[], filter: ProfileFilter): { rows: ProfileRow[]; counts: Record<Mark, number> } {
  const words = wordsOf(filter.query)
  const counts = { used: 0, verified: 0, unverified: 0, own: 0 }
  const shown: ProfileRow[] = []
  for (const row of rows) {
    if (filter.kind !== null && row.kind !== filter.kind) continue
    if (words.length > 0 && !matches(row.text, words)) continue
    for (const mark of MARKS) if (holds(row, mark)) counts[mark] += 1
    if (filter.marks.every((mark) => holds(row, mark))) shown.push(row)
  }
  return { rows: shown, counts }
}

/** The name of a problem that traps tell: that of the alarm rule which polling has for it, else its own; its key where it has neither. */
export function problemName(problem: string, t: TFunction): string {
  for (const key of [`rule.${problem}.title`, `trapProblem.${problem}`]) {
    const said: string = t(key)
    if (said !== key) return said
  }
  return problem
}
