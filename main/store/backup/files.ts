/** Files of backups: whole or not at all, hashed and copied in steps, and forced to the disk. */
import { createHash } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, readSync, renameSync, statfsSync, statSync, writeSync } from 'node:fs'

/** Bytes of one step: some milliseconds of reading or writing. */
const STEP = 1024 * 1024
/** Folders cannot be forced to the disk on every system; there the rename itself is what there is. */
const NO_FOLDER_SYNC = new Set(['EPERM', 'EISDIR', 'EINVAL', 'EACCES', 'ENOTSUP', 'EBADF'])

export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** A second try is for what a virus scanner holds for a moment (EBUSY, EPERM on Windows). */
export function renameHard(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!['EBUSY', 'EPERM', 'EACCES'].includes(codeOf(error))) throw error
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
    renameSync(from, to)
  }
}

export function syncFolder(folder: string): void {
  let handle: number | null = null
  try {
    handle = openSync(folder, 'r')
    fsyncSync(handle)
  } catch (error) {
    if (!NO_FOLDER_SYNC.has(codeOf(error))) throw error
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

/** Forces a file that others have written to the disk. */
export function syncFile(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Whole or not at all, and on the disk. For its owner alone. */
export function writeWhole(file: string, text: string): void {
  const handle = openSync(`${file}.new`, 'w', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameHard(`${file}.new`, file)
}

/** Bytes of a file; 0 without one. */
export function bytesOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

/** Bytes that may still be written where this folder lies. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** Text of a small file; throws where it is larger than anything of ours. */
export function readSmall(file: string): string {
  if (statSync(file).size > STEP) throw new Error(`${file} is too large`)
  return readFileSync(file, 'utf8')
}

/** The SHA-256 of a file in hex; yields the bytes of each step. */
export function* hashFile(file: string): Generator<number, string> {
  const hash = createHash('sha256')
  const handle = openSync(file, 'r')
  const buffer = Buffer.allocUnsafe(STEP)
  try {
    for (;;) {
      const got = readSync(handle, buffer, 0, STEP, null)
      if (got === 0) return hash.digest('hex')
      hash.update(buffer.subarray(0, got))
      yield got
    }
  } finally {
    closeSync(handle)
  }
}

/** Copies a file, for its owner alone, and forces it to the disk; answers the SHA-256 of what was read, and yields the bytes of each step. */
export function* copyFile(from: string, to: string): Generator<number, string> {
  const hash = createHash('sha256')
  const source = openSync(from, 'r')
  try {
    const target = openSync(to, 'wx', 0o600)
    const buffer = Buffer.allocUnsafe(STEP)
    try {
      for (;;) {
        const got = readSync(source, buffer, 0, STEP, null)
        if (got === 0) break
        const part = buffer.subarray(0, got)
        hash.update(part)
        for (let at = 0; at < got;) at += writeSync(target, part, at)
        yield got
      }
      fsyncSync(target)
    } finally {
      closeSync(target)
    }
    chmodSync(to, 0o600)
  } finally {
    closeSync(source)
  }
  return hash.digest('hex')
}

/** Does all steps of a work at once: for the command line, and for an opening that waits for it. */
export function runToEnd<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
