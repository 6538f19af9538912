/** Does long reading in slices of the thread's time, so that short questions are answered in between; ends where nobody waits for it any more. */
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import type { Steps } from '../store/steps.ts'

const SLICE_MS = 10

export async function paced<T>(steps: Steps<T>, signal: AbortSignal): Promise<T | Refusal> {
  for (;;) {
    // First of all: what came while the thread was busy may be that this very question is taken back.
    await new Promise((resolve) => setImmediate(resolve))
    if (signal.aborted) {
      steps.return(undefined as never)
      return refuse('UNAVAILABLE', 'access.cancelled')
    }
    const end = performance.now() + SLICE_MS
    do {
      const step = steps.next()
      if (step.done) return step.value
    } while (performance.now() < end)
  }
}
