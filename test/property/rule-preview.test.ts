/** The preview over stored samples raises what the engine raised from the same samples as they came: same steps, same holds, lost polls and all. */
import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rulePreview } from '../../main/app/rule-preview.ts'
import { NO_CHANGE } from '../../main/domain/alarm/override.ts'
import { openHistory } from '../../main/store/history/writer.ts'
import { openReader } from '../../main/store/reader.ts'
import { isOpenProblem } from '../../main/store/sqlite.ts'
import { run } from '../../main/store/steps.ts'
import type { PreviewPiece, RuleProposal } from '../../shared/contract/rules.ts'
import type { DeviceKind } from '../../shared/model/device.ts'
import type { MetricKey } from '../../shared/model/metric.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import { BY, Branch, sure } from '../support/scenario.ts'

// The engine commits every few seconds of fake time: in memory, where there is such a place, a run takes a fiftieth.
if (existsSync('/dev/shm')) process.env['TMPDIR'] = '/dev/shm'

type Minute = { value: number; quality: 'good' | 'suspect'; lost: boolean; other: boolean }
const SUBJECTS: { ruleId: string; kind: DeviceKind; metric: MetricKey; values: number[]; other?: MetricKey }[] = [
  { ruleId: 'room-temperature', kind: 'environment', metric: 'environment.temperature', values: [26, 35, 36, 38, 38.1, 45] },
  { ruleId: 'door-open', kind: 'environment', metric: 'environment.door', values: [0, 1] },
  { ruleId: 'battery-low', kind: 'power', metric: 'battery.voltage', values: [54, 48, 47, 46, 45.9, 20] },
  { ruleId: 'mains-failure', kind: 'power', metric: 'mains.state', values: [0, 1] },
  { ruleId: 'mains-voltage-lost', kind: 'power', metric: 'mains.voltage', values: [0, 49.9, 50, 150, 220], other: 'mains.state' },
]

/** Every minute of an hour and a half at one station, as the engine lives through it; answers what it raised, and the preview of the same rule as it stands. */
function lived(
  subject: (typeof SUBJECTS)[number],
  minutes: readonly Minute[],
  holds: { raise: [number, number]; clear: [number, number] },
) {
  const b = new Branch({ S1: { devices: [subject.kind] } })
  try {
    const hold = ([polls, seconds]: [number, number]) => ({ polls, seconds })
    const change = { ...NO_CHANGE, raiseHold: hold(holds.raise), clearHold: hold(holds.clear) }
    const scope = { kind: 'station' as const, stationId: b.id('S1'), ruleId: subject.ruleId }
    const saved = sure(b.engine.saveOverride({ id: null, version: 0, scope, change, note: '' }, BY))
    for (const [i, { value, quality, lost, other }] of minutes.entries()) {
      b.reads('S1', subject.kind, subject.metric, { value, quality }).answers('S1', subject.kind, lost ? 'timeout' : 'ok')
      if (subject.other) b.reads('S1', subject.kind, subject.other, other ? 1 : { value: null, quality: 'unavailable' })
      b.until(`00:${i + 1}:00`)
      // Somebody acknowledges at once, so that only the flap window makes two raises one alarm.
      const open = b.alarms(subject.ruleId).filter((one) => one.acknowledgedAt === null)
      if (open.length > 0) b.engine.acknowledge(open, '', BY)
    }
    b.engine.stop()
    const rows = b.operations.alarms
    const raised: { alarms: number; all: number } = { alarms: 0, all: 0 }
    for (let id = 1, row = rows.get(id); row; row = rows.get(++id)) {
      if (row.ruleId !== subject.ruleId) continue
      raised.alarms++
      raised.all += row.count
    }
    const { writer } = openHistory(b.folder)
    for (const poll of b.history.polls) writer.append(poll)
    writer.flush()
    writer.close()
    return { raised, preview: preview(b.folder, { kind: 'override', id: saved.id, scope, change }, b.clock.now() + 1000) }
  } finally {
    b.close()
  }
}

function preview(folder: string, proposal: RuleProposal, to: number): PreviewPiece {
  const reader = openReader(folder)
  if (isOpenProblem(reader)) throw new Error(reader.detail)
  try {
    const piece = run(rulePreview(reader, reader.inventory(), { proposal, to, days: 1, after: 0 }, () => 0))
    if (isRefusal(piece)) throw new Error(JSON.stringify(piece))
    return piece
  } finally {
    reader.close()
  }
}

const hold = fc.constantFrom<[number, number]>([1, 0], [2, 0], [3, 0], [1, 45], [1, 130], [2, 300], [5, 0])
const minute = (values: readonly number[]): fc.Arbitrary<Minute> =>
  fc.record({
    value: fc.constantFrom(...values),
    quality: fc.constantFrom('good' as const, 'good' as const, 'good' as const, 'suspect' as const),
    lost: fc.constantFrom(false, false, false, false, true),
    other: fc.constantFrom(false, false, true),
  })
/** Values that last: stretches of one kind, so that holds come to their end. */
const minutes = (values: readonly number[]): fc.Arbitrary<Minute[]> =>
  fc
    .array(fc.tuple(minute(values), fc.integer({ min: 1, max: 12 })), { minLength: 4, maxLength: 16 })
    .map((stretches) => stretches.flatMap(([one, times]) => Array.from({ length: times }, () => one)).slice(0, 90))

it('raises what the engine raised', { timeout: 120_000 }, () => {
  let seen = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...SUBJECTS).chain((subject) => fc.tuple(fc.constant(subject), minutes(subject.values))),
      fc.record({ raise: hold, clear: hold }),
      ([subject, played], holds) => {
        const { raised, preview: found } = lived(subject, played, holds)
        const [row] = found.rows
        expect(row?.after ?? { alarms: 0, again: 0 }).toEqual({ alarms: raised.alarms, again: raised.all - raised.alarms })
        expect(found.days.map(({ after }) => after)).toEqual([raised.alarms])
        seen += raised.all
      },
    ),
    { numRuns: 40 },
  )
  expect(seen).toBeGreaterThan(0)
})
