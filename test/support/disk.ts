/** Disks and users that tests need: a small disk that can be full or read-only, and a process without root's rights. */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Disk = {
  readonly folder: string
  readonly fill: () => void
  readonly makeRoom: () => void
  readonly readOnly: (yes: boolean) => void
  readonly remove: () => void
}

const run = (...words: [string, ...string[]]): boolean => {
  const [command, ...args] = words
  return spawnSync(command, args).status === 0
}

/** A disk of so many megabytes; null where this machine lets none be made. */
export function smallDisk(megabytes: number): Disk | null {
  const folder = mkdtempSync(join(tmpdir(), 'branchwatch-disk-'))
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder)) {
    rmSync(folder, { recursive: true })
    return null
  }
  const filler = join(folder, 'filler')
  return {
    folder,
    fill() {
      const handle = openSync(filler, 'w')
      try {
        for (;;) writeSync(handle, Buffer.alloc(1024, 1))
      } catch {
        closeSync(handle)
      }
    },
    makeRoom: () => rmSync(filler, { force: true }),
    readOnly(yes) {
      if (!run('mount', '-o', `remount,${yes ? 'ro' : 'rw'}`, folder)) throw new Error('the disk could not be mounted anew')
    },
    remove() {
      run('umount', '-l', folder)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The words that run a command as nobody; null where that cannot be done. */
export function asNobody(): readonly string[] | null {
  const words = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'] as const
  return process.getuid?.() === 0 && run(...words, 'true') ? words : null
}
