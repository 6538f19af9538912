/** Who holds a data folder: the first console answers on a socket in it, so that a second start finds the first instead of a pid that may lie. */
import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, realpathSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { makeFolder } from '../app/make-folder.ts'

export type Running = { readonly pid: number; readonly host: 'desktop' | 'web'; readonly link: string | null }
/** `look` only asks; `show` is a second start: the first brings its window forward or makes a new link. */
export type Request = 'look' | 'show'
export type Held = { release(): Promise<void> }

/** A socket's path may not be longer than this on the systems we run on. */
const LONGEST = 100

/** Where the console of this folder answers. Both sides must come to the same answer, so it hangs on the folder's real name alone. */
export function addressOf(folder: string, platform = process.platform, temporary = tmpdir()): string {
  const real = realName(folder)
  const name = createHash('sha256').update(real).digest('hex').slice(0, 20)
  if (platform === 'win32') return `\\\\.\\pipe\\branchwatch-${name}`
  const inside = join(real, 'console.sock')
  if (Buffer.byteLength(inside) <= LONGEST) return inside
  // Where there is no safe place, the long name stays: no socket can be had at it, and the store's own lock holds the folder.
  const elsewhere = privateFolder(temporary)
  return elsewhere === null ? inside : join(elsewhere, `${name}.sock`)
}

/** Asks the console that holds the folder; null where nobody does. */
export function askRunning(folder: string, request: Request, timeoutMs = 2000): Promise<Running | null> {
  return new Promise((resolve) => {
    const socket = createConnection(addressOf(folder))
    let text = ''
    const done = (running: Running | null) => {
      socket.destroy()
      resolve(running)
    }
    socket.setEncoding('utf8').setTimeout(timeoutMs, () => done(null))
    socket.on('connect', () => socket.write(`${request}\n`))
    socket.on('data', (part: string) => {
      text += part
      if (text.includes('\n')) done(readAnswer(text))
    })
    socket.on('error', () => done(null))
    socket.on('end', () => done(null))
  })
}

/** Takes the folder; null when another console holds it. A folder that takes no socket is held by the store's own lock alone. */
export async function holdFolder(folder: string, answer: (request: Request) => Running): Promise<Held | null> {
  makeFolder(folder)
  const address = addressOf(folder)
  const server = createServer((socket) => {
    socket.setEncoding('utf8').setTimeout(2000, () => socket.destroy())
    socket.on('error', () => socket.destroy())
    socket.once('data', (text: string) => socket.end(`${JSON.stringify(answer(text.startsWith('show') ? 'show' : 'look'))}\n`))
  })
  let outcome = await listen(server, address)
  if (outcome === 'EADDRINUSE') {
    if ((await askRunning(folder, 'look')) !== null) return null
    // Nobody answers: the file is what a killed console left behind.
    rmSync(address, { force: true })
    outcome = await listen(server, address)
    if (outcome === 'EADDRINUSE') return null
  }
  if (outcome === null && process.platform !== 'win32') chmodSync(address, 0o600)
  server.unref()
  return { release: () => new Promise((resolve) => (server.listening ? server.close(() => resolve()) : resolve())) }
}

function listen(server: Server, address: string): Promise<string | null> {
  return new Promise((resolve) => {
    const failed = (problem: NodeJS.ErrnoException) => resolve(problem.code ?? 'unknown')
    server.once('error', failed)
    server.listen(address, () => {
      server.off('error', failed)
      resolve(null)
    })
  })
}

function readAnswer(text: string): Running | null {
  try {
    const { pid, host, link } = JSON.parse(text) as Partial<Running>
    if (typeof pid !== 'number' || (host !== 'desktop' && host !== 'web')) return null
    return { pid, host, link: typeof link === 'string' ? link : null }
  } catch {
    return null
  }
}

function realName(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}

/** A folder of this user alone, for sockets of data folders with long names; null where somebody else has put one of that name there. */
function privateFolder(temporary: string): string | null {
  const { uid } = userInfo()
  const folder = join(temporary, `branchwatch-${uid}`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const found = lstatSync(folder)
    return found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0 ? folder : null
  } catch {
    return null
  }
}
