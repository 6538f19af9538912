/** The built page's files. Their names are listed once at the start, so a request can only ever name one of them. */
import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { pageType } from '../page-types.ts'

export type ClientFile = { readonly body: Uint8Array<ArrayBuffer>; readonly type: string; readonly cache: string }
export type ClientFiles = { readonly index: () => Promise<ClientFile>; read(path: string): Promise<ClientFile | null> }

/** Vite puts the content's hash into the name of everything under assets/. */
const FOREVER = 'public, max-age=31536000, immutable'

/** Null where the folder has no built page. */
export async function openClientFiles(folder: string): Promise<ClientFiles | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = new Map<string, string>()
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const full = join(entry.parentPath, entry.name)
    files.set(full.slice(folder.length).split(sep).join('/').replace(/^\/?/, '/'), full)
  }
  if (!files.has('/index.html')) return null
  const load = async (path: string): Promise<ClientFile | null> => {
    const file = files.get(path)
    const type = pageType(path)
    if (!file || !type) return null
    const body = await readFile(file).catch(() => null)
    return body && { body: new Uint8Array(body), type, cache: path.startsWith('/assets/') ? FOREVER : 'no-cache' }
  }
  return {
    index: async () => (await load('/index.html')) as ClientFile,
    // The page itself is served at / alone, where the session is checked.
    read: (path) => (path === '/index.html' ? Promise.resolve(null) : load(path)),
  }
}
