/** What this process has written so far, as Linux counts it, and how a file is put out of the page cache. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export type Written = {
  /** Bytes handed to write(), the file, its WAL and its checkpoints alike. */
  readonly handed: number
  /** Bytes that the page cache then had to bring to the disk; what was deleted before that (the tail, mostly) is not among them. */
  readonly disk: number
}

export function written(): Written {
  const text = readFileSync('/proc/self/io', 'utf8')
  const number = (name: string): number => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(text)?.[1] ?? Number.NaN)
  return { handed: number('wchar'), disk: number('write_bytes') - number('cancelled_write_bytes') }
}

export const since = (before: Written, after = written()): Written => ({
  handed: after.handed - before.handed,
  disk: after.disk - before.disk,
})

/** True where the file is no longer in the page cache: the next read comes from the disk. */
export function dropFromCache(file: string): boolean {
  const done = spawnSync('dd', [`of=${file}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0', 'if=/dev/null'], { stdio: 'ignore' })
  return done.status === 0
}

/** CPU time of this thread, ms. */
export function threadCpu(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
