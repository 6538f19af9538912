/** The archive's thread: backups, deep checks, exports; long work that neither polling nor a screen may wait for. */
import { workerData } from 'node:worker_threads'
import { openArchive } from './archive.ts'
import { systemClock as clock } from './clock.ts'
import { archiveHandlers } from './handlers/archive.ts'
import type { ArchiveData } from './protocol.ts'
import { postEvent, serve } from './serve.ts'

const archive = openArchive(workerData as ArchiveData, clock, postEvent)
const handlers = archiveHandlers(archive)

serve({ handler: (name) => handlers.get(name) ?? null, close: () => archive.close() }, () => clock.now())
