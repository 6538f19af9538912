/** The story of an incident in words and marks: what each step says, which of them are people's acts, where they stand along its time. */
import type { TFunction } from 'i18next'
import type { OutputOf } from '../../app/client.ts'
import { trailWord } from '../alarm-list/AlarmTrail.tsx'
import { titleOf, type StationBook } from '../alarms/view.ts'

export type Detail = OutputOf<'incidents.get'>
export type Step = Detail['timeline'][number]

/** Steps that a person made. */
export const isAct = (step: Step): boolean => step.by !== null

/** Of `acted` the name of the deed; of the rest the word of their kind. */
export function stepWord(step: Step, t: TFunction): string {
  if (step.kind === 'acted' && step.action !== null) return trailWord(step.action, t)
  if (step.kind === 'assigned' && step.text === null) return t('incidents.step.unassigned')
  return t(`incidents.step.${step.kind}`)
}

/** What it was about: the alarm, the station, the other incident, who is on it from then on. */
export function stepSubject(step: Step, book: StationBook, t: TFunction): string {
  const parts: string[] = []
  if (step.ruleId !== null) parts.push(titleOf({ ruleId: step.ruleId, probableCause: 0 }, t))
  if (step.stationId !== null) {
    const station = book.station(step.stationId)
    if (station) parts.push(`${station.code} ${station.name}`)
  }
  if (step.other !== null) parts.push(t('alarms.incidentNumber', { id: step.other }))
  if (step.kind === 'assigned' && step.text !== null) parts.push(step.text)
  return parts.join(' · ')
}

/** What a person wrote; of `assigned` the text is a name and no words. */
export const stepSaid = (step: Step): string | null => (step.kind === 'assigned' ? null : step.text)

const LESSONS = /^(?:Bài học|Lessons): ([\s\S]*)$/

/** Lessons are kept as a comment that says so: the latest counts. */
export function lessonsOf(steps: readonly Step[]): string {
  const said = steps.findLast((step) => step.kind === 'comment' && LESSONS.test(step.text ?? ''))
  return LESSONS.exec(said?.text ?? '')?.[1] ?? ''
}

/** Comments that are lessons are not told twice. */
export const isLessons = (step: Step): boolean => step.kind === 'comment' && LESSONS.test(step.text ?? '')

export type Mark = { readonly at: number; readonly kind: 'joined' | 'cleared' | 'act'; readonly n: number }

/** Steps as marks along the time, those that fall into one of `places` together as one. */
export function marksOf(steps: readonly Step[], from: number, to: number, places: number): Mark[] {
  const span = Math.max(1, to - from)
  const marks = new Map<string, Mark>()
  for (const step of steps) {
    const kind = isAct(step)
      ? 'act'
      : step.kind === 'joined' || step.kind === 'raised'
        ? 'joined'
        : step.kind === 'cleared'
          ? 'cleared'
          : null
    if (kind === null) continue
    const place = Math.min(places, Math.max(0, Math.round(((step.at - from) / span) * places)))
    const key = `${kind}${place}`
    marks.set(key, { at: place / places, kind, n: (marks.get(key)?.n ?? 0) + 1 })
  }
  return [...marks.values()]
}
