/** English: the first start. */
import type { setup as vi } from '../vi/setup.ts'
import type { SameKeys } from '../keys.ts'

export const setup: SameKeys<typeof vi> = {
  title: 'Welcome to Branchwatch',
  lead: 'The console that watches a branch’s stations: health, alarms, inspections and uptime.',
  demo: {
    title: 'Demo branch',
    text: 'A simulated province that answers real SNMP, with mains failures, storms and cut backhaul. Nothing leaves this machine.',
    stations: 'Number of stations',
    small: 'a quick look',
    medium: 'a medium branch',
    large: 'a whole province',
    open: 'Open the demo branch',
    note: 'Demo data lives in a folder of its own. End it whenever you like.',
  },
  branch: {
    title: 'My branch',
    text: 'Start empty. Add stations one by one or from CSV, then devices and SNMP credentials.',
    name: 'Name of the branch',
    nameHint: 'For example: Tuyên Quang branch',
    nameRequired: 'Give the branch a name.',
    open: 'Create the branch',
    backup: 'Have a backup from another computer? Give any name, then restore in Settings → Backups.',
  },
  folder: 'Data folder: {{folder}}',
  language: 'Language',
  making: {
    demo: 'Building {{n}} demo stations…',
    branch: 'Creating the branch…',
    note: 'This takes a few seconds, longer with 3,000 stations.',
    worker: { simulator: 'Simulator', core: 'Polling and store', reader: 'Report reader' },
    elapsed: '{{s}} s',
  },
  failed: 'Could not create it: {{why}}',
  panel: {
    title: 'Simulated scenarios',
    lead: 'Let something happen to the simulated province and see how the console reacts.',
    play: 'Play',
    stop: 'Stop',
    playing: 'Playing',
    playingNow: 'Playing: {{name}}',
    quiet: 'No scenario is playing.',
    minutes: '{{n}} min',
    started: 'Started: {{name}}',
    stopped: 'Scenario stopped',
    empty: 'There are no scenarios.',
    replace: 'Play instead of the present one',
  },
}
