/** The console's own `serve` as a process, as its users run it: its link, its end, and a folder that goes with it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBranchwatch } from './branchwatch.ts'

export type Served = {
  /** The one-time link. */
  link: string
  url: string
  folder: string
  /** What it wrote to its error stream so far. */
  errors(): string
  /** Ends it with SIGTERM; gives the exit code. */
  stop(): Promise<number | null>
  /** Ends it and removes the folder, when this call made it. */
  clean(): Promise<void>
}

const END_MS = 15_000

export async function temporaryFolder(name = 'branchwatch'): Promise<string> {
  return mkdtemp(join(tmpdir(), `${name}-`))
}

/** `args` come after `serve --json --port 0 --data <folder>`. */
export async function serve(args: string[] = [], options: { folder?: string; env?: Record<string, string> } = {}): Promise<Served> {
  const folder = options.folder ?? (await temporaryFolder())
  const process = startBranchwatch(['serve', '--json', '--port', '0', '--data', folder, ...args], { env: options.env })
  const stop = async () => {
    const late = setTimeout(() => process.child.kill('SIGKILL'), END_MS)
    const code = await process.end('SIGTERM')
    clearTimeout(late)
    return code
  }
  try {
    const [line] = await process.until(/^\{.*\}$/m, 60_000)
    const { link } = JSON.parse(line) as { link: string }
    return {
      link,
      url: new URL('/', link).href,
      folder,
      errors: () => process.err(),
      stop,
      async clean() {
        await stop()
        if (!options.folder) await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}
