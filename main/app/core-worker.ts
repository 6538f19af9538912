/** The core's thread: opens the branch's folder, beats once a second, answers calls. A folder that cannot be opened is tried again while every call says why. */
import { workerData } from 'node:worker_threads'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import { OPERATIONS_FILE } from '../store/operations.ts'
import type { OpenProblem } from '../store/store.ts'
import { systemClock as clock } from './clock.ts'
import type { CareAnswer } from './care-line.ts'
import { isOpenedCore, openCore, type Core } from './core.ts'
import { coreHandlers, type HandlerTable } from './handlers/core.ts'
import type { Suspicion } from './open-operations.ts'
import type { CoreData, CoreOpened, CoreProfileIssues } from './protocol.ts'
import { postEvent, serve } from './serve.ts'

const BEAT_MS = 1000
const TRY_AGAIN_MS = 10_000
/** Where there was no backup to mend with, one is looked for again after so long. */
const MEND_AGAIN_MS = 10 * 60_000
/** Damage met twice within this is damage, whatever a check says. */
const AGAIN_MS = 3_600_000

const data = workerData as CoreData
let core: Core | null = null
let handlers: HandlerTable = new Map()
let problem: OpenProblem | null = null
let timer: NodeJS.Timeout | undefined
let simulatorPort = data.simulatorPort
let told: Core['profileBook'] | null = null
let mendAt = Number.NEGATIVE_INFINITY
let mendedAt = Number.NEGATIVE_INFINITY

async function open(suspicion: Suspicion | null = null): Promise<void> {
  const opened = await openCore({ ...data, simulatorPort }, clock, suspicion)
  if (!isOpenedCore(opened)) {
    problem = opened
    timer = setTimeout(() => void open(), TRY_AGAIN_MS)
    return tellOpened('')
  }
  problem = null
  core = opened
  handlers = coreHandlers(opened, tellOpened)
  tellOpened(opened.operations.settings.get().branchName)
  tellIssues(opened)
  timer = setInterval(() => {
    postEvent('batch', opened.beat())
    const deliveries = opened.notify.deliveries()
    if (deliveries.length > 0) postEvent('deliver', deliveries)
    tellIssues(opened)
    for (const question of opened.storage.questions()) postEvent('care', question)
    const setup = opened.traps.news()
    if (setup) postEvent('trapSetup', setup)
    const damage = opened.damage()
    if (damage !== null && clock.mono() >= mendAt) void mend(opened, damage)
  }, BEAT_MS)
}

/**
 * operations.db was met damaged in use. With a good backup at hand all is closed and opened anew, which checks the file and restores the backup if need be;
 * without one polling goes on in memory, which is more than a closed branch could do.
 */
async function mend(damaged: Core, detail: string): Promise<void> {
  mendAt = clock.mono() + MEND_AGAIN_MS
  if (!damaged.storage.hasBackup()) return damaged.storage.notice({ key: 'storage.notice.operationsNoBackup' })
  clearInterval(timer)
  problem = { kind: 'broken', file: OPERATIONS_FILE, detail }
  core = null
  await damaged.close()
  const isAgain = clock.mono() - mendedAt < AGAIN_MS
  mendedAt = clock.mono()
  mendAt = mendedAt
  await open(isAgain ? 'again' : 'met')
}

function tellOpened(branchName: string): void {
  postEvent('opened', { branchName, problem } satisfies CoreOpened)
}

/** What is wrong with profiles is said once for each time that they were read. */
function tellIssues({ profileBook }: Core): void {
  if (profileBook === told) return
  told = profileBook
  if (profileBook.issues.length > 0) postEvent('profileIssues', profileBook.issues satisfies CoreProfileIssues)
}

await open()
serve(
  {
    handler: (name) => (problem ? refused : (handlers.get(name) ?? null)),
    tell(name, value) {
      if (name === 'senderLost') return core?.engine.outbox.lost()
      if (name === 'careAnswer') return core?.storage.answer(value as CareAnswer)
      if (name === 'damaged') return value === 'history' ? core?.storage.damaged() : core?.refused(value as Refusal)
      if (name !== 'simulatorPort') return
      simulatorPort = value as number
      core?.moveSimulator(simulatorPort)
    },
    refused: (refusal) => core?.refused(refusal),
    async close() {
      clearInterval(timer)
      await core?.close()
    },
  },
  () => clock.now(),
)

function refused(): unknown {
  const { kind, file, detail } = problem as OpenProblem
  return refuse('UNAVAILABLE', `store.${kind}`, { file, detail })
}
