/** Short texts about a device that several places show alike. */
import { number, withUnit } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { Device } from '../../../shared/model/device.ts'

/** `10.20.0.11:161`, `[fe80::1]:161`, with the context behind a stroke where there is one. */
export function address({ host, port, context }: Pick<Device, 'host' | 'port' | 'context'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}${context === '' ? '' : `/${context}`}`
}

/** A response time: whole milliseconds, with one more digit where it is short. */
export function milliseconds(ms: number, locale: Locale): string {
  return withUnit(number(ms, locale, ms < 9.95 ? 1 : 0), 'ms')
}
