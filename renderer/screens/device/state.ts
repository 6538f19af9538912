/** How a device stands with polling, in one word and one shape: taken out, switched off, not yet polled, or how its last poll ended. */
import type { Device, DeviceStatus, Outcome } from '../../../shared/model/device.ts'
import type { Tone } from '../../components/State.tsx'

export type DeviceState = Outcome | 'retired' | 'disabled' | 'never'

/** Worst first: nobody there, not let in, there but of no use, and last what nobody waits for. */
export const STATE_ORDER = [
  'timeout',
  'refused',
  'unresolved',
  'auth',
  'malformed',
  'tooBig',
  'agentError',
  'internal',
  'never',
  'ok',
  'disabled',
  'retired',
] as const satisfies readonly DeviceState[]

export const STATE_TONE: Readonly<Record<DeviceState, Tone>> = {
  timeout: 'critical',
  refused: 'critical',
  unresolved: 'critical',
  auth: 'major',
  malformed: 'minor',
  tooBig: 'minor',
  agentError: 'minor',
  internal: 'warning',
  never: 'unknown',
  ok: 'ok',
  disabled: 'planned',
  retired: 'unknown',
}

export function stateOf(device: Pick<Device, 'retired' | 'enabled'>, status: Pick<DeviceStatus, 'outcome'>): DeviceState {
  if (device.retired) return 'retired'
  if (!device.enabled) return 'disabled'
  return status.outcome ?? 'never'
}

/** True where it should have answered and did not, for whatever reason. */
export function isFailing(state: DeviceState): boolean {
  return state !== 'ok' && state !== 'never' && state !== 'disabled' && state !== 'retired'
}

/** The profile that reads what every agent has. */
const FALLBACK = 'generic'

/** True where it is not known what the device is: nothing was found yet, or nothing but an agent, which is enough for a router alone. */
export function isUnidentified({ kind, profile, profileInUse }: Pick<Device, 'kind' | 'profile' | 'profileInUse'>): boolean {
  return profileInUse === null || (profile === 'auto' && profileInUse === FALLBACK && kind !== 'gateway')
}
