/** The core's thread: opens the branch's folder, beats once a second, answers calls. A folder that cannot be opened is tried again while every call says why. */
import { workerData } from 'node:worker_threads'
import { refuse } from '../../shared/model/refusal.ts'
import type { OpenProblem } from '../store/store.ts'
import { systemClock as clock } from './clock.ts'
import { isOpenedCore, openCore, type Core } from './core.ts'
import { coreHandlers, type HandlerTable } from './handlers/core.ts'
import type { CoreData, CoreOpened, CoreProfileIssues } from './protocol.ts'
import { postEvent, serve } from './serve.ts'

const BEAT_MS = 1000
const TRY_AGAIN_MS = 10_000

const data = workerData as CoreData
let core: Core | null = null
let handlers: HandlerTable = new Map()
let problem: OpenProblem | null = null
let timer: NodeJS.Timeout | undefined
let simulatorPort = data.simulatorPort
let told: Core['profileBook'] | null = null

async function open(): Promise<void> {
  const opened = await openCore({ ...data, simulatorPort }, clock)
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
    tellIssues(opened)
    const setup = opened.traps.news()
    if (setup) postEvent('trapSetup', setup)
  }, BEAT_MS)
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
      if (name !== 'simulatorPort') return
      simulatorPort = value as number
      core?.moveSimulator(simulatorPort)
    },
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
