/** English: refusals at the door of the console, before any work is done. Becomes `error.access`. */
import type { access as vi } from '../vi/access.ts'
import type { SameKeys } from '../keys.ts'

export const access: SameKeys<typeof vi> = {
  invalid: 'Some fields are not right. Correct the marked fields and try again.',
  forbidden: 'This needs the role “$t(settings.role.{{role}})”. Ask an administrator.',
  tooMany: 'Too many requests in a short time. Wait a few seconds and try again.',
  tooLarge: 'The data sent is too large.',
  notJson: 'The request is not valid JSON. Correct it and send it again.',
  restarting: 'A part of the console is restarting. Nothing was changed; try again in a few seconds.',
  cancelled: 'The request was cancelled before it was answered.',
  lost: 'A part of the console restarted before it answered. Reload and look whether the work was done.',
  tooSlow: 'No answer came within {{seconds}} seconds. Reload and look whether the work was done.',
  noDataset: 'No branch has been chosen yet. Choose the demo or your own branch first.',
  notDemo: 'This is there only while the demo runs.',
  unknownScenario: 'There is no scenario named {{id}}.',
  defect: 'Something went wrong inside the program. It was written to the log.',
}
