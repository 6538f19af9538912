/** How a device stands, in one sentence that says what to do. */
import type { TFunction } from 'i18next'
import type { Device } from '../../../shared/model/device.ts'
import type { DeviceState } from './state.ts'

/** `v3`: a silent v3 agent has no community that could be wrong. */
export function sentenceOf(t: TFunction, { host, port }: Pick<Device, 'host' | 'port'>, state: DeviceState, v3 = false): string {
  if (state === 'never' || state === 'disabled' || state === 'retired') return t(`devices.sentence.${state}`)
  const at = { host, port }
  return state === 'timeout' && v3 ? t('outcome.timeoutUser', at) : t(`outcome.${state}`, at)
}
