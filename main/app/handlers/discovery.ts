/** Discovery: the scan, what it found becoming devices, and devices that were replaced. */
import type { AddRow } from '../../../shared/model/discovery.ts'
import type { Device, DeviceInput } from '../../../shared/model/device.ts'
import type { FieldIssue } from '../../../shared/model/phrase.ts'
import { isRefusal, type Refusal } from '../../../shared/model/refusal.ts'
import { plainHost } from '../../domain/discovery/ranges.ts'
import type { Core } from '../core.ts'
import type { Handlers } from './shape.ts'

type Names =
  | 'estimate'
  | 'start'
  | 'scan'
  | 'rows'
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'add'
  | 'undo'
  | 'identity'
  | 'replacements'
  | 'decide'

export function discovery(core: Core): Handlers<'discovery', Names> {
  const { operations, discovery: scans } = core
  return {
    estimate: (request) => scans.estimate(request),
    start: ({ confirmed, ...request }, by) => scans.start(request, confirmed, by),
    scan: () => scans.scan(),
    rows: () => scans.rows(),
    pause: ({ id }, by) => scans.pause(id, by),
    resume: ({ id }, by) => scans.resume(id, by),
    cancel: ({ id }, by) => scans.cancel(id, by),
    add({ rows }, by) {
      const { inputs, refused } = inputsOf(core, rows)
      const made = operations.inventory.createDevices(
        inputs.map(({ input }) => input),
        by,
      )
      if (isRefusal(made)) return made
      const added: { position: number; device: Device }[] = []
      made.forEach((one, i) => {
        const position = inputs[i]?.position ?? -1
        if (isRefusal(one)) refused.push({ position, issues: issuesOf(one) })
        else added.push({ position, device: one })
      })
      if (added.length > 0) core.changed('devices', 'stations')
      return { added, refused }
    },
    undo({ devices }, by) {
      const retired = operations.inventory.retireDevices(devices, by)
      if (isRefusal(retired)) return retired
      core.changed('devices', 'stations')
      return { retired: retired.length }
    },
    identity: ({ deviceId }) => scans.identity(deviceId),
    replacements: () => scans.replacements(),
    decide({ deviceId, since, isNew }, by) {
      const decided = operations.discovery.decide(deviceId, since, isNew, by)
      if (isRefusal(decided)) return decided
      if (isNew) core.poller.forget(deviceId)
      core.changed('devices', 'discovery', 'scanned')
      return decided
    },
  }
}

type Refused = { position: number; issues: FieldIssue[] }

/** What was found at each row's address, as the person wants it; or why it cannot become a device. */
function inputsOf(core: Core, rows: readonly AddRow[]): { inputs: { position: number; input: DeviceInput }[]; refused: Refused[] } {
  const living = core.inventory.all().devices.filter((device) => !device.retired)
  const taken = new Map(living.map(({ host, port, name }) => [`${plainHost(host)}|${port}`, name]))
  const inputs: { position: number; input: DeviceInput }[] = []
  const refused: Refused[] = []
  for (const { position, ...wish } of rows) {
    const no = (path: string, key: string, params?: Record<string, string>): void =>
      void refused.push({ position, issues: [{ path, phrase: { key: `error.${key}`, params } }] })
    const found = core.discovery.finding(position)
    const key = `${found?.host}|${found?.port}`
    const present = taken.get(key)
    if (!found) no('position', 'scan.gone')
    else if (present !== undefined) no('host', 'scan.known', { name: present })
    else if (found.credentialId === null) no('credentialId', 'scan.noCredential')
    else if (wish.profile !== 'auto' && !core.profiles.has(wish.profile)) no('profile', 'field.profile')
    else {
      taken.set(key, wish.name)
      const { host, port, credentialId } = found
      inputs.push({ position, input: { ...wish, host, port, credentialId, context: '', intervalSeconds: null, enabled: true } })
    }
  }
  return { inputs, refused }
}

function issuesOf({ data }: Refusal): FieldIssue[] {
  return data.issues?.length ? data.issues : [{ path: '', phrase: data.phrase }]
}
