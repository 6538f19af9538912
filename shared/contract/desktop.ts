/** What the desktop window's preload gives the page as `window.branchwatch`, and how the page gets its port to the console. */

import type { Refusal } from '../model/refusal.ts'

/** Name of the message that carries the port: `window.postMessage(PORT_MESSAGE, origin, [port])`, once after every `ready()`. */
export const PORT_MESSAGE = 'branchwatch:port'

/** Things the tray, the menu or a notification ask the page to do. */
export type DesktopCommand = { kind: 'open'; path: string } | { kind: 'palette' }

/** `window.branchwatch`; absent in a browser. */
export type DesktopBridge = {
  readonly host: 'desktop'
  /** Says that the page listens for PORT_MESSAGE: a fresh port follows. Call it again after a lost port. */
  ready(): void
  /** Asks where a finished export is to go and copies it there; answers what came of it, or why not. */
  saveExport(id: string): Promise<'saved' | 'cancelled' | Refusal>
  /** Listens for commands of the host; gives the function that stops listening. */
  onCommand(listener: (command: DesktopCommand) => void): () => void
}
