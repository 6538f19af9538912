/** Faults from a file: what it may say, and the line of whatever is wrong. */
import { describe, expect, it } from 'vitest'
import { eventsOf, readFaults } from '../../../main/simulator/faults/file.ts'
import { say, translator } from '../../../shared/i18n/words.ts'

const read = (text: string) => {
  const found = readFaults(text)
  if ('issues' in found) throw new Error(JSON.stringify(found.issues))
  return found.faults
}
const t = translator('en')
const issues = (text: string): string[] => {
  const found = readFaults(text)
  return 'issues' in found ? found.issues.map(({ line, field, phrase }) => `${line} ${field} ${say(t, phrase)}`) : []
}

describe('a file of faults', () => {
  it('strikes the devices it names from when to when it says', () => {
    const faults = read(`
faults:
  - fault: drop
    devices: ['*.power', T3.radio]
    share: 25
    after: 1
    minutes: 2
  - { fault: delay, amount: 300 }
  - { fault: reboot, devices: 'T*.*way' }
`)
    const { events, unknown } = eventsOf(faults, ['T1.power', 'T2.power', 'T1.gateway', 'T3.gate'], 1000)
    expect(events).toEqual([
      { device: 'T1.power', mischief: 'drop', from: 61_000, to: 181_000, share: 0.25, amount: undefined },
      { device: 'T2.power', mischief: 'drop', from: 61_000, to: 181_000, share: 0.25, amount: undefined },
      { device: '*', mischief: 'delay', from: 1000, to: Number.MAX_SAFE_INTEGER, share: undefined, amount: 300 },
      { device: 'T1.gateway', mischief: 'reboot', from: 1000, to: Number.MAX_SAFE_INTEGER, share: undefined, amount: undefined },
    ])
    expect(unknown).toEqual(['T3.radio'])
    expect(read('{"faults":[{"fault":"silent"}]}')).toHaveLength(1)
  })

  it('is refused with the line and what to mend', () => {
    expect(issues('faults:\n  - fault: drop\n    share: 140\n  - fault: dorp\n')).toEqual([
      '3 faults.0.share The largest value is 100.',
      expect.stringMatching(/^4 faults\.1\.fault Choose one of: drop, delay, /),
    ])
    expect(issues('faults:\n  - fault: drop\n    amount: 3\n')).toEqual([expect.stringMatching(/^3 faults\.0\.amount .*no amount/)])
    expect(issues('faults:\n  - fault: drop\n    often: 3\n')[0]).toMatch(/^2 faults\.0 There is no such field; leave out often/)
    expect(issues('faults: []')).toHaveLength(1)
    expect(issues('faults: [')[0]).toMatch(/^1 {2}/)
    expect(issues('42')).toHaveLength(1)
    expect(issues('x'.repeat(300_000))).toHaveLength(1)
    expect(issues(`a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]`)).toHaveLength(1)
  })

  it('is matched in a time that does not grow with its stars', () => {
    const name = `${'*a'.repeat(90)}*b`
    const began = performance.now()
    eventsOf([{ fault: 'drop', devices: name, after: 0 }], ['a'.repeat(64)], 0)
    expect(performance.now() - began).toBeLessThan(50)
  })
})
