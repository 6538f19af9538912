/** Where finished exports lie, and the way to one of them for a host that hands it to a person. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { ExportId } from '../../shared/contract/exports.ts'

export const EXPORTS_FOLDER = 'exports'

export type ExportFile = { readonly path: string; readonly name: string; readonly size: number }

/** A finished export by its id, which is its file's name; null where there is none. `folder` is the branch's data folder. */
export function exportFile(folder: string, id: string): ExportFile | null {
  if (!ExportId.safeParse(id).success) return null
  const path = join(folder, EXPORTS_FOLDER, id)
  const found = statSync(path, { throwIfNoEntry: false })
  return found?.isFile() ? { path, name: id, size: found.size } : null
}
