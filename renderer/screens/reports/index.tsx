/** Reports: what the frame mounts at /reports. */
export { default } from './ReportsScreen.tsx'
