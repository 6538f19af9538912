/** The first start: what the frame mounts while no data was chosen. */
export { default } from './SetupScreen.tsx'
