/** What an alarm would have done over past samples: holds, gaps, flapping, what stood before; and what figures of 5 minutes stand for. */
import { describe, expect, it } from 'vitest'
import { sightsOf } from '../../../main/domain/alarm/bucket.ts'
import { compile, type Sight } from '../../../main/domain/alarm/judge.ts'
import { Replay } from '../../../main/domain/alarm/replay.ts'
import { DEFAULT_RULES } from '../../../main/domain/alarm/rules.ts'
import type { AlarmRule, Hold } from '../../../shared/model/alarm.ts'

const MIN = 60_000
const rule = (id: string, more: Partial<AlarmRule> = {}) => compile({ ...DEFAULT_RULES.find((one) => one.id === id)!, ...more })
const hold = (polls: number, seconds = 0): Hold => ({ polls, seconds })
const SIGHTS: Record<string, Sight> = { '!': 'raise', '.': 'clear', '-': 'between', '?': 'nothing' }

/** A sign a minute from minute 0; a blank is a poll that never came. */
function played(signs: string, raiseHold: Hold, clearHold: Hold, from = 0): Replay {
  const replay = new Replay(rule('room-temperature', { raiseHold, clearHold }), from, MIN)
  for (let i = 0; i < signs.length; i++) {
    const sight = SIGHTS[signs.charAt(i)]
    if (sight) replay.take(i * MIN, sight)
  }
  replay.end(signs.length * MIN)
  return replay
}

describe('a replay', () => {
  const table: [what: string, signs: string, raise: Hold, clear: Hold, raisedAtMinutes: number[], again: number][] = [
    ['two polls in a row', '.!.!!!.', hold(2), hold(1), [4], 0],
    ['what is between ends a hold', '!-!-!!', hold(2), hold(1), [5], 0],
    ['no evidence neither ends nor counts', '!??!.', hold(2), hold(1), [3], 0],
    ['raised again within half an hour is the same', '!!..!!..', hold(2), hold(2), [1], 1],
    ['later it is another', `!!..${'.'.repeat(31)}!!`, hold(2), hold(2), [1, 36], 0],
    ['a clear that is held is none, and counted', '!!.!.!.!', hold(2), hold(2), [1], 3],
    ['what comes and goes faster than its hold is none', '!.!.!.!.', hold(2), hold(2), [], 0],
    ['seconds run between polls', '!!!!', hold(1, 150), hold(1), [3], 0],
    ['and to the end of the period', '...!', hold(1, 45), hold(1), [4], 0],
    ['and are over with the condition', '!!..', hold(1, 150), hold(1), [], 0],
    ['a lost poll stops them', '!  !!', hold(1, 200), hold(1), [], 0],
    ['and they go on with the next evidence', '!  !!!', hold(1, 150), hold(1), [5], 0],
    ['nothing at all', '?????', hold(1), hold(1), [], 0],
  ]
  it.each(table)('%s', (_what, signs, raise, clear, minutes, again) => {
    const replay = played(signs, raise, clear)
    expect(replay.alarms.map((at) => Math.ceil(at / MIN))).toEqual(minutes)
    expect(replay.again).toBe(again)
  })

  it('raises mains that toggle faster than their hold, as polls do', () => {
    const replay = new Replay(rule('mains-failure'), 0, MIN)
    for (const [i, sight] of (['raise', 'clear', 'raise', 'clear', 'raise', 'clear'] as const).entries()) replay.take(i * MIN, sight)
    expect([replay.alarms, replay.again]).toEqual([[0], 2])
  })

  it('remembers what stood before the period, and does not count it', () => {
    expect(played('!!!!!!', hold(2), hold(2), 3 * MIN).alarms).toEqual([])
    const flapped = played('!!..!!', hold(2), hold(2), 3 * MIN)
    expect([flapped.alarms.length, flapped.again]).toEqual([0, 1])
  })
})

describe('figures of 5 minutes', () => {
  const bucket = (min: number, mean: number, max: number, count = 5) => ({ min, mean, max, count, seconds: null })
  const signs = (sights: Sight[]) => sights.map((sight) => Object.keys(SIGHTS).find((sign) => SIGHTS[sign] === sight)).join('')
  it.each([
    ['all beyond', bucket(39, 40, 41), false, '!!!!!'],
    ['none beyond', bucket(20, 25, 30), false, '.....'],
    ['one peak', bucket(30, 34, 40), false, '....!'],
    ['one peak while raised', bucket(30, 34, 40), true, '!....'],
    ['in the band', bucket(36, 36, 37), false, '-----'],
    ['a single sample', bucket(40, 40, 40, 1), false, '!'],
    ['no sample', bucket(Number.NaN, Number.NaN, Number.NaN, 0), false, ''],
  ])('of a number: %s', (_what, given, raised, expected) => {
    expect(signs(sightsOf(rule('room-temperature'), given, raised))).toBe(expected)
  })

  it('of a number that must not fall: the least counts', () => {
    expect(signs(sightsOf(rule('battery-low'), bucket(45, 50, 54), false))).toBe('....!')
  })

  it.each([
    ['all open', [[1, 300]], false, '!!!!!'],
    ['all closed', [[0, 300]], false, '.....'],
    [
      'two fifths',
      [
        [0, 180],
        [1, 120],
      ],
      false,
      '...!!',
    ],
    [
      'two fifths while raised',
      [
        [0, 180],
        [1, 120],
      ],
      true,
      '!!...',
    ],
    [
      'a moment',
      [
        [0, 295],
        [1, 5],
      ],
      false,
      '....!',
    ],
  ] as [string, [number, number][], boolean, string][])('of a state: %s', (_what, seconds, raised, expected) => {
    const given = { min: 0, max: 1, mean: 0, count: 5, seconds: new Map(seconds) }
    expect(signs(sightsOf(rule('door-open'), given, raised))).toBe(expected)
  })
})
