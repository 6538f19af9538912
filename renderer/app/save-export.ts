/** Hands a finished export to the person: the browser's own download from the web host, a save dialog in the desktop window. */
import type { DesktopBridge } from '../../shared/contract/desktop.ts'
import { isRefusal, type Refusal } from '../../shared/model/refusal.ts'

const desktop = (globalThis as { branchwatch?: DesktopBridge }).branchwatch

/** What the host says against it. */
export class NotSaved extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.data.phrase.key)
    this.refusal = refusal
  }
}

/** True where the file has been saved; a browser says itself how far it is. */
export async function saveExport(id: string): Promise<boolean> {
  if (!desktop) {
    const anchor = document.createElement('a')
    anchor.href = `/exports/${encodeURIComponent(id)}`
    anchor.download = id
    document.body.append(anchor)
    anchor.click()
    anchor.remove()
    return false
  }
  const done = await desktop.saveExport(id)
  if (isRefusal(done)) throw new NotSaved(done)
  return done === 'saved'
}
