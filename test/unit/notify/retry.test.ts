/** When a channel that fails is tried again, and when it is an alarm. */
import { describe, expect, it } from 'vitest'
import { afterTry, backoff, FRESH, isGivenUp, MOST_AGE_MS, MOST_ATTEMPTS, type ChannelRecord } from '../../../main/domain/notify/retry.ts'

const fail = (count: number, from: ChannelRecord = FRESH): ChannelRecord =>
  Array.from({ length: count }).reduce<ChannelRecord>((record) => afterTry(record, 'retry', record.retryMono, 0.5), from)

describe('the pause', () => {
  it('doubles up to five minutes', () => {
    expect([1, 2, 3, 4, 7, 8, 50].map((n) => backoff(n, 0.5))).toEqual([5000, 10_000, 20_000, 40_000, 300_000, 300_000, 300_000])
  })
  it('has a tenth of chance on each side', () => {
    expect([backoff(1, 0), backoff(1, 0.999)]).toEqual([4500, 5499])
  })
  it('is as long as the other side asks for, an hour at most, and that is no failure of the channel', () => {
    const asked = afterTry(FRESH, 'retry', 0, 0.5, 42_000)
    expect(asked).toMatchObject({ retryMono: 42_000, down: false })
    const often = Array.from({ length: 9 }).reduce<ChannelRecord>(
      (record) => afterTry(record, 'retry', record.retryMono, 0.5, 30_000),
      FRESH,
    )
    expect(often.down).toBe(false)
    expect(afterTry(FRESH, 'retry', 0, 0.5, 1e12).retryMono).toBe(3_600_000)
  })
})

describe('a channel', () => {
  it('is down after three failures in a row, and back with the first success', () => {
    expect([1, 2, 3, 4].map((n) => fail(n).down)).toEqual([false, false, true, true])
    expect(afterTry(fail(9), 'sent', 0, 0)).toEqual(FRESH)
  })
  it('is down at once where only a person can mend it', () => {
    expect(afterTry(FRESH, 'wrong', 0, 0).down).toBe(true)
  })
  it('works where it refuses one receiver', () => {
    expect(afterTry(fail(2), 'refused', 0, 0)).toEqual(FRESH)
  })
})

it('a message is given up after so many tries or so long', () => {
  expect(isGivenUp(MOST_ATTEMPTS - 1, MOST_AGE_MS - 1)).toBe(false)
  expect(isGivenUp(MOST_ATTEMPTS, 0)).toBe(true)
  expect(isGivenUp(1, MOST_AGE_MS)).toBe(true)
})
