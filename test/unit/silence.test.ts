/** The watch over a console that holds the line and says nothing. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchSilence } from '../../renderer/app/silence.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('asks nothing while the console speaks', async () => {
  const ask = vi.fn(() => Promise.resolve())
  const watch = watchSilence(ask, vi.fn())
  for (let n = 0; n < 30; n++) {
    await vi.advanceTimersByTimeAsync(1000)
    watch.heard()
  }
  expect(ask).not.toHaveBeenCalled()
  watch.stop()
})

it.each([
  ['an answer', () => Promise.resolve()],
  ['a refusal', () => Promise.reject(new Error('refused'))],
])('is content with %s', async (_, answer) => {
  const hangUp = vi.fn()
  const ask = vi.fn(answer)
  const watch = watchSilence(ask, hangUp)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ask.mock.calls.length).toBeGreaterThan(3)
  expect(hangUp).not.toHaveBeenCalled()
  watch.stop()
})

it('hangs up where nothing comes back, and does nothing once stopped', async () => {
  const hangUp = vi.fn()
  watchSilence(() => new Promise(() => undefined), hangUp)
  await vi.advanceTimersByTimeAsync(14_000)
  expect(hangUp).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(2000)
  expect(hangUp).toHaveBeenCalledTimes(1)
  const other = vi.fn()
  watchSilence(() => new Promise(() => undefined), other).stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(other).not.toHaveBeenCalled()
})
