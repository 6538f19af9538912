/** What a trap says by its profile's facts, and whose it is. */
import { describe, expect, it } from 'vitest'
import { eventOf, factsOf, type TrapFact } from '../../../main/domain/trap/event.ts'
import { matchSender, sendersOf } from '../../../main/domain/trap/sender.ts'
import type { TrapVarbind } from '../../../shared/model/trap.ts'

const MAKER = '1.3.6.1.4.1.2011.6.164.2.1'
const usual = { severity: 'major', cause: 106, type: 'equipment' } as const
const number = (oid: string, value: number): TrapVarbind => ({ oid, type: 'integer', number: value, text: String(value), hex: null })
const text = (oid: string, value: string): TrapVarbind => ({ oid, type: 'text', number: null, text: value, hex: null })
const said = (trapOid: string, ...varbinds: TrapVarbind[]) => ({ trapOid, varbinds })
const one = (fact: Omit<TrapFact, 'cause' | 'type' | 'severity' | 'problem'> & Partial<TrapFact>) =>
  factsOf([{ problem: 'mains-failure', ...usual, ...fact }])

describe('an event', () => {
  const pair = factsOf([
    { trap: `${MAKER}.0.15`, event: 'raise', problem: 'mains-failure', ...usual },
    { trap: `${MAKER}.0.16`, event: 'clear', problem: 'mains-failure', ...usual },
  ])

  it('is found by its trap, with or without the zero', () => {
    for (const oid of [`${MAKER}.0.15`, `${MAKER}.15`])
      expect(eventOf(pair, said(oid))).toMatchObject({
        event: 'raise',
        problem: 'mains-failure',
        severity: 'major',
        cause: 106,
        instance: '',
      })
    expect(eventOf(pair, said(`${MAKER}.0.16`))?.event).toBe('clear')
    expect(eventOf(pair, said(`${MAKER}.0.17`))).toBeNull()
  })

  it('may be told by a variable; what is in neither list is a note', () => {
    const facts = one({ trap: `${MAKER}.1`, by: { object: '1.2.3', raise: [1], clear: [0, 2] } })
    const event = (value: TrapVarbind) => eventOf(facts, said(`${MAKER}.1`, value))?.event
    expect([event(number('1.2.3.0', 1)), event(number('1.2.3.7', 2)), event(number('1.2.3.0', 9))]).toEqual(['raise', 'clear', 'note'])
    expect([event(text('1.2.3.0', '1')), event(text('1.2.3.0', 'on')), event(number('1.2.30', 1))]).toEqual(['raise', 'note', 'note'])
  })

  it('takes its severity from a variable; cleared makes it a clear, and what is not listed is indeterminate', () => {
    const facts = one({ trap: `${MAKER}.2`, event: 'raise', severity: { object: '1.2.4', cases: { 1: 'critical', 5: 'cleared' } } })
    const of = (value: number) => eventOf(facts, said(`${MAKER}.2`, number('1.2.4.3', value)))
    expect(of(1)).toMatchObject({ event: 'raise', severity: 'critical' })
    expect(of(5)).toMatchObject({ event: 'clear' })
    expect(of(77)).toMatchObject({ event: 'raise', severity: 'indeterminate' })
    expect(eventOf(facts, said(`${MAKER}.2`))).toMatchObject({ severity: 'indeterminate' })
  })

  it('names its instance by the index of a column, or by the value of a scalar; bars and length are kept out of the key', () => {
    const facts = one({ trap: `${MAKER}.3`, event: 'raise', instance: '1.2.5' })
    const of = (value: TrapVarbind) => eventOf(facts, said(`${MAKER}.3`, value))?.instance
    expect(of(number('1.2.5.4.1', 9))).toBe('4.1')
    expect(of(text('1.2.5.0', 'Rect 3'))).toBe('Rect 3')
    expect(of(text('1.2.5', 'a|b'))).toBe('a/b')
    expect(of(text('1.2.5.0', 'x'.repeat(500)))?.length).toBe(40)
    expect(of(number('1.2.6.0', 9))).toBe('')
    const named = one({ trap: `${MAKER}.3`, event: 'raise', instance: '1.2.5', named: true })
    expect(eventOf(named, said(`${MAKER}.3`, text('1.2.5.4711', 'Rectifier lost')))?.instance).toBe('Rectifier lost')
  })

  it('of several facts about one trap the first that says something counts', () => {
    const facts = factsOf([
      { trap: `${MAKER}.4`, by: { object: '1.1', raise: [1], clear: [] }, problem: 'door-open', ...usual },
      { trap: `${MAKER}.4`, by: { object: '1.1', raise: [2], clear: [] }, problem: 'smoke', ...usual },
    ])
    expect(eventOf(facts, said(`${MAKER}.4`, number('1.1.0', 2)))).toMatchObject({ problem: 'smoke', event: 'raise' })
    expect(eventOf(facts, said(`${MAKER}.4`, number('1.1.0', 3)))).toMatchObject({ problem: 'door-open', event: 'note' })
  })
})

describe('the sender', () => {
  const at = (address: string, deviceId: number, more: Partial<{ stationId: number; context: string; engineId: string }> = {}) => ({
    address,
    deviceId,
    stationId: more.stationId ?? 1,
    context: more.context ?? '',
    engineId: more.engineId ?? null,
  })
  const from = (source: string, more: Partial<{ agent: string; context: string; engineId: string }> = {}) => ({
    source,
    agent: more.agent ?? null,
    context: more.context ?? '',
    engineId: more.engineId ?? null,
  })
  const nobody = () => false

  it('is the device with that address; the address it names counts only where nobody has the first', () => {
    const senders = sendersOf([at('10.0.0.1', 1), at('10.0.0.2', 2)])
    expect(matchSender(senders, from('10.0.0.1', { agent: '10.0.0.2' }), nobody)).toEqual({ stationId: 1, deviceId: 1 })
    expect(matchSender(senders, from('10.9.9.9', { agent: '10.0.0.2' }), nobody)).toEqual({ stationId: 1, deviceId: 2 })
    expect(matchSender(senders, from('10.9.9.9'), nobody)).toBeNull()
  })

  it('behind one address is told by engine, by context, by who knows such a trap', () => {
    const senders = sendersOf([at('g', 1, { context: 'a', engineId: '8000' }), at('g', 2, { context: 'b' }), at('g', 3, { context: 'b' })])
    expect(matchSender(senders, from('g', { engineId: '8000', context: 'b' }), nobody)?.deviceId).toBe(1)
    expect(matchSender(senders, from('g', { context: 'a' }), nobody)?.deviceId).toBe(1)
    expect(matchSender(senders, from('g', { context: 'b' }), (id) => id === 3)?.deviceId).toBe(3)
  })

  it('among thousands behind one address is found without asking each', () => {
    const crowd = Array.from({ length: 9000 }, (_, i) => at('g', i + 1, { stationId: i + 1, context: `s${i}` }))
    const senders = sendersOf(crowd)
    let asked = 0
    const knows = () => {
      asked++
      return true
    }
    expect(matchSender(senders, from('g', { context: 's8000' }), knows)?.deviceId).toBe(8001)
    expect(matchSender(senders, from('g'), knows)).toBeNull()
    expect(asked).toBe(0)
  })

  it('that nothing tells apart is the station’s where it is one, and nobody’s where there are several', () => {
    expect(matchSender(sendersOf([at('g', 1), at('g', 2)]), from('g'), nobody)).toEqual({ stationId: 1, deviceId: null })
    expect(matchSender(sendersOf([at('g', 1), at('g', 2, { stationId: 2 })]), from('g'), nobody)).toBeNull()
  })
})
