/** Device profiles: the list with what is wrong in own files, one in full, and reading the own folder again. */
import { refuse } from '../../../shared/model/refusal.ts'
import type { Core } from '../core.ts'
import { profileDetail, profileShelf } from '../profile-view.ts'
import type { Handlers } from './shape.ts'

export function profiles(core: Core): Handlers<'profiles', 'list' | 'get' | 'reload'> {
  const devices = () => core.inventory.all().devices
  const list = () => profileShelf(core.profileBook, devices(), core.profileFolder)
  return {
    list,
    get: ({ id }) => profileDetail(core.profileBook, id, devices()) ?? refuse('NOT_FOUND', 'notFound'),
    reload: (_, by) => {
      core.operations.audit.add({ action: 'profile.reload', subject: 'profiles' }, by)
      core.reloadProfiles()
      return list()
    },
  }
}
