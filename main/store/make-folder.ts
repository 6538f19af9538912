/** Makes a folder with those above it, for its owner alone, and says truly why it could not. */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** What a branch keeps (addresses, alarms, sealed secrets and their key) is nobody else's on the computer. A folder that is there keeps its rights. */
const OWNER_ONLY = 0o700

/** Throws what the file system says. Made in one call, a folder on a read-only disk is told as "no such file": then each missing level is tried alone. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: OWNER_ONLY })
  } catch {
    const missing: string[] = []
    for (let at = folder; !existsSync(at) && at !== dirname(at); at = dirname(at)) missing.unshift(at)
    for (const level of missing) mkdirSync(level, OWNER_ONLY)
    // Something that is no folder stands there, or somebody else has made it meanwhile.
    mkdirSync(folder, { recursive: true, mode: OWNER_ONLY })
  }
}
