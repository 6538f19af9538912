/** Starts the console's own `serve` as a process, as its users do, and stops it cleanly. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

export type Served = {
  /** The one-time link. */
  link: string
  url: string
  folder: string
  child: ChildProcess
  /** What it wrote to its error stream so far. */
  errors(): string
  /** Ends it with SIGTERM; gives the exit code. */
  stop(): Promise<number | null>
  /** Ends it and removes the folder, when this call made it. */
  clean(): Promise<void>
}

export async function temporaryFolder(name = 'branchwatch'): Promise<string> {
  return mkdtemp(join(tmpdir(), `${name}-`))
}

/** `args` come after `serve --json --port 0 --data <folder>`. */
export async function serve(args: string[] = [], options: { folder?: string; env?: Record<string, string> } = {}): Promise<Served> {
  const folder = options.folder ?? (await temporaryFolder())
  const child = spawn(
    process.execPath,
    [join(root, 'main/hosts/cli/branchwatch.mjs'), 'serve', '--json', '--port', '0', '--data', folder, ...args],
    {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let errors = ''
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const stop = () =>
    new Promise<number | null>((done) => {
      if (child.exitCode !== null || child.signalCode !== null) return done(child.exitCode)
      const kill = setTimeout(() => child.kill('SIGKILL'), 15_000)
      child.once('exit', (code) => {
        clearTimeout(kill)
        done(code)
      })
      child.kill('SIGTERM')
    })
  const line = await new Promise<{ link: string; url: string }>((done, fail) => {
    const late = setTimeout(() => fail(new Error(`serve did not print its link in 60 s. ${errors}`)), 60_000)
    child.once('exit', (code) => fail(new Error(`serve ended with ${code}. ${errors}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const end = output.indexOf('\n')
      if (end < 0) return
      clearTimeout(late)
      const { link } = JSON.parse(output.slice(0, end)) as { link: string }
      done({ link, url: new URL('/', link).href })
    })
  }).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return {
    ...line,
    folder,
    child,
    errors: () => errors,
    stop,
    async clean() {
      await stop()
      if (!options.folder) await rm(folder, { recursive: true, force: true })
    },
  }
}
