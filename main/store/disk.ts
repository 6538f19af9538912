/** The disk below a data folder: how much room it has, whether it is another computer's, and the ballast that is kept on it for an emergency. */
import { realpathSync, rmSync, statSync } from 'node:fs'
import { open, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { randomFillSync } from 'node:crypto'

/** `network`: the kind of network drive, null on a disk of this computer or where the system does not tell. */
export type Disk = { readonly freeBytes: number; readonly totalBytes: number; readonly network: string | null }

/** File systems of other computers by the number that Linux gives them (statfs(2)). */
const NETWORK: ReadonlyMap<number, string> = new Map([
  [0x6969, 'nfs'],
  [0xff534d42, 'cifs'],
  [0xfe534d42, 'smb2'],
  [0x517b, 'smb'],
  [0x5346414f, 'afs'],
  [0x00c36400, 'ceph'],
  [0x01021997, '9p'],
  [0x0bd00bd3, 'lustre'],
  [0x47504653, 'gpfs'],
])

/** The kind of network drive that a number of statfs stands for, on the systems where it means anything. */
export function networkKind(type: number, platform: NodeJS.Platform): string | null {
  return platform === 'linux' ? (NETWORK.get(type >>> 0) ?? null) : null
}

/** A share of Windows, also behind a letter of this computer. */
function isShare(folder: string): boolean {
  try {
    return realpathSync.native(folder).startsWith('\\\\')
  } catch {
    return false
  }
}

/** Null where the system does not say. Off the thread: a network drive may let one wait. */
export async function lookAtDisk(folder: string): Promise<Disk | null> {
  try {
    const { bavail, blocks, bsize, type } = await statfs(folder)
    const share = process.platform === 'win32' && isShare(folder) ? 'smb' : null
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize, network: share ?? networkKind(type, process.platform) }
  } catch {
    return null
  }
}

const BALLAST_FILE = 'branchwatch.ballast'
const STEP = 1024 * 1024

export type Ballast = {
  bytes(): number
  /** Fills it up to so many bytes, a step at a time; ends quietly where the disk does not take it. */
  make(bytes: number): Promise<void>
  /** Gives its room back at once. */
  drop(): void
}

export function ballastIn(folder: string): Ballast {
  const file = join(folder, BALLAST_FILE)
  const bytes = (): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0
  const drop = (): void => {
    try {
      rmSync(file, { force: true })
    } catch {
      // On a disk that may not be written it is of no use either.
    }
  }
  return {
    bytes,
    drop,
    async make(wanted) {
      if (bytes() >= wanted) return
      try {
        const handle = await open(file, 'w', 0o600)
        try {
          // Nothing that a file system could make smaller, or fail to write down.
          const block = randomFillSync(Buffer.allocUnsafe(Math.min(STEP, wanted)))
          for (let left = wanted; left > 0; left -= block.length) await handle.write(block, 0, Math.min(block.length, left))
          await handle.sync()
        } finally {
          await handle.close()
        }
      } catch {
        drop()
      }
    },
  }
}
