/** What people hear of a fault: one message for one cause, whatever hangs behind it, and never a flood. */
import { describe, expect, it } from 'vitest'
import { isOpenProblem } from '../../../main/store/problem.ts'
import { openReader } from '../../../main/store/reader.ts'
import { scenario, type Branch, type StationPlan } from '../../support/scenario.ts'

const ADDRESSES = ['doi1@chi-nhanh.example', 'doi2@chi-nhanh.example']
/** An hour of 200 stations, each second of it written to a real file. */
const LONG_MS = 90_000
/** A webhook has one receiver of its own. */
const RECEIVERS = ['', ...ADDRESSES]

/** A hub with 40 stations behind it on two further levels, among others. */
function withHub(): Record<string, StationPlan> {
  const plan: Record<string, StationPlan> = { HUB: {} }
  for (let n = 1; n <= 8; n++) plan[`M${n}`] = { parents: ['HUB'] }
  for (let n = 1; n <= 32; n++) plan[`L${n}`] = { parents: [`M${((n - 1) % 8) + 1}`] }
  for (let n = 1; n <= 32; n++) plan[`N${n}`] = {}
  return plan
}

/** What one receiver was sent: `began HUB`, by the station at fault. */
function heard(b: Branch, to: string): string[] {
  const codes = new Map(Array.from(b.ids, ([code, id]) => [id, code]))
  const rootOf = (incidentId: number | null): string => {
    const root = incidentId === null ? null : b.engine.incidents.find(incidentId)?.root
    return root?.kind === 'station' ? (codes.get(root.id) ?? '') : (root?.kind ?? '')
  }
  return b.sent.filter((job) => job.to === to).map((job) => `${job.kind} ${rootOf(job.incidentId)}`)
}

/** Incidents of which one receiver was told so, alone or in a list. */
function toldOf(b: Branch, to: string, kind: string): Set<number | null> {
  const reader = openReader(b.folder)
  if (isOpenProblem(reader)) throw new Error(reader.detail)
  const told = new Set<number | null>()
  for (let before: number | null = null, more = true; more;) {
    const page = reader.deliveries({ before, limit: 500, channelId: null, incidentId: null, states: ['sent', 'listed'] })
    for (const row of page.rows)
      if (row.to === to && row.kind === kind && (row.channelKind === 'webhook' || row.channelKind === 'smtp')) told.add(row.incidentId)
    before = page.rows.at(-1)?.id ?? null
    more = page.more
  }
  reader.close()
  return told
}

describe('a hub with 40 behind it dies', () => {
  it(
    'one message to each receiver; those that are truly dead when it is back are told of, each once',
    scenario(withHub(), (b) => {
      b.tells(...ADDRESSES)
        .at('00:05:00')
        .falls('HUB')
        .until('00:15:00')
      for (const to of RECEIVERS) expect(heard(b, to)).toEqual(['began HUB'])
      b.falls('M3', 'L1', 'L2').rises('HUB').until('00:40:00')
      for (const to of RECEIVERS) {
        const [first, ...rest] = heard(b, to)
        expect(first).toBe('began HUB')
        expect(rest.sort()).toEqual(['began L1', 'began L2', 'began M3', 'ended HUB'])
      }
      b.rises('M3', 'L1', 'L2').until('01:10:00')
      for (const to of RECEIVERS) expect(heard(b, to).slice(5).sort()).toEqual(['ended L1', 'ended L2', 'ended M3'])
      expect(new Set(b.sent.map((job) => job.key)).size).toBe(b.sent.length)
    }),
  )
})

describe('200 stations lose mains', () => {
  const STATIONS = 200
  const lose = (b: Branch, isLost: boolean): void => {
    for (let n = 1; n <= STATIONS; n++)
      b.reads(`S${n}`, 'power', 'mains.state', isLost ? 0 : 1).reads(`S${n}`, 'power', 'battery.state', isLost ? 3 : 1)
  }
  const plan = (of: (n: number) => StationPlan): Record<string, StationPlan> =>
    Object.fromEntries(Array.from({ length: STATIONS }, (_, i) => [`S${i + 1}`, of(i + 1)]))

  it(
    'of ten feeders: a message for each feeder at most, however many stations it has',
    scenario(
      plan((n) => ({ feeder: `ĐZ ${n % 10}`, commune: `Xã ${n % 20}` })),
      (b) => {
        b.tells(...ADDRESSES).at('00:05:00')
        lose(b, true)
        b.until('00:30:00')
        const stations = b.open().flatMap((one) => one.stationIds)
        expect(b.open().every((one) => one.root.kind === 'feeder')).toBe(true)
        expect(new Set(stations).size).toBe(STATIONS)
        for (const to of RECEIVERS) {
          expect(heard(b, to).length).toBeGreaterThan(0)
          expect(heard(b, to).length).toBeLessThanOrEqual(10)
        }
      },
    ),
  )

  it(
    'each with nothing in common with the next: five messages and a list in ten minutes, in which each of the 200 is told of',
    scenario(
      plan((n) => ({ commune: `Xã ${n}` })),
      (b) => {
        const { digestOver, digestMinutes } = b.operations.notifications.settings()
        b.tells(...ADDRESSES).at('00:05:00')
        lose(b, true)
        b.until('00:40:00')
        expect(b.open()).toHaveLength(STATIONS)
        lose(b, false)
        b.until('01:30:00')
        expect(b.open()).toEqual([])
        for (const to of RECEIVERS) {
          const moments = b.sent.filter((job) => job.to === to).map((job) => job.second)
          for (const from of moments)
            expect(moments.filter((second) => second >= from && second < from + digestMinutes * 60).length).toBeLessThanOrEqual(
              digestOver + 1,
            )
          expect(heard(b, to)).toContain('digest ')
          expect(moments.length).toBeLessThan(20)
        }
        for (const to of RECEIVERS) for (const kind of ['began', 'ended']) expect(toldOf(b, to, kind).size).toBe(STATIONS)
      },
    ),
    LONG_MS,
  )
})
