/** What no page of ours may do: leave its origin, open windows, embed views, or be given a permission. */
import { app, session, shell, type WebContents } from 'electron'
import { isWebAddress } from '../../../shared/model/override.ts'
import { ORIGIN } from './protocol.ts'

/** Pages elsewhere that a person may open from the console, in their own browser. */
const OUTSIDE = /^https:\/\/(github\.com|nodejs\.org)\//

/** What else may be opened there: decided by the console, once it runs. */
let known: (url: string) => Promise<boolean> = async () => false
export function alsoOpen(isKnown: (url: string) => Promise<boolean>): void {
  known = isKnown
}

/** An address that came from a page opens only where it is one of ours or the branch itself wrote it down. */
export async function openOutside(url: string, open: (url: string) => Promise<void>): Promise<void> {
  if (OUTSIDE.test(url) || (isWebAddress(url) && (await known(url)))) await open(url)
}

export function isOurs(address: string): boolean {
  try {
    const url = new URL(address)
    return `${url.protocol}//${url.host}` === ORIGIN
  } catch {
    return false
  }
}

/** Applies to every page that will ever be made, not only to the window we know. */
export function guardPages(): void {
  app.on('web-contents-created', (_event, contents) => guard(contents))
}

/** Nothing the console shows needs a device, a place or a system service; what it may do is decided here and not asked. */
export function denyPermissions(): void {
  const own = session.defaultSession
  own.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  own.setPermissionCheckHandler(() => false)
  own.setDevicePermissionHandler(() => false)
}

function guard(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; url: string }) => {
    if (!isOurs(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    void openOutside(url, (address) => shell.openExternal(address)).catch(() => undefined)
    return { action: 'deny' }
  })
}
