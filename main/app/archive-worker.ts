/** The archive's thread: backups, deep checks, exports; long work that neither polling nor a screen may wait for. */
import { join } from 'node:path'
import { workerData } from 'node:worker_threads'
import { tendWal } from '../store/history/checkpoint.ts'
import { HISTORY_FILE } from '../store/history/writer.ts'
import { openArchive } from './archive.ts'
import { systemClock as clock } from './clock.ts'
import { archiveHandlers } from './handlers/archive.ts'
import type { ArchiveData } from './protocol.ts'
import { postEvent, serve } from './serve.ts'

const archive = openArchive(workerData as ArchiveData, clock, postEvent)
const handlers = archiveHandlers(archive)

/** A backup that came due while the console was off is made soon after its start, when the start itself is over. */
const FIRST_BEAT_MS = 20_000
const BEAT_MS = 60_000
let timer = setTimeout(beat, FIRST_BEAT_MS)
function beat(): void {
  tendWal(join(archive.folder, HISTORY_FILE))
  archive.backups.beat()
  timer = setTimeout(beat, BEAT_MS)
}

serve(
  {
    handler: (name) => handlers.get(name) ?? null,
    tell: (name) => void (name === 'reopen' && archive.reopen()),
    close() {
      clearTimeout(timer)
      return archive.close()
    },
  },
  () => clock.now(),
)
