/** A window as the form holds it (what was typed), and back as the contract's input. */
import type { Path } from 'react-hook-form'
import { typed } from '../../app/form.ts'
import { dayOf, fromInput, HOUR, startOfDay, DAY, toInput } from '../../../shared/format/time.ts'
import type { MaintenanceWindow, WindowTargets } from '../../../shared/model/window.ts'

export const KINDS = ['once', 'daily', 'weekly', 'monthly'] as const
export type WindowDraft = {
  title: string
  notes: string
  kind: (typeof KINDS)[number]
  /** Once: as `<input type="datetime-local">` has them. */
  from: string
  to: string
  /** Otherwise: hh:mm, and hours as typed. */
  startMinute: string
  minutes: string
  fromDay: string
  untilDay: string
  days: string[]
  day: string
  targets: WindowTargets
}
export const FIELDS: readonly Path<WindowDraft>[] = [
  'title',
  'notes',
  'from',
  'to',
  'startMinute',
  'minutes',
  'fromDay',
  'untilDay',
  'days',
  'day',
  'targets',
]

export const NO_TARGETS: WindowTargets = { stationIds: [], communeIds: [], groupIds: [], deviceIds: [] }

const two = (n: number) => String(n).padStart(2, '0')

/** What the form starts with: a night of tomorrow, or the window as it is. `say` writes a number as the reader types it. */
export function draftOf(
  window: MaintenanceWindow | null,
  at: number,
  say: (n: number) => string,
  targets: WindowTargets = NO_TARGETS,
): WindowDraft {
  const tomorrow = startOfDay(dayOf(at)) + DAY
  const empty: WindowDraft = {
    title: '',
    notes: '',
    kind: 'once',
    from: toInput(tomorrow + HOUR),
    to: toInput(tomorrow + 4 * HOUR),
    startMinute: '01:00',
    minutes: '3',
    fromDay: dayOf(tomorrow),
    untilDay: '',
    days: ['7'],
    day: '1',
    targets,
  }
  if (!window) return empty
  const { title, notes, schedule } = window
  const same = { ...empty, title, notes, kind: schedule.kind, targets: window.targets }
  if (schedule.kind === 'once') return { ...same, from: toInput(schedule.from), to: toInput(schedule.to) }
  return {
    ...same,
    startMinute: `${two(Math.floor(schedule.startMinute / 60))}:${two(schedule.startMinute % 60)}`,
    minutes: say(Math.round(schedule.minutes / 0.6) / 100),
    fromDay: schedule.fromDay,
    untilDay: schedule.untilDay ?? '',
    days: schedule.kind === 'weekly' ? schedule.days.map(String) : empty.days,
    day: schedule.kind === 'monthly' ? String(schedule.day) : empty.day,
  }
}

/** hh:mm as minutes; the text itself where it is none, for the schema to refuse. */
function minuteOf(text: string): number | string {
  const match = /^(\d\d):(\d\d)$/.exec(text)
  return match ? Number(match[1]) * 60 + Number(match[2]) : text
}

export function inputOf(draft: WindowDraft): unknown {
  const { title, notes, targets, kind } = draft
  const hours = typed(draft.minutes)
  const repeated = {
    startMinute: minuteOf(draft.startMinute),
    minutes: typeof hours === 'number' ? Math.round(hours * 60) : (hours ?? undefined),
    fromDay: draft.fromDay,
    untilDay: draft.untilDay || null,
  }
  const schedule =
    kind === 'once'
      ? { kind, from: fromInput(draft.from) ?? undefined, to: fromInput(draft.to) ?? undefined }
      : kind === 'weekly'
        ? { kind, ...repeated, days: draft.days.map(Number) }
        : kind === 'monthly'
          ? { kind, ...repeated, day: draft.day === 'last' ? draft.day : Number(draft.day) }
          : { kind, ...repeated }
  return { title, notes, targets, schedule }
}
