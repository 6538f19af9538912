/** What says whose equipment it is leaves a recording, consistently; what a profile needs stays. */
import { describe, expect, it } from 'vitest'
import { Anonymous } from '../../main/poll/anonymous.ts'
import type { RecordedValue } from '../../shared/format/recording.ts'

const text = (oid: string, value: string): RecordedValue => ({ oid, tag: 4, value: Buffer.from(value) })
const said = (row: RecordedValue | null): unknown => (row?.value instanceof Uint8Array ? Buffer.from(row.value).toString() : row?.value)

describe('an anonymous recording', () => {
  it('has stand-ins for names, in every text where they come again', () => {
    const veil = new Anonymous()
    expect(said(veil.clean(text('1.3.6.1.2.1.1.5.0', 'TQG0012 Khánh Hoà')))).toBe('name-1')
    expect(said(veil.clean(text('1.3.6.1.2.1.1.6.0', 'Đồi 7, xã Yên Hoa')))).toBe('name-2')
    expect(said(veil.clean(text('1.3.6.1.4.1.9.1.0', 'site TQG0012 Khánh Hoà, ETP48200')))).toBe('site name-1, ETP48200')
    expect(said(veil.clean(text('1.3.6.1.2.1.31.1.1.1.18.3', 'Uplink Yên Hoa')))).toBe('name-3')
    expect(said(veil.clean(text('1.3.6.1.2.1.1.1.0', 'Huawei SMU02C V500')))).toBe('Huawei SMU02C V500')
    expect(said(veil.clean(text('1.3.6.1.2.1.1.4.0', '')))).toBe('')
    expect(veil.name('TQG0012 Khánh Hoà')).toBe('name-1')
  })

  it('has stand-ins for addresses, the same for the same', () => {
    const veil = new Anonymous()
    const address = (octets: number[]): unknown => {
      const value = veil.clean({ oid: '1.3.6.1.4.1.9.2.0', tag: 64, value: Uint8Array.from(octets) })?.value
      return value instanceof Uint8Array ? [...value].join('.') : value
    }
    expect([address([10, 1, 2, 3]), address([10, 1, 2, 4]), address([10, 1, 2, 3])]).toEqual(['198.18.0.1', '198.18.0.2', '198.18.0.1'])
    expect([address([0, 0, 0, 0]), address([255, 255, 255, 0]), address([127, 0, 0, 1])]).toEqual(['0.0.0.0', '255.255.255.0', '127.0.0.1'])
    expect(said(veil.clean(text('1.3.6.1.4.1.9.3.0', 'gw 10.1.2.3, mac 00:1B:44:11:3A:B7, v6 fd00:1:2:3::9, V1.2.3')))).toBe(
      'gw 198.18.0.1, mac 02:00:00:00:00:01, v6 2001:db8::1, V1.2.3',
    )
    const mac = veil.clean({ oid: '1.3.6.1.2.1.2.2.1.6.1', tag: 4, value: Buffer.from('001b44113ab7', 'hex') })
    expect(Buffer.from(mac?.value as Uint8Array).toString('hex')).toBe('020000000001')
  })

  it('leaves out tables of neighbours, and leaves numbers and octets alone', () => {
    const veil = new Anonymous()
    expect(veil.clean({ oid: '1.3.6.1.2.1.4.20.1.1.10.0.0.1', tag: 64, value: Uint8Array.of(10, 0, 0, 1) })).toBeNull()
    expect(veil.clean(text('1.0.8802.1.1.2.1.4.1', 'x'))).toBeNull()
    const number: RecordedValue = { oid: '1.3.6.1.2.1.33.1.2.4.0', tag: 2, value: 97 }
    const octets: RecordedValue = { oid: '1.3.6.1.4.1.9.4.0', tag: 4, value: Uint8Array.of(7, 0xea, 3, 10, 3, 0, 0, 0) }
    expect([veil.clean(number), veil.clean(octets)]).toEqual([number, octets])
  })
})
