/** Runs the command line as a person does: a process of its own, by the launcher. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')
export const LAUNCHER = join(ROOT, 'main/hosts/cli/branchwatch.mjs')

export type Ran = { code: number; out: string; err: string }
export type Surroundings = {
  node?: string
  nodeArgs?: readonly string[]
  launcher?: string
  env?: Record<string, string | undefined>
  cwd?: string
}

const environment = (env: Surroundings['env']) => ({
  ...process.env,
  NO_COLOR: '1',
  LANG: 'en_US.UTF-8',
  LC_ALL: '',
  DISPLAY: undefined,
  WAYLAND_DISPLAY: undefined,
  ...env,
})

export function branchwatch(
  args: readonly string[],
  { node = process.execPath, nodeArgs = [], launcher = LAUNCHER, env, cwd }: Surroundings = {},
): Promise<Ran> {
  return new Promise((done) => {
    const options = { env: environment(env) as NodeJS.ProcessEnv, cwd, timeout: 50_000, maxBuffer: 1e8 }
    const child = execFile(node, [...nodeArgs, launcher, ...args], options, (_problem, out, err) =>
      done({ code: child.exitCode ?? -1, out, err }),
    )
  })
}

export type Serving = {
  readonly child: ChildProcess
  /** Everything it has written so far. */
  out(): string
  err(): string
  /** Waits until its output matches. */
  until(pattern: RegExp, ms?: number): Promise<RegExpExecArray>
  /** Sends a signal and gives the exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>
}

export function startBranchwatch(
  args: readonly string[],
  { node = process.execPath, launcher = LAUNCHER, env }: Surroundings = {},
): Serving {
  const child = spawn(node, [launcher, ...args], { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  let [out, err] = ['', '']
  // Its last words may come after its end: it is over when its streams are.
  let over = false
  child.once('close', () => (over = true))
  child.stdout.on('data', (part: Buffer) => void (out += part.toString()))
  child.stderr.on('data', (part: Buffer) => void (err += part.toString()))
  return {
    child,
    out: () => out,
    err: () => err,
    async until(pattern, ms = 30_000) {
      const until = Date.now() + ms
      for (;;) {
        const found = pattern.exec(out)
        if (found) return found
        if (over) throw new Error(`it ended with ${child.exitCode}: ${err}`)
        if (Date.now() > until) throw new Error(`${pattern} did not come: ${out}${err}`)
        await new Promise((later) => setTimeout(later, 50))
      }
    },
    end(signal = 'SIGINT') {
      child.kill(signal)
      return exited
    },
  }
}
