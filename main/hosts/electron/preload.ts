/** Runs in the window before the page, sandboxed: hands the page its port to the console and nothing else of Electron. */
import { contextBridge, ipcRenderer } from 'electron'
import { PORT_MESSAGE, type DesktopBridge, type DesktopCommand } from '../../../shared/contract/desktop.ts'

/** The page's own side; main has no DOM in its types. */
declare const window: { location: { origin: string }; postMessage(message: string, origin: string, transfer: readonly unknown[]): void }

ipcRenderer.on(PORT_MESSAGE, (event) => {
  window.postMessage(PORT_MESSAGE, window.location.origin, [...event.ports])
})

const bridge: DesktopBridge = {
  host: 'desktop',
  ready: () => ipcRenderer.send('branchwatch:ready'),
  saveExport: (id) => ipcRenderer.invoke('branchwatch:saveExport', id) as ReturnType<DesktopBridge['saveExport']>,
  onCommand: (listener) => {
    const heard = (_event: unknown, command: DesktopCommand) => listener(command)
    ipcRenderer.on('branchwatch:command', heard)
    return () => void ipcRenderer.off('branchwatch:command', heard)
  },
}

contextBridge.exposeInMainWorld('branchwatch', bridge)
