/** English: desktop. */
import type { desktop as vi } from '../vi/desktop.ts'
import type { SameKeys } from '../keys.ts'

export const desktop: SameKeys<typeof vi> = {
  tray: {
    calm: 'Branchwatch: no open alarms',
    alarms: 'Branchwatch: {{count}} open alarms, worst: {{severity}}',
    show: 'Open the window',
    alarmsScreen: 'Alarms',
    quit: 'Quit',
  },
  severity: { critical: 'critical', major: 'major', minor: 'minor', warning: 'warning', indeterminate: 'indeterminate' },
  menu: {
    file: 'File',
    quit: 'Quit Branchwatch',
    edit: 'Edit',
    view: 'View',
    reload: 'Reload the screen',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    zoomReset: 'Normal size',
    fullScreen: 'Full screen',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
  },
  notification: {
    title: '{{severity}}: {{title}}',
    many: '{{count}} incidents to look at',
    manyBody: 'Open Branchwatch to see which stations need a person.',
  },
  problem: {
    title: 'Branchwatch cannot open',
    running: 'Another Branchwatch holds the data folder {{folder}} (process {{pid}}). Close it first.',
    unexpected: 'Unexpected error: {{detail}}',
  },
}
