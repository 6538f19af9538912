/** kill -9 in a storm, between raise and notify, between sending and writing it down, between an acknowledgement and its answer: nothing is lost. 200 of them: npm run bench -- kill-notify. */
import { expect, it } from 'vitest'
import { killNotifications } from '../support/kill-notify.ts'

const RUNS = 3

it(`loses no acknowledgement and no message, ${RUNS} times`, async () => {
  const tally = await killNotifications(RUNS)
  expect(tally.incidents).toBeGreaterThan(10)
  expect(tally.messages).toBeGreaterThan(50)
  expect(tally.acknowledged).toBeGreaterThan(0)
}, 90_000)
