/** The simulator's BER: what is written is read back the same, and broken input is refused without a throw. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeOid, encodeOid, Reader, TAG, Writer } from '../../../main/simulator/agent/ber.ts'

const written = (write: (writer: Writer) => void): string => {
  const writer = new Writer()
  write(writer)
  return writer.take().toString('hex')
}

describe('BER', () => {
  it.each([
    [0, '020100'],
    [127, '02017f'],
    [128, '02020080'],
    [-1, '0201ff'],
    [-128, '020180'],
    [-129, '0202ff7f'],
    [2_147_483_647, '02047fffffff'],
    [-2_147_483_648, '020480000000'],
    [4_294_967_295, '020500ffffffff'],
  ])('writes %d in the fewest octets', (value, hex) => {
    expect(written((w) => w.int(value))).toBe(hex)
    expect(written((w) => w.big(BigInt(value), TAG.integer))).toBe(hex)
  })

  it('writes long lengths and Vietnamese text', () => {
    expect(written((w) => w.octets('Nà Hang'))).toBe('04084ec3a02048616e67')
    expect(written((w) => w.octets('x'.repeat(200))).slice(0, 6)).toBe('0481c8')
    expect(written((w) => w.octets('x'.repeat(300))).slice(0, 8)).toBe('0482012c')
  })

  it('reads back every integer it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 46), max: 2 ** 46 }), (value) => {
        const writer = new Writer()
        writer.int(value)
        const reader = new Reader()
        reader.open(writer.take())
        expect(reader.int()).toBe(value)
        expect(reader.bad).toBe(false)
      }),
    )
  })

  it('reads back every OID it writes, sub-ids above 2^31 included', () => {
    const tail = fc.array(fc.integer({ min: 0, max: 4_294_967_295 }), { maxLength: 100 })
    fc.assert(
      fc.property(fc.constantFrom('1.3', '2.999', '0.39'), tail, (head, arcs) => {
        const text = [head, ...arcs].join('.')
        const bytes = encodeOid(text)
        expect(decodeOid(bytes, 0, bytes.length)?.join('.')).toBe(text)
      }),
    )
  })

  it('refuses cut and foreign octets without a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const reader = new Reader()
        reader.open(Buffer.from(bytes))
        reader.enter(TAG.sequence)
        reader.int()
        reader.octets()
        reader.skip(TAG.oid)
        expect(reader.at).toBeLessThanOrEqual(bytes.length)
      }),
    )
  })
})
