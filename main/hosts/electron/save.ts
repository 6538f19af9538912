/** Saves a finished export where the person says: a save dialog, then a copy that is whole or not there at all. */
import { copyFile, rename, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { app, dialog, ipcMain, type BrowserWindow } from 'electron'
import type { DesktopBridge } from '../../../shared/contract/desktop.ts'
import { refuse } from '../../../shared/model/refusal.ts'
import type { Console } from '../../app/console.ts'
import { exportFile } from '../../app/export-file.ts'
import { codeOf, phraseOf } from '../problem.ts'
import { isSender } from './port.ts'

type Saved = Awaited<ReturnType<DesktopBridge['saveExport']>>

export function saveExports(window: BrowserWindow, console: Console): void {
  ipcMain.handle('branchwatch:saveExport', async (event, id: unknown): Promise<Saved> => {
    const found = isSender(event, window) && typeof id === 'string' ? exportFile(console.dataset().folder, id) : null
    if (!found) return refuse('NOT_FOUND', 'notFound')
    const ending = extname(found.name).slice(1)
    const asked = await dialog.showSaveDialog(window, {
      defaultPath: join(app.getPath('downloads'), found.name),
      filters: [{ name: ending.toUpperCase(), extensions: [ending] }],
    })
    if (asked.canceled || asked.filePath === '') return 'cancelled'
    return copyWhole(found.path, asked.filePath)
  })
}

/** Copied beside first, by the system and not through this program's memory. */
async function copyWhole(from: string, to: string): Promise<Saved> {
  const beside = `${to}.part`
  try {
    await copyFile(from, beside)
    await rename(beside, to)
    return 'saved'
  } catch (problem) {
    await rm(beside, { force: true }).catch(() => {})
    const phrase = phraseOf(problem) ?? { key: 'error.store.other', params: { file: to, detail: codeOf(problem) ?? String(problem) } }
    return { refused: 'UNAVAILABLE', data: { phrase } }
  }
}
