/** The tabs of Devices, in their order: the last part of the address, and the folder under screens/ that shows it. */
export const TABS = [
  { name: 'list', folder: 'device-list' },
  { name: 'discovery', folder: 'discovery' },
  { name: 'traps', folder: 'traps' },
  { name: 'profiles', folder: 'profiles' },
  { name: 'poller', folder: 'poller' },
] as const
export type DeviceTab = (typeof TABS)[number]['name']
