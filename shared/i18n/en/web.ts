/** English: pages and refusals of the web host. Becomes `error.web`. */
import type { web as vi } from '../vi/web.ts'
import type { SameKeys } from '../keys.ts'

export const web: SameKeys<typeof vi> = {
  portInUse: 'Port {{port}} is in use by another program. Choose another one with --port.',
  portForbidden: 'Port {{port}} may not be opened. Choose one from 1024 upwards with --port.',
  hostUnknown: 'This machine does not have the address {{host}}. Use 127.0.0.1 or an address of this machine.',
  hostNeedsConsent: 'The address {{host}} opens the console to the network. It is done only where it was asked for on purpose.',
  noClient: 'There is no built page in {{folder}}. Run npm run build.',
  hostRefused: 'This address is not accepted. Use exactly the link that the terminal printed.',
  originRefused: 'Another web site may not call this console.',
  apiOff: 'The programming interface is off. Make an access token in Settings to turn it on.',
  apiToken: 'A valid access token is needed in the header Authorization: Bearer.',
  notFound: 'There is no such page.',
  linkUsedTitle: 'This link has been used',
  linkUsed: 'Each link opens the console once. Run branchwatch start again on the machine to print a new link, and open that one.',
  sessionTitle: 'This session has ended',
  session: 'Run branchwatch start again on the machine to print a new link, and open it in this browser.',
  refusedTitle: 'This cannot be opened',
}
