/** The two forms of a trap (RFC 3584, 3.1 and 3.2), and one spelling for both. */
import { describe, expect, it } from 'vitest'
import { trapKey } from '../../../main/domain/trap/event.ts'
import { trapOidOf, v1Of } from '../../../main/snmp/trap/rfc3584.ts'

const MAKER = '1.3.6.1.4.1.2011.6.164.2.1'

describe('v1 to v2', () => {
  it.each([
    [0, '1.3.6.1.6.3.1.1.5.1'],
    [1, '1.3.6.1.6.3.1.1.5.2'],
    [2, '1.3.6.1.6.3.1.1.5.3'],
    [3, '1.3.6.1.6.3.1.1.5.4'],
    [4, '1.3.6.1.6.3.1.1.5.5'],
    [5, '1.3.6.1.6.3.1.1.5.6'],
  ])('generic %i is %s whatever its enterprise', (generic, oid) => {
    expect(trapOidOf({ enterprise: MAKER, generic, specific: 9 })).toBe(oid)
  })

  it('enterprise specific ones get a zero between', () => {
    expect(trapOidOf({ enterprise: MAKER, generic: 6, specific: 15 })).toBe(`${MAKER}.0.15`)
  })

  it.each([-1, 7, 255, 1.5, Number.NaN])('generic %d is no trap', (generic) => {
    expect(trapOidOf({ enterprise: MAKER, generic, specific: 0 })).toBeNull()
  })
})

describe('v2 to v1', () => {
  it('the standard ones have their generic number, and the enterprise they bring', () => {
    expect(v1Of('1.3.6.1.6.3.1.1.5.3')).toEqual({ enterprise: '1.3.6.1.6.3.1.1.5', generic: 2, specific: 0 })
    expect(v1Of('1.3.6.1.6.3.1.1.5.5', MAKER)).toEqual({ enterprise: MAKER, generic: 4, specific: 0 })
  })

  it('with a zero before the last number both go, without one only the last', () => {
    expect(v1Of(`${MAKER}.0.15`)).toEqual({ enterprise: MAKER, generic: 6, specific: 15 })
    expect(v1Of(`${MAKER}.15`)).toEqual({ enterprise: MAKER, generic: 6, specific: 15 })
  })

  it('and back again is the same trap', () => {
    for (const oid of [`${MAKER}.0.15`, '1.3.6.1.6.3.1.1.5.1']) expect(trapOidOf(v1Of(oid))).toBe(oid)
    expect(trapKey(trapOidOf(v1Of(`${MAKER}.15`)) ?? '')).toBe(trapKey(`${MAKER}.15`))
  })
})
