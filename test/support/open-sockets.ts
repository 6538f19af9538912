/** How many sockets this process holds open, as Linux counts them: those that keep no process alive count as well. */
import { readdirSync, readlinkSync } from 'node:fs'

export function openSockets(pid: number | 'self' = 'self'): number {
  const folder = `/proc/${pid}/fd`
  let count = 0
  for (const name of readdirSync(folder)) {
    try {
      if (readlinkSync(`${folder}/${name}`).startsWith('socket:')) count += 1
    } catch {
      // Closed in between.
    }
  }
  return count
}
