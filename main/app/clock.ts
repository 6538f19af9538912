/** The real clocks of a worker. */
import type { Clock } from '../../shared/model/poll.ts'

export const systemClock: Clock = { now: () => Date.now(), mono: () => performance.now() }
