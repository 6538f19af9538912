/** Traps: how the receiver is set up, and the MIB files that are put into its folder or taken out. */
import { isIP } from 'node:net'
import { MIB_LIMITS } from '../../../shared/contract/traps.ts'
import type { FieldIssue } from '../../../shared/model/phrase.ts'
import { refuse } from '../../../shared/model/refusal.ts'
import type { TrapSettings } from '../../../shared/model/trap.ts'
import { isOwnAddress } from '../../snmp/trap/forwarder.ts'
import type { Core } from '../core.ts'
import { removeMibFile, writeMibFiles } from '../mib-files.ts'
import type { Handlers } from './shape.ts'

export function traps(core: Core): Handlers<'traps', 'settings' | 'configure' | 'addMibs' | 'removeMib'> {
  const { operations, mibFolder } = core
  return {
    settings: () => operations.settings.traps(),
    configure: (next, by) => {
      const issues = loops(next)
      if (issues.length > 0) return refuse('INVALID', 'access.invalid', undefined, { issues })
      const stored = operations.settings.updateTraps(next, by)
      core.changed('traps')
      return stored
    },
    addMibs: ({ files }, by) => {
      const done = writeMibFiles(mibFolder, files, MIB_LIMITS)
      if ('refused' in done) return done
      if (done.written.length > 0) operations.audit.add({ action: 'mibs.add', subject: 'mibs', after: { files: done.written } }, by)
      core.stale('mibs')
      return { written: done.written.length, same: files.length - done.written.length }
    },
    removeMib: ({ name }, by) => {
      const refused = removeMibFile(mibFolder, name)
      if (refused) return refused
      operations.audit.add({ action: 'mibs.remove', subject: 'mibs', before: { files: [name] } }, by)
      core.stale('mibs')
      return { ok: true }
    },
  }
}

/** A trap passed on to ourselves would come round for ever. A name that leads here is noticed when it is sent. */
function loops({ port, forward }: TrapSettings): FieldIssue[] {
  return forward.flatMap((manager, i) =>
    manager.port === port && (manager.host.toLowerCase() === 'localhost' || (isIP(manager.host) !== 0 && isOwnAddress(manager.host)))
      ? { path: `forward.${i}.host`, phrase: { key: 'traps.problem.loop' } }
      : [],
  )
}
