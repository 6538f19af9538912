/** The branch's files and their disk, as the core knows them. */
import type { Core } from '../core.ts'
import type { Handlers } from './shape.ts'

export function storage(core: Core): Handlers<'storage', 'status' | 'confirm'> {
  return {
    status: () => core.storage.status(),
    confirm: ({ id }, by) => core.storage.confirm(id, by),
  }
}
