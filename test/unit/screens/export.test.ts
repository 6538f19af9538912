/** The question of an export in the address: presets at +07, nonsense left out, groups and metrics joined, nothing asked while something is missing. */
import { describe, expect, it } from 'vitest'
import { daysOf, questionOf, requestOf, type Question } from '../../../renderer/screens/export/question.ts'

/** 00:30 on 1 March 2026 at +07: still February by UTC. */
const NOW = Date.UTC(2026, 1, 28, 17, 30)
function of(address: string): Question {
  const query = new URLSearchParams(address)
  return questionOf({ get: (name) => query.get(name), list: (name) => query.get(name)?.split(',').filter(Boolean) ?? [] }, NOW)
}

describe('periods', () => {
  it.each([
    ['today', '2026-03-01', '2026-03-01'],
    ['yesterday', '2026-02-28', '2026-02-28'],
    ['7d', '2026-02-23', '2026-03-01'],
    ['30d', '2026-01-31', '2026-03-01'],
    ['month', '2026-03-01', '2026-03-01'],
    ['lastMonth', '2026-02-01', '2026-02-28'],
  ] as const)('%s', (preset, first, last) => {
    expect(daysOf(preset, NOW)).toEqual({ first, last })
    expect(of(`period=${preset}`)).toMatchObject({ preset, first, last })
  })

  it('are whole days at +07, the last one in it', () => {
    expect(requestOf(of('from=2026-02-01&to=2026-02-28'), 'vi')).toMatchObject({
      from: Date.UTC(2026, 0, 31, 17),
      to: Date.UTC(2026, 1, 28, 17),
    })
    expect(of('from=2026-02-01&to=2026-02-28').preset).toBeNull()
  })

  it('that are none are the last seven days', () => {
    for (const address of ['', 'from=2026-02-30&to=2026-03-01', 'from=2026-02-01', 'period=century', 'from=x&to=y'])
      expect(of(address)).toMatchObject({ preset: '7d', first: '2026-02-23', last: '2026-03-01' })
    expect(requestOf(of('from=2026-02-10&to=2026-02-01'), 'vi')).toBeNull()
  })
})

describe('scope and metrics', () => {
  it('are what the address names, whatever is nonsense left out', () => {
    expect(of('scope=stations&ids=3,x,3,-1,7.5,9&m=battery,dc.voltage,dc.volts&res=2h&as=xlsx')).toMatchObject({
      kind: 'stations', ids: [3, 9], groups: ['battery'], metrics: ['dc.voltage'], resolution: 'auto', format: 'csv',
    }) // prettier-ignore
    expect(of('scope=planets&ids=1')).toMatchObject({ kind: 'all', ids: [] })
  })

  it('join groups and metrics, each once; none means all', () => {
    const { metrics = [] } = requestOf(of('m=genset,genset.fuel,dc.voltage'), 'en') ?? {}
    expect(metrics.filter((key) => key === 'genset.fuel').length).toBe(1)
    expect(metrics).toContain('dc.voltage')
    expect(metrics.every((key) => key === 'dc.voltage' || key.startsWith('genset.'))).toBe(true)
    expect(requestOf(of(''), 'en')).toMatchObject({ metrics: [], scope: { kind: 'all' }, locale: 'en' })
  })

  it('ask for nothing while nobody is named', () => {
    expect(requestOf(of('scope=communes'), 'vi')).toBeNull()
    expect(requestOf(of('scope=communes&ids=2'), 'vi')).toMatchObject({ scope: { kind: 'communes', ids: [2] } })
  })
})
