/** The reader's thread: long queries and reports, so that neither polling nor windows wait for them. */
import { workerData } from 'node:worker_threads'
import { refuse } from '../../shared/model/refusal.ts'
import { isOpenProblem } from '../store/problem.ts'
import { openReader, operationsIdentity } from '../store/reader.ts'
import type { Inventory, Reader } from '../store/store.ts'
import { systemClock as clock } from './clock.ts'
import { readerHandlers, type ReadInventory } from './handlers/reader.ts'
import type { HandlerTable } from './handlers/core.ts'
import { mibShelf } from './mib-shelf.ts'
import type { ReaderData } from './protocol.ts'
import { postEvent, serve, type Handler } from './serve.ts'

/** Polls come every second; a question finds at most so many seconds of them that were not looked at. */
const FOLLOW_MS = 5000

const { folder, mibFolder } = workerData as ReaderData
const mibs = mibShelf(mibFolder)
let reader: Reader | null = null
let handlers: HandlerTable = new Map()
let identity: number | null = null
let held: Inventory | null = null
const inventory: ReadInventory = { all: () => (held ??= (reader as Reader).inventory()) }

/** The file may come later than this thread, or be mended meanwhile: it is tried again at the next question. */
function find(name: string): Handler | null {
  if (!reader) {
    const opened = openReader(folder, () => postEvent('damaged', 'history'))
    if (isOpenProblem(opened)) return () => refuse('UNAVAILABLE', `store.${opened.kind}`, { file: opened.file, detail: opened.detail })
    reader = opened
    identity = operationsIdentity(folder)
    handlers = readerHandlers(opened, inventory, mibs)
  }
  return handlers.get(name) ?? null
}

setInterval(() => reader?.follow(), FOLLOW_MS).unref()

serve(
  {
    handler: find,
    tell(name) {
      if (name === 'inventoryChanged') held = null
      else if (name === 'mibsChanged') mibs.forget()
      else if (name === 'reopen' && operationsIdentity(folder) !== identity) {
        reader?.close()
        reader = null
        held = null
      }
    },
    refused(refusal) {
      if (refusal.data.phrase.key === 'error.store.broken') postEvent('damaged', refusal)
    },
    close: () => reader?.close(),
  },
  () => clock.now(),
)
