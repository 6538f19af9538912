/** Exports of samples: estimated, begun, watched, cancelled and removed. */
import { isRefusal, type Refusal } from '../../../shared/model/refusal.ts'
import type { Archive } from '../archive.ts'
import { exportDesk, KEEP_BYTES, KEEP_DAYS, type ExportDesk } from '../export-desk.ts'
import type { Handlers } from './shape.ts'

type Names = 'estimate' | 'list' | 'start' | 'cancel' | 'remove'

export function exportsArea(archive: Archive): Handlers<'exports', Names> {
  let made: ExportDesk | null = null
  const desk = (): ExportDesk => (made ??= exportDesk({ ...archive, now: () => archive.clock.now() }))
  return {
    estimate: (request) => desk().estimate(request),
    list: () => ({ exports: desk().list(), keepDays: KEEP_DAYS, keepBytes: KEEP_BYTES }),
    start: (request, by) => {
      const started = desk().start(request, by)
      if (!isRefusal(started)) archive.note({ action: 'export.start', subject: `export:${started.id}`, after: { ...request } }, by)
      return started
    },
    cancel: ({ id }, by) => {
      const cancelled = desk().cancel(id)
      if (!isRefusal(cancelled)) archive.note({ action: 'export.cancel', subject: `export:${id}`, after: null }, by)
      return cancelled
    },
    remove: ({ id }, by): { ok: true } | Refusal => {
      const refused = desk().remove(id)
      if (refused) return refused
      archive.note({ action: 'export.remove', subject: `export:${id}`, after: null }, by)
      return { ok: true }
    },
  }
}
