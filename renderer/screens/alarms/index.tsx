/** Alarms: what the frame mounts at /alarms. */
export { default } from './AlarmsScreen.tsx'
