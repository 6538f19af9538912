/** English: health. */
import type { health as vi } from '../vi/health.ts'
import type { SameKeys } from '../keys.ts'

export const health: SameKeys<typeof vi> = {
  reason: {
    up: 'All {{devices}} devices answer; no alarm of note.',
    alarm: 'Alarm standing: $t(rule.{{rule}}.title).',
    alarmValue: 'Alarm standing: $t(rule.{{rule}}.title) ({{value}}).',
    alarms: 'Alarm standing: $t(rule.{{rule}}.title), and {{more}} more.',
    onBattery: 'Mains lost, running on battery at {{voltage}} V.',
    onBatteryMinutes: 'Mains lost, running on battery, about {{minutes}} minutes left.',
    onBatteryCharge: 'Mains lost, running on battery, {{charge}} % left.',
    batteryLow: 'Battery nearly empty, {{voltage}} V left.',
    batteryLowMinutes: 'Battery nearly empty, about {{minutes}} minutes left.',
    batteryLowCharge: 'Battery nearly empty, {{charge}} % left.',
    mainsLost: 'Mains lost, running on backup power; no battery readings.',
    someSilent: '{{silent}} of {{devices}} devices do not answer.',
    someUnreadable: '{{unreadable}} of {{devices}} devices answer but give no readings. Check the SNMP credentials and the device profile.',
    unreadable: 'Devices answer but give no readings. Check the SNMP credentials and the device profile.',
    noAnswer: 'None of its {{devices}} devices has answered for {{minutes}} minutes.',
    cellsOff: 'All {{cells}} cells of the station are off.',
    behind: 'Behind station {{code}}, which is down, so it cannot be reached.',
    noDevices: 'The station has no devices to watch yet.',
    unpolled: 'Waiting for the first full round of polls ({{polled}} of {{devices}} devices).',
    slept: 'The computer slept or its clock jumped; waiting for the devices to be asked again.',
    isolated: 'Most stations stopped answering at once, so the fault is probably this computer’s own network; no station is judged.',
    maintenance: 'Under maintenance, announced by {{by}}.',
    maintenanceFor: 'Under maintenance: {{reason}} ({{by}}).',
    planned: 'Not in service yet, planned from {{day}}.',
    retired: 'Taken out of service.',
  },
}
