/** A web host on a free port with a page of three files, for tests over real HTTP. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRefusal } from '../../../shared/model/refusal.ts'
import { startWebHost, type WebHost } from '../../../main/hosts/web/host.ts'
import { fakeConsole, type FakeConsole } from '../../support/fake-console.ts'

export type Rig = { console: FakeConsole; host: WebHost; folder: string; close: () => Promise<void> }

export async function openRig(): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'branchwatch-web-'))
  const client = join(folder, 'client')
  mkdirSync(join(client, 'assets'), { recursive: true })
  writeFileSync(join(client, 'index.html'), '<!doctype html><title>page</title>')
  writeFileSync(join(client, 'assets', 'app-1a2b3c.js'), 'export {}')
  writeFileSync(join(client, 'assets', 'app-1a2b3c.js.map'), '{}')
  writeFileSync(join(folder, 'secret.txt'), 'outside')
  const console = fakeConsole()
  const host = await startWebHost({ console, port: 0, clientFolder: client, log: () => {} })
  if (isRefusal(host)) throw new Error(host.data.phrase.key)
  return {
    console,
    host,
    folder: client,
    close: async () => {
      await host.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type Got = { status: number; headers: IncomingHttpHeaders; text: string }

/** A plain request: unlike fetch it sends any Host, Origin and path as they are. */
export function get(
  rig: { host: WebHost },
  path: string,
  more: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: rig.host.port, path, method: more.method ?? 'GET', headers: more.headers ?? {}, agent: false },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(more.body)
  })
}

/** Opens a session by a link; answers its cookie. */
export async function enter(rig: { host: WebHost }): Promise<string> {
  const link = new URL(rig.host.newLink())
  const got = await get(rig, link.pathname)
  return (got.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? ''
}
