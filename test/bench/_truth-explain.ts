/** The story of one fault of one evening, line by line: what was played, what could be seen, which alarms came, what was said of it. */
import { struckBy } from '../../main/simulator/scenarios/played.ts'
import { clock } from './_truth-words.ts'
import { describeClaim, describeFault, compare } from './_truth-result.ts'
import type { Evening } from './_truth-record.ts'

const MOST_STATIONS = 12
const AROUND_MS = 12 * 60_000

export function explain(evening: Evening, id: number): string[] {
  const fault = evening.faults.find((one) => one.id === id)
  if (!fault) return [`There is no fault ${String(id)} on the evening of seed ${String(evening.seed)}.`]
  const { shown, found } = compare(evening)
  const seen = shown.find((one) => one.fault === fault)
  const struck = struckBy(fault.root)
  const stations = new Set([...struck, ...[...(seen?.stations ?? [])].slice(0, MOST_STATIONS)])
  const from = fault.from - AROUND_MS
  const to = fault.to + AROUND_MS
  const code = (index: number): string => evening.province.stations[index]?.code ?? '?'
  const lines: [number, string][] = [
    [fault.from, `PLAYED ${describeFault(evening, fault)}`],
    [fault.to, 'PLAYED its end'],
  ]
  for (const other of evening.faults)
    if (other !== fault && other.from < to && other.to > from && struckBy(other.root).some((index) => stations.has(index)))
      lines.push([other.from, `played besides: ${describeFault(evening, other)}`])
  for (const device of evening.world.devices) {
    if (!struck.includes(device.station)) continue
    let before: boolean | null = null
    for (const poll of device.polls) {
      if (poll.at < from || poll.at > to || poll.heard === before) continue
      lines.push([poll.at, `poll   ${device.key} ${poll.heard ? 'answers' : 'is silent'}${poll.strange ? ', strange' : ''}`])
      before = poll.heard
    }
  }
  let last = ''
  for (const { at, station, device, row } of evening.rang) {
    if (at < from || at > to || !stations.has(station)) continue
    const state = row.clearedAt === null ? 'raised' : 'cleared'
    const text = `alarm  ${code(station)} ${row.ruleId}${device ? ` of ${device}` : ''} ${state}${row.suppressed ? ', suppressed' : ''}, count ${String(row.count)}, incident ${String(row.incidentId ?? '-')}`
    if (text !== last) lines.push([at, text])
    last = text
  }
  const ids = new Set(evening.claims.filter((claim) => claim.stations.some((index) => stations.has(index))).map((claim) => claim.id))
  for (const { at, what, incident } of evening.said)
    if (at >= from && at <= to && ids.has(incident.id))
      lines.push([
        at,
        `said   incident ${String(incident.id)} ${what}: ${incident.cause} ${JSON.stringify(incident.root)} ${incident.state} ${incident.severity}, ${String(incident.stationIds.length)} stations, ${String(incident.alarms)} alarms`,
      ])
  const mine = found.matched.find((one) => one.shown.fault === fault)
  return [
    `Seed ${String(evening.seed)}, ${String(evening.province.stations.length)} stations. ${describeFault(evening, fault)}`,
    seen?.hidden === null
      ? `Shown from ${clock(seen.since)}: told by ${String(seen.readings)} stations, ${String(seen.silence)} silent.`
      : `Not shown: ${seen?.hidden ?? ''}.`,
    mine ? `Its incidents: ${mine.claims.map((claim) => describeClaim(evening, claim)).join(' | ')}` : 'No incident.',
    ...lines.sort((a, b) => a[0] - b[0]).map(([at, text]) => `${clock(at)} ${text}`),
  ]
}
