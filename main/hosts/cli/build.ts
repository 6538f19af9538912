/** Sees to it that the built page and programs are there and not older than their sources. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { alone } from './alone.ts'
import { failure, type Surroundings } from './command.ts'

const SOURCES = ['main', 'renderer', 'shared', 'package.json']
const PRODUCTS = ['dist/client/index.html', 'dist/main/electron.js', 'dist/main/web.js', 'dist/preload/preload.cjs']

/** True where something must be built. An installation without sources or without the builder takes what it has. */
export function isStale(root: string): boolean {
  const made = PRODUCTS.map((path) => changedAt(join(root, path)))
  if (made.some((time) => time === 0)) return true
  return existsSync(viteOf(root)) && SOURCES.some((path) => newest(join(root, path)) > Math.min(...made))
}

/** The built web console: it and its workers start in a third of the time that the sources take. Needs a build that is there. */
export function builtWeb(root: string): Promise<typeof import('./web.ts')> {
  return import(pathToFileURL(join(root, 'dist/main/web.js')).href) as Promise<typeof import('./web.ts')>
}

export async function ensureBuild({ root, t, err }: Surroundings): Promise<void> {
  if (!isStale(root)) return
  if (!existsSync(viteOf(root))) throw failure('build.noBuilder')
  err(t('cli.build.building'))
  await alone(join(root, 'node_modules', '.branchwatch-build'), async () => {
    // Another start may have built it meanwhile.
    if (!isStale(root)) return
    const { code, said } = await runNode(root, [viteOf(root), 'build', '--app', '--config', join(root, 'main/hosts/vite.config.ts')])
    if (code === 0) return
    err(said.trimEnd())
    throw failure('build.failed')
  })
}

function viteOf(root: string): string {
  return join(root, 'node_modules', 'vite', 'bin', 'vite.js')
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function newest(path: string): number {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return changedAt(path)
  return readdirSync(path, { withFileTypes: true }).reduce((latest, entry) => Math.max(latest, newest(join(path, entry.name))), 0)
}

function runNode(root: string, args: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const hear = (part: Buffer) => void (said = (said + part.toString()).slice(-20_000))
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, said }))
  })
}
