/** A line of the trap log as the list shows it: joined with station and device, its title in words. */
import type { TFunction } from 'i18next'
import { problemTitle } from '../../../shared/format/trap.ts'
import { clock, dayAndMonth, dayOf } from '../../../shared/format/time.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { NamedVarbind, TrapRow, TrapVerdict } from '../../../shared/model/trap.ts'
import type { Tone } from '../../components/State.tsx'
import type { StationBook } from '../alarms/view.ts'

export type TrapView = {
  readonly id: number
  readonly row: TrapRow
  /** The problem in words where the profile knows it; else the trap's name; else its identifier. */
  readonly title: string
  /** The trap's name where the title is something else. */
  readonly name: string
  readonly code: string
  readonly station: string
  readonly device: string
  /** The variables in one line. */
  readonly values: string
}

export const VERDICT_TONE: Readonly<Record<TrapVerdict, Tone>> = {
  raised: 'major',
  repeated: 'minor',
  cleared: 'ok',
  noted: 'planned',
  unknown: 'indeterminate',
  stranger: 'unknown',
  ignored: 'unreachable',
}

export function viewOf(row: TrapRow, book: StationBook, devices: ReadonlyMap<number, string>, t: TFunction): TrapView {
  const station = row.stationId === null ? undefined : book.station(row.stationId)
  const called = row.name ?? row.trapOid
  const title = row.problem === null ? called : problemTitle(row.problem, t)
  return {
    id: row.id,
    row,
    title,
    name: title === called ? '' : (row.name ?? ''),
    code: station?.code ?? (row.stationId === null ? '' : `#${row.stationId}`),
    station: station?.name ?? '',
    device: row.deviceId === null ? '' : (devices.get(row.deviceId) ?? `#${row.deviceId}`),
    values: row.varbinds.slice(0, 4).map(lineOf).join(' · '),
  }
}

/** Numbers before the equals sign tell a person nothing: what has no name shows its value alone. */
const lineOf = (varbind: NamedVarbind): string => (varbind.name === null ? shortValue(varbind) : `${varbind.name} = ${shortValue(varbind)}`)

/** "down (2)", the text, or octets in hex. */
export function shortValue({ word, number, text, hex }: NamedVarbind): string {
  if (word !== null) return number === null ? word : `${word} (${number})`
  return hex === null ? text : hex.replace(/(..)(?=.)/g, '$1 ')
}

/** The time of today, with the day before that. */
export function timeText(at: number, now: number, locale: Locale): string {
  return dayOf(at) === dayOf(now) ? clock(at) : `${dayAndMonth(at, locale)} ${clock(at, false)}`
}

export const versionText = (row: Pick<TrapRow, 'version' | 'inform'>, t: TFunction): string =>
  `v${row.version} ${t(row.inform ? 'traps.kind.inform' : 'traps.kind.trap')}`
