/** Request ids from the system's randomness: nobody can guess them, and all of them take four octets on the wire. */
import { randomFillSync } from 'node:crypto'

const POOL = 1024
const pool = new Uint32Array(POOL)
let used = POOL

/** 30 random bits. */
export function randomBits(): number {
  if (used === POOL) {
    randomFillSync(pool)
    used = 0
  }
  return pool[used++]! >>> 2
}

const LEAST = 0x4000_0000

/** A request id or message id that is not taken. */
export function freshId(isTaken: { has(id: number): boolean }): number {
  for (;;) {
    const id = LEAST + randomBits()
    if (!isTaken.has(id)) return id
  }
}
