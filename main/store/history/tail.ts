/**
 * The tail: samples that are gathered between two flushes stand in a file of their own meanwhile, so that a process that ends does not take them along.
 * It is never synced: it outlives the process, not the computer, and mostly is gone again before the system has written it to the disk.
 *
 * The file history.tail, beside the database: pieces, each u32 length and u32 CRC-32 of what follows (little-endian), then so many bytes.
 *   first piece   the name of the database's file as `fileOf` gives it: slots mean nothing in another one
 *   each other    polls of one hour since the piece before: varint base, epoch ms; varint number of records; of each varint device, varint length;
 *                 then the records, as hot.ts describes them
 * What follows a piece that is cut off or harmed is not read: it was written after it.
 */
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { ByteReader, ByteWriter } from './bytes.ts'
import { readPoll, type HotPage, type HotPoll } from './hot.ts'

export const TAIL_FILE = 'history.tail'
const HEAD = 8
/** A cycle of a large province has half a megabyte; nothing longer is ours. */
const LONGEST = 64 * 1024 * 1024

export type Tail = {
  /** Puts what came onto the pages since the last call behind the rest; false where that was not possible. */
  add(file: string, pages: Iterable<HotPage>): boolean
  /** The polls of a process that did not come to write them, where they belong to this file. They stay until `clear`. */
  left(file: string): HotPoll[]
  /** Everything is in the database. */
  clear(): void
}

/** Tells one database file from any that may take its place; null where there is none. */
export function fileOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false })
  return found ? `${found.ino} ${Math.round(found.birthtimeMs)}` : null
}

export function tailIn(folder: string): Tail {
  const path = join(folder, TAIL_FILE)
  const bytes = new ByteWriter()
  let descriptor: number | null = null
  let isThere = true

  function close(): void {
    if (descriptor !== null) closeSync(descriptor)
    descriptor = null
  }

  return {
    add(file, pages) {
      bytes.reset()
      try {
        if (descriptor === null) {
          isThere = true
          descriptor = openSync(path, 'w', 0o600)
          piece(bytes, Buffer.from(file))
        }
        for (const page of pages) {
          const recent = page.recent()
          if (recent) piece(bytes, recent)
        }
        return writeSync(descriptor, bytes.take()) === bytes.length
      } catch {
        // A disk that takes nothing: the caller writes to the database at once, and says what is wrong there.
        return false
      }
    },
    left(file) {
      try {
        if ((statSync(path, { throwIfNoEntry: false })?.size ?? LONGEST) >= LONGEST) return []
        const [name, ...rest] = pieces(readFileSync(path))
        return name && Buffer.from(name).toString() === file ? rest.flatMap(pollsIn) : []
      } catch {
        return []
      }
    },
    clear() {
      if (!isThere) return
      try {
        close()
        rmSync(path, { force: true })
        isThere = false
      } catch {
        // It is written over by the next one, and samples that are in the database already do not count twice.
      }
    },
  }
}

function piece(into: ByteWriter, content: Uint8Array): void {
  into.uint32(content.length)
  into.uint32(crc32(content))
  into.append(content)
}

/** The pieces up to the first that is not whole. */
function pieces(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + HEAD <= bytes.length;) {
    const content = bytes.subarray(at + HEAD, at + HEAD + view.getUint32(at, true))
    if (content.length !== view.getUint32(at, true) || crc32(content) !== view.getUint32(at + 4, true)) break
    found.push(content)
    at += HEAD + content.length
  }
  return found
}

function pollsIn(content: Uint8Array): HotPoll[] {
  const from = new ByteReader(content)
  const base = from.varint()
  const records = Array.from({ length: Math.min(from.varint(), content.length) }, () => ({
    deviceId: from.varint(),
    length: from.varint(),
  }))
  let begin = from.position
  return records.map(({ deviceId, length }) => {
    const poll = readPoll(new ByteReader(content, begin), deviceId, base)
    begin += length
    return poll
  })
}
