/** Follows the console's changes for the tray and the notifications. */
import { z } from 'zod'
import { AlarmRow } from '../../../shared/model/alarm.ts'
import type { ScreenNotice } from '../../../shared/model/notification.ts'
import type { Actor } from '../../../shared/model/access.ts'
import type { Console } from '../../app/console.ts'
import { createWatch, type Attention } from './attention.ts'

export type Followers = {
  readonly show: (attention: Attention) => void
  readonly tell: (notices: readonly ScreenNotice[]) => void
}

/** Gives the function that stops following. */
export function followAlarms(console: Console, actor: Actor, { show, tell }: Followers, failed: (problem: unknown) => void): () => void {
  const watch = createWatch()
  // Until the full list is there, a batch cannot tell what is new in it.
  let known = false
  const reset = async () => {
    known = false
    const answer = z.array(AlarmRow).safeParse(await console.call(['alarms', 'active'], undefined, actor))
    show(watch.reset(answer.data ?? []))
    known = answer.success
  }
  const stop = console.subscribe((changes) => {
    tell(changes.notices)
    if (changes.stale.includes('dataset') || !known) {
      reset().catch(failed)
      return
    }
    if (changes.alarms.length === 0 && changes.alarmsGone.length === 0) return
    show(watch.apply(changes))
  })
  reset().catch(failed)
  return stop
}
