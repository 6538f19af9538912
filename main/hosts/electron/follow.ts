/** Follows the console's changes for the tray and the notifications. */
import { z } from 'zod'
import { AlarmRow } from '../../../shared/model/alarm.ts'
import type { Actor } from '../../../shared/model/access.ts'
import type { Console } from '../../app/console.ts'
import { createWatch, type Attention } from './attention.ts'

export type Followers = {
  readonly show: (attention: Attention) => void
  readonly tell: (fresh: readonly AlarmRow[]) => Promise<void>
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
    if (changes.stale.includes('dataset') || !known) {
      reset().catch(failed)
      return
    }
    if (changes.alarms.length === 0 && changes.alarmsGone.length === 0) return
    const { fresh, ...attention } = watch.apply(changes)
    show(attention)
    tell(fresh).catch(failed)
  })
  reset().catch(failed)
  return stop
}

const Named = z.object({ station: z.object({ code: z.string(), name: z.string() }) })

/** A station's name for a notification; its number where the name cannot be had. */
export async function stationName(console: Console, actor: Actor, id: number): Promise<string> {
  const read = Named.safeParse(await console.call(['stations', 'get'], { id }, actor))
  return read.success ? `${read.data.station.code} ${read.data.station.name}` : String(id)
}
