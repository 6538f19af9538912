/** A worker for tests of the line: it answers, waits, throws, dies or hangs as it is asked to. */
import { workerData } from 'node:worker_threads'
import { refuse } from '../../../shared/model/refusal.ts'
import { paced } from '../../../main/app/paced.ts'
import { postEvent, serve, type Handler } from '../../../main/app/serve.ts'

const { startsBadly } = workerData as { startsBadly: boolean }
if (startsBadly) throw new Error('cannot start')

const table: Record<string, Handler> = {
  'test.echo': (input: unknown, by) => ({ input, actor: by.actor, at: by.at }),
  'test.refuse': () => refuse('NOT_FOUND', 'notFound'),
  // Never done by itself; says when it ended.
  'test.long': (_input: unknown, _by, signal) => paced(forever(), signal),
  'test.wait': () => new Promise(() => {}),
  'test.hang': () => {
    for (;;);
  },
  'test.die': () => {
    setTimeout(() => process.exit(3))
    return 'soon'
  },
  'test.diskFull': () => {
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  },
  // Real names of the contract: what comes back must fit its schema.
  'settings.get': () => ({
    branchName: 'Thử',
    intervalSeconds: 60,
    timeoutMs: 2000,
    retries: 1,
    retentionDays: 35,
    inspectionDays: 90,
    retention5mDays: 180,
    retention1hDays: 1100,
    retention1dDays: 3650,
    uplinkProbes: [],
    secret: 'x',
  }),
  'tokens.list': () => [{ id: 'not a number' }],
  'settings.update': () => {
    throw new Error('half done')
  },
}

function* forever(): Generator<void, never> {
  let steps = 0
  try {
    for (;;) {
      for (const until = performance.now() + 2; performance.now() < until;);
      if (++steps === 5) postEvent('under way', null)
      yield
    }
  } finally {
    postEvent('ended', null)
  }
}

serve(
  {
    handler: (name) => table[name] ?? null,
    tell: (name, value) => postEvent('told', { name, value }),
    close: () => postEvent('closing', null),
  },
  () => 1234,
)
