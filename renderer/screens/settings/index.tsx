/** Settings: what the frame mounts at /settings. */
export { default } from './SettingsScreen.tsx'
