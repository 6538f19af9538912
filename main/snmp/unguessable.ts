/** The library takes its request ids from Math.random, which can be foretold. While it works it is given the system's randomness instead. */
import { randomBits } from './ids.ts'

const RANGE = 2 ** 30
const secure = (): number => randomBits() / RANGE

/** Runs a synchronous piece of the library's work. */
export function unguessably<T>(work: () => T): T {
  const ordinary = Math.random
  Math.random = secure
  try {
    return work()
  } finally {
    Math.random = ordinary
  }
}
