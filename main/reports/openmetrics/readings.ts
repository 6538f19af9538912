/** The latest readings of stations as lines, gathered station by station and told family by family, as the format wants it. Pure. */
import type { MetricKey, Reading } from '../../../shared/model/metric.ts'
import { FAMILIES, inBase, PREFIX } from './names.ts'
import { endOf, escapeLabel, familyText, headOf, sampleName, type Family, type Form } from './text.ts'

/** Lines of one part of the stations, by family. */
export type Lines = Partial<Record<MetricKey | 'up' | 'station', string>>
export type ScrapedStation = {
  readonly code: string
  readonly name: string
  readonly commune: string
  readonly province: string
  /** True: answering; false: down; null: not known, behind a dead hub, in maintenance. */
  readonly up: boolean | null
  readonly devices: readonly { readonly name: string; readonly readings: readonly Reading[] }[]
}

const UP: Family = {
  name: `${PREFIX}_station_up`,
  type: 'gauge',
  help: '1 while the station answers, 0 while it is down; left out while that is not known.',
}
const STATION: Family = { name: `${PREFIX}_station`, type: 'info', help: 'Name and place of a station, to be joined by its code.' } // prettier-ignore
const LEFT_OUT: Family = {
  name: `${PREFIX}_readings_left_out`,
  type: 'gauge',
  help: 'Readings beyond what one answer takes: ask for fewer groups or communes.',
}
const names = new Map([...FAMILIES].map(([key, family]) => [key, { name: sampleName(family), times: family.times }]))

/** Adds a station's lines; only good values are told, so that what is stale goes stale in Prometheus too. Answers how many readings there were. */
export function addStation(
  lines: Lines,
  station: ScrapedStation,
  wanted: ReadonlySet<MetricKey>,
  most: number,
): { told: number; left: number } {
  const code = escapeLabel(station.code)
  const place = `name="${escapeLabel(station.name)}",commune="${escapeLabel(station.commune)}",province="${escapeLabel(station.province)}"`
  put(lines, 'station', `${sampleName(STATION)}{station="${code}",${place}} 1\n`)
  if (station.up !== null) put(lines, 'up', `${UP.name}{station="${code}"} ${station.up ? 1 : 0}\n`)
  let told = 0
  let left = 0
  for (const device of station.devices) {
    const labels = `{station="${code}",device="${escapeLabel(device.name)}"`
    for (const { metric, instance, value, quality } of device.readings) {
      if (quality !== 'good' || value === null || !Number.isFinite(value) || !wanted.has(metric)) continue
      if (told >= most) {
        left++
        continue
      }
      told++
      const { name, times } = names.get(metric)!
      // Not "instance": that is what Prometheus calls the console itself.
      put(lines, metric, `${name}${labels}${instance === '' ? '' : `,component="${escapeLabel(instance)}"`}} ${inBase(value, times)}\n`)
    }
  }
  return { told, left }
}

function put(lines: Lines, key: keyof Lines, line: string): void {
  lines[key] = (lines[key] ?? '') + line
}

/** The families one after the other, each whole, and the end of the text. */
export function* readingsText(parts: readonly Lines[], left: number, form: Form): Generator<string> {
  const families: [keyof Lines, Family][] = [['station', STATION], ['up', UP], ...FAMILIES]
  for (const [key, family] of families) {
    const [first, ...more] = parts.flatMap((part) => part[key] ?? [])
    if (first === undefined) continue
    yield headOf(family, form) + first
    yield* more
  }
  yield familyText(LEFT_OUT, parts.length === 0 ? [] : [{ value: left }], form) + endOf(form)
}
