/** Chosen MIB files as they are sent: decoded, named so that every system takes the name, in portions that one call takes. */
import { MIB_LIMITS, MibFileName } from '../../../shared/contract/traps.ts'

export type MibUpload = { readonly name: string; readonly text: string }
export type Chosen = { readonly name: string; readonly arrayBuffer: () => Promise<ArrayBuffer>; readonly size: number }

/** Below what one call may carry, since its wrapping counts too. */
const PORTION_CHARS = MIB_LIMITS.callChars * 0.8

/** UTF-8, or Latin-1 as older files are; null for what is no text or too large. */
export async function readMib(file: Chosen): Promise<MibUpload | null> {
  if (file.size === 0 || file.size > MIB_LIMITS.fileChars) return null
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (bytes.includes(0)) return null
  const name = MibFileName.safeParse(
    file.name
      .normalize('NFC')
      .replace(/[^A-Za-z0-9._+ -]+/g, '_')
      .replace(/^[^A-Za-z0-9_]+/, '_')
      .slice(0, 120),
  )
  return name.success ? { name: name.data, text: decode(bytes) } : null
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

export function portions(files: readonly MibUpload[]): MibUpload[][] {
  const all: MibUpload[][] = []
  let chars = 0
  for (const file of files) {
    const last = all.at(-1)
    if (last && last.length < MIB_LIMITS.filesPerCall && chars + file.text.length <= PORTION_CHARS) {
      last.push(file)
      chars += file.text.length
    } else {
      all.push([file])
      chars = file.text.length
    }
  }
  return all
}

/** Files dropped here, those in dropped folders too. */
export async function dropped(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  if (entries.length === 0) return [...transfer.files]
  const files: File[] = []
  for (const entry of entries) await gather(entry, files)
  return files
}

async function gather(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (files.length >= MIB_LIMITS.files) return
  if (entry instanceof FileSystemFileEntry) files.push(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)))
  else if (entry instanceof FileSystemDirectoryEntry) {
    const reader = entry.createReader()
    // A reader gives a folder piece by piece, and ends with an empty one.
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
      if (some.length === 0 || files.length >= MIB_LIMITS.files) return
      for (const one of some) await gather(one, files)
    }
  }
}
