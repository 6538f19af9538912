/** What is left of an evening once it has been compared with the truth: figures, and every failure with the words to say it. */
import { clock } from './_truth-words.ts'
import { causesOf, incidentsOf, match, type Claim, type Match } from './_truth-match.ts'
import { struckBy } from '../../main/simulator/scenarios/played.ts'
import { INTERVAL_MS } from './_truth-branch.ts'
import type { Fault, FaultKind } from './_truth-faults.ts'
import type { Evening } from './_truth-record.ts'
import { shownOf, type Shown } from './_truth-shown.ts'

export type Figures = {
  readonly kind: FaultKind
  played: number
  hidden: number
  missed: number
  found: number
  incidents: number
  right: number
  readonly delays: number[]
}
export type Failure = {
  readonly seed: number
  readonly what: 'missed' | 'false' | 'split' | 'wrong'
  readonly fault: number | null
  readonly text: string
}
export type Result = {
  readonly seed: number
  readonly stations: number
  readonly polls: number
  readonly figures: readonly Figures[]
  readonly claims: number
  readonly falses: number
  readonly hidden: readonly (readonly [string, number])[]
  readonly failures: readonly Failure[]
  readonly cpuMs: number
}

export function compare(evening: Evening): { shown: Shown[]; found: Match } {
  const shown = shownOf(evening.world, evening.faults)
  const communeOf = (station: number): string => evening.province.stations[station]?.commune ?? ''
  return { shown, found: match(shown, evening.claims, { communeOf }) }
}

export function resultOf(evening: Evening, cpuMs: number): Result {
  const { shown, found } = compare(evening)
  const figures = new Map<FaultKind, Figures>()
  const of = (kind: FaultKind): Figures => {
    const known = figures.get(kind) ?? { kind, played: 0, hidden: 0, missed: 0, found: 0, incidents: 0, right: 0, delays: [] }
    figures.set(kind, known)
    return known
  }
  const hidden = new Map<string, number>()
  const failures: Failure[] = []
  const fail = (what: Failure['what'], fault: Fault | null, text: string): void => {
    failures.push({ seed: evening.seed, what, fault: fault?.id ?? null, text })
  }
  const say = (fault: Fault): string => describeFault(evening, fault)
  for (const { fault, hidden: reason } of shown) {
    if (fault.harmless) continue
    const mine = of(fault.kind)
    mine.played++
    if (reason === null) continue
    mine.hidden++
    hidden.set(reason, (hidden.get(reason) ?? 0) + 1)
  }
  for (const one of found.missed) {
    of(one.fault.kind).missed++
    fail(
      'missed',
      one.fault,
      `${say(one.fault)}, shown from ${clock(one.since)} by ${String(one.readings)} told, ${String(one.silence)} silent`,
    )
  }
  for (const { shown: one, claims, right, delayMs } of found.matched) {
    if (one.hidden !== null) continue
    const mine = of(one.fault.kind)
    const count = incidentsOf(claims)
    mine.found++
    mine.incidents += count
    if (right) mine.right++
    if (delayMs !== null && one.fault.kind !== 'standing' && one.fault.from >= evening.begin) mine.delays.push(delayMs / INTERVAL_MS)
    const list = claims.map((claim) => describeClaim(evening, claim)).join(' | ')
    if (!right) fail('wrong', one.fault, `${say(one.fault)}, known as ${causesOf(one).join('/')}: ${list}`)
    if (count > 1) fail('split', one.fault, `${say(one.fault)}: ${list}`)
  }
  for (const claim of found.falses) fail('false', null, describeClaim(evening, claim))
  return {
    seed: evening.seed,
    stations: evening.province.stations.length,
    polls: evening.polls,
    figures: [...figures.values()],
    claims: incidentsOf(evening.claims),
    falses: incidentsOf(found.falses),
    hidden: [...hidden],
    failures,
    cpuMs,
  }
}

export function describeFault({ province }: Evening, { id, kind, detail, root, from, to, behind }: Fault): string {
  const codes = struckBy(root).map((index) => province.stations[index]?.code ?? '?')
  const place =
    root.kind === 'feeder' ? `${root.name} (${String(codes.length)} stations)` : root.kind === 'device' ? root.key : (codes[0] ?? '')
  return `fault ${String(id)} ${kind}${detail ? ` (${detail})` : ''} at ${place} ${clock(from)}-${clock(to)}${behind.length > 0 ? `, ${String(behind.length)} behind` : ''}`
}

export function describeClaim({ province }: Evening, { id, toldAt, endedAt, cause, root, stations }: Claim): string {
  const place =
    root.kind === 'station'
      ? (province.stations[root.station]?.code ?? '?')
      : root.kind === 'device'
        ? root.key
        : root.kind === 'feeder'
          ? root.name
          : root.kind === 'place'
            ? root.commune
            : 'self'
  return `incident ${String(id)} ${cause} at ${place} told ${clock(toldAt)}${endedAt === null ? '' : ` ended ${clock(endedAt)}`}, ${String(stations.length)} stations`
}
