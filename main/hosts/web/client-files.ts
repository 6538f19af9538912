/** The built page's files. Their names are listed once at the start, so a request can only ever name one of them. */
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

export type ClientFile = { readonly body: Uint8Array<ArrayBuffer>; readonly type: string; readonly cache: string }
export type ClientFiles = { readonly index: () => Promise<ClientFile>; read(path: string): Promise<ClientFile | null> }

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.txt': 'text/plain; charset=utf-8',
}
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
    const type = TYPES[extname(path)]
    // A source map or anything else that a page does not need is not served.
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
