/** Recording devices: start, watch, cancel, fetch and remove. */
import { isRefusal, refuse } from '../../../shared/model/refusal.ts'
import type { Core } from '../core.ts'
import { demoPort } from '../targets.ts'
import type { Handlers } from './shape.ts'

type Names = 'list' | 'get' | 'start' | 'cancel' | 'text' | 'remove'

export function recordings(core: Core): Handlers<'recordings', Names> {
  const { operations } = core
  const gone = () => refuse('NOT_FOUND', 'notFound')
  return {
    list: () => core.recordings.list(),
    get: ({ id }) => core.recordings.get(id) ?? gone(),
    start: ({ deviceId, roots, anonymous }, by) => {
      const device = core.inventory.all().devices.find((one) => one.id === deviceId)
      const secret = device && operations.credentials.secret(device.credentialId)
      if (!device || device.retired || !secret) return gone()
      const { host, context, elsewhere, credentialId } = device
      const { timeoutMs, retries } = operations.settings.get()
      const port = demoPort(operations, core.simulatorPort())(credentialId, device.port)
      const target = { host, port, secret, context, profile: 'auto', timeoutMs, retries, elsewhere }
      const started = core.recordings.start(device, target, roots, anonymous)
      if (!isRefusal(started))
        operations.audit.add({ action: 'recording.start', subject: `device:${deviceId}`, after: { name: device.name, anonymous } }, by)
      return started
    },
    cancel: ({ id }, by) => {
      const recording = core.recordings.cancel(id)
      if (recording) operations.audit.add({ action: 'recording.cancel', subject: `recording:${id}` }, by)
      return recording ?? gone()
    },
    text: ({ id }) => {
      const text = core.recordings.text(id)
      return text === null ? gone() : { id, text }
    },
    remove: ({ id }, by) => {
      if (!core.recordings.remove(id)) return gone()
      operations.audit.add({ action: 'recording.remove', subject: `recording:${id}` }, by)
      return { ok: true }
    },
  }
}
