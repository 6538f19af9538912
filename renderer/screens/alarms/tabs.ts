/** The tabs of Alarms, in their order: the last part of the address, and the folder under screens/ that shows it. */
export const TABS = [
  { name: 'list', folder: 'alarm-list' },
  { name: 'incidents', folder: 'incidents' },
  { name: 'maintenance', folder: 'maintenance' },
  { name: 'rules', folder: 'alarm-rules' },
  { name: 'notifications', folder: 'notifications' },
  { name: 'health', folder: 'alarm-health' },
] as const
export type AlarmTab = (typeof TABS)[number]['name']
