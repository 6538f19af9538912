/** English: devices: the tabs, the list, the page of one device. */
import type { devices as vi } from '../vi/devices.ts'
import type { SameKeys } from '../keys.ts'

export const devices: SameKeys<typeof vi> = {
  title: 'Devices',
  tab: {
    list: 'List',
    discovery: 'Discovery',
    traps: 'Traps',
    profiles: 'Profiles',
    poller: 'Poller health',
  },
}
