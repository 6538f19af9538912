/** The page's files under `app://branchwatch/`: read from the built client, with the policy of every host. */
import { readFile } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'
import { protocol } from 'electron'
import { pageHeaders } from '../page-headers.ts'
import { pageType } from '../page-types.ts'

const SCHEME = 'app'
export const ORIGIN = 'app://branchwatch'
export const START = `${ORIGIN}/index.html`

const HEADERS = pageHeaders(null)

/** Must be called before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

export function servePage(clientFolder: string): void {
  protocol.handle(SCHEME, (request) => answer(request, clientFolder))
}

/** One file of the client, or a refusal: nothing outside its folder, nothing but reading. */
export async function answer(request: Request, clientFolder: string): Promise<Response> {
  const refuse = (status: number) => new Response(null, { status, headers: HEADERS })
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
  const url = new URL(request.url)
  if (url.host !== 'branchwatch') return refuse(404)
  const path = pathIn(clientFolder, url.pathname)
  const type = path === null ? null : pageType(path)
  if (path === null || type === null) return refuse(404)
  try {
    const body = await readFile(path)
    const cache = path.includes(`${sep}assets${sep}`) ? 'max-age=31536000, immutable' : 'no-store'
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), {
      headers: { ...HEADERS, 'content-type': type, 'cache-control': cache },
    })
  } catch {
    return refuse(404)
  }
}

function pathIn(folder: string, pathname: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null
  const path = normalize(join(folder, decoded === '/' ? 'index.html' : decoded))
  return path.startsWith(normalize(folder) + sep) ? path : null
}
