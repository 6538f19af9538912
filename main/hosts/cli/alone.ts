/** Work that two starts at the same moment must not do at once, such as writing the build: the second waits for the first. */
import { mkdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { codeOf } from '../problem.ts'

/** Whoever holds the mark renews it this often; one that was not renewed for longer than the second time is a dead process's. */
const RENEW_MS = 2000
const DEAD_MS = 10_000
const LOOK_MS = 200

/** `mark` is a folder that exists while the work is done. Where it cannot be made at all, the work is done without it. */
export async function alone<T>(mark: string, work: () => Promise<T>): Promise<T> {
  while (!take(mark)) await new Promise((later) => setTimeout(later, LOOK_MS))
  const renew = setInterval(() => touch(mark), RENEW_MS)
  try {
    return await work()
  } finally {
    clearInterval(renew)
    rmSync(mark, { recursive: true, force: true })
  }
}

function take(mark: string): boolean {
  try {
    mkdirSync(mark)
    return true
  } catch (problem) {
    if (codeOf(problem) !== 'EEXIST') return true
    const age = Date.now() - (statSync(mark, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > DEAD_MS) rmSync(mark, { recursive: true, force: true })
    return false
  }
}

function touch(mark: string): void {
  try {
    utimesSync(mark, new Date(), new Date())
  } catch {
    // Taken away by somebody: the work goes on all the same.
  }
}
