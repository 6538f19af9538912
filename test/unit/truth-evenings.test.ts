/** Two small evenings of the bench against the truth: nothing missed, nothing false, each fault one incident. All of them: `npm run bench -- truth`. */
import { expect, it } from 'vitest'
import { playEvening } from '../bench/_truth-record.ts'
import { compare, resultOf } from '../bench/_truth-result.ts'

it.each([3, 9])('the evening of seed %i', { timeout: 60_000 }, (seed) => {
  const evening = playEvening(seed, { stations: 60, minutes: 60 })
  const { shown, found } = compare(evening)
  expect(shown.filter((one) => one.hidden === null).length).toBeGreaterThan(8)
  expect(resultOf(evening, 0).failures.map(({ what, text }) => `${what}: ${text}`)).toEqual([])
  expect([found.missed, found.falses]).toEqual([[], []])
})
