/** The console's one window: sandboxed, without Node, where it was when it was last closed. */
import { BrowserWindow, screen } from 'electron'
import { join } from 'node:path'
import { START } from './protocol.ts'
import { fitting, readPlace, savePlace } from './place.ts'

export type WindowParts = { readonly stateFile: string; readonly preload: string }

export function openWindow({ stateFile, preload }: WindowParts): BrowserWindow {
  const place = fitting(
    readPlace(stateFile),
    screen.getAllDisplays().map((display) => display.workArea),
  )
  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: 360,
    minHeight: 480,
    show: false,
    title: 'Branchwatch',
    backgroundColor: '#0E141B',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => {
    if (place.maximized) window.maximize()
    window.show()
  })
  window.on('close', () => savePlace(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() }))
  void window.loadURL(START)
  return window
}

export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

export function preloadFile(mainFolder: string): string {
  return join(mainFolder, '../preload/preload.cjs')
}
