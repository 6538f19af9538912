/** English: demo. */
import type { demo as vi } from '../vi/demo.ts'
import type { SameKeys } from '../keys.ts'

export const demo: SameKeys<typeof vi> = {
  banner: 'Simulated data: these stations do not exist',
  bannerDetail: 'The equipment is played by the simulator and asked over real SNMP, as equipment in the field is.',
  leave: 'Leave the demo',
  panel: {
    title: 'Demo scenarios',
    open: 'Open the scenario panel',
    close: 'Close the scenario panel',
    hint: 'Choose a scenario to see how the console reacts. Alarms appear after one or two polling cycles.',
    play: 'Play',
    playNamed: 'Play the scenario {{name}}',
    stop: 'Stop the scenario',
    playing: 'Playing: {{name}}',
    nothingPlaying: 'No scenario is playing',
    minutes: '{{minutes}} min',
    started: 'The scenario {{name}} has begun',
    stopped: 'The scenario was stopped; the faults it made end at once',
    failed: 'The scenario could not be played. Please try again.',
  },
  simulator: {
    stopped: 'The simulator has stopped, so no device answers. Please restart Branchwatch.',
    restarting: 'The simulator is restarting',
    portInUse: 'UDP port {{port}} is used by another program. Please choose another port.',
    portDenied: 'UDP port {{port}} may not be opened. Please choose a port from 1024 up.',
    noScenario: 'There is no scenario {{name}}. There are: {{names}}.',
  },
}
