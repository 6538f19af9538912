/** Short texts about a device that several places show alike. */
import type { Device } from '../../../shared/model/device.ts'

/** `10.20.0.11:161`, `[fe80::1]:161`, with the context behind a stroke where there is one. */
export function address({ host, port, context }: Pick<Device, 'host' | 'port' | 'context'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}${context === '' ? '' : `/${context}`}`
}
