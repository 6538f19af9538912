/** A file that comes to be whole or not at all: written beside under another name, brought to the disk, then renamed. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Sink } from '../reports/samples/file.ts'

export const UNFINISHED = '.tmp'
/** Room that is left to the databases, octets: an export does not take the last of a disk. */
export const RESERVE = 512 * 1024 * 1024
/** Between looks at how much is free. */
const LOOK_EVERY = 32 * 1024 * 1024

export type FileSink = {
  /** Throws what the file system says; a file without room for it as ENOSPC, before the disk is quite full. */
  readonly write: Sink
  readonly bytes: number
  /** Brings all to the disk and gives the file its name. */
  finish(): void
  /** Removes what was written, unless it was finished. */
  drop(): void
}

/** Octets that are free for a file in this folder. */
export function freeAt(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** `free` stands in for the disk in tests. */
export function fileSink(path: string, free: (folder: string) => number = freeAt): FileSink {
  const unfinished = path + UNFINISHED
  const handle = openSync(unfinished, 'w', 0o600)
  let isOpen = true
  let bytes = 0
  let lookAt = 0
  function close(): void {
    if (isOpen) closeSync(handle)
    isOpen = false
  }
  return {
    get bytes() {
      return bytes
    },
    write(piece) {
      if (bytes >= lookAt) {
        lookAt = bytes + LOOK_EVERY
        if (free(dirname(path)) < RESERVE) throw Object.assign(new Error('no room is left'), { code: 'ENOSPC' })
      }
      for (let at = 0; at < piece.length;) at += writeSync(handle, piece, at)
      bytes += piece.length
    },
    finish() {
      fsyncSync(handle)
      close()
      renameSync(unfinished, path)
      syncFolder(dirname(path))
    },
    drop() {
      close()
      rmSync(unfinished, { force: true })
    },
  }
}

/** The name is durable too; Windows keeps it by itself and opens no folders. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
