/** English: demo. */
import type { demo as vi } from '../vi/demo.ts'
import type { SameKeys } from '../keys.ts'

export const demo: SameKeys<typeof vi> = {
  simulator: {
    stopped: 'The simulator has stopped, so no device answers. Please restart Branchwatch.',
    restarting: 'The simulator is restarting',
    portInUse: 'UDP port {{port}} is used by another program. Please choose another port.',
    portDenied: 'UDP port {{port}} may not be opened. Please choose a port from 1024 up.',
    noScenario: 'There is no scenario {{name}}. There are: {{names}}.',
  },
}
