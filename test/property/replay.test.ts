/** Files of walks may hold anything: what can be read is played, the rest is told, and nothing is thrown. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Agent } from '../../main/simulator/agent/agent.ts'
import { PDU } from '../../main/simulator/agent/pdu.ts'
import { ReplayFleet } from '../../main/simulator/replay/fleet.ts'
import { readRecording } from '../../main/simulator/replay/recording.ts'
import { recordingLine, type RecordedValue } from '../../shared/format/recording.ts'
import { parse, request } from '../support/simulator-client.ts'

const START = 1_800_000_000_000
const arc = fc.integer({ min: 0, max: 4_294_967_295 })
const oid = fc.array(arc, { minLength: 1, maxLength: 12 }).map((arcs) => `1.3.6.${arcs.join('.')}`)
const octets = fc.uint8Array({ maxLength: 60 })
const value: fc.Arbitrary<Omit<RecordedValue, 'oid'>> = fc.oneof(
  fc.integer({ min: -2_147_483_648, max: 2_147_483_647 }).map((number) => ({ tag: 2, value: number })),
  fc.integer({ min: 0, max: 4_294_967_295 }).map((number) => ({ tag: 66, value: number })),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((big) => ({ tag: 70, value: big })),
  octets.map((bytes) => ({ tag: 4, value: bytes })),
  oid.map((text) => ({ tag: 6, value: text })),
)
const plain = (row: RecordedValue): unknown[] => [
  row.oid,
  row.tag,
  row.value instanceof Uint8Array ? Buffer.from(row.value).toString('hex') : String(row.value),
]

describe('a file of a walk', () => {
  it('of any text is read without a throw, each line once, and what is read is answered', () => {
    const piece = fc.constantFrom(
      '1.3.6.1.2.1.1.5.0',
      '.1.3.6.1.9 = ',
      '|4|',
      '|2|',
      '|4x|',
      'STRING: "',
      'INTEGER: ',
      'Hex-STRING: 0A ',
      '"',
      '\\',
      '\n',
      '\r\n',
      '7',
      '::',
      '#',
    )
    const text = fc.array(fc.oneof({ weight: 4, arbitrary: piece }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(text, (pieces) => {
        const bytes = Buffer.from(pieces.join(''))
        const { rows, lost, issues } = readRecording(bytes)
        const lines = bytes.toString('latin1').split('\n').length
        expect(rows.length + lost).toBeLessThanOrEqual(lines)
        expect(issues.every(({ line, text: quoted }) => line >= 1 && line <= lines && /^[\x20-\x7e·…]*$/.test(quoted))).toBe(true)
        const fleet = new ReplayFleet({ devices: [{ name: 'x', rows }], community: 'c', alive: true, seed: 1, startedAt: START })
        const agent = new Agent(fleet, { users: [], bootedAt: START })
        const reply = agent.answer(request('x', ['1.3'], { type: PDU.getBulk, second: 50 }), START + 9999, START + 9999)
        expect(reply && parse(reply.bytes).status).toBe(0)
      }),
      { numRuns: 600 },
    )
  })

  it('that we wrote comes back as it was, in its order of numbers on the wire', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(oid, value), { selector: ([place]) => place, maxLength: 25 }), (made) => {
        const rows = made.map(([place, one]) => ({ oid: place, ...one }))
        const found = readRecording(Buffer.from(rows.map(recordingLine).join('')))
        expect(found.lost).toBe(0)
        expect(found.rows.map(plain)).toEqual(rows.map(plain))
      }),
      { numRuns: 300 },
    )
  })
})
