/** Electron's runtime: where it lies, and fetching it once. Never by `require('electron')`, which downloads without asking or ending. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const BINARY: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
  linux: 'electron',
}

export type FetchLimits = { readonly totalMs: number; readonly stallMs: number; readonly everyMs: number }
const LIMITS: FetchLimits = { totalMs: 300_000, stallMs: 20_000, everyMs: 1000 }
/** A failed fetch is not tried again for a day, so that later starts are quick. */
const REMEMBER_MS = 24 * 3600_000

/** Electron's executable, or null. */
export function findElectron(root: string, env: Readonly<Record<string, string | undefined>>, platform = process.platform): string | null {
  const name = BINARY[platform]
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH || join(packageFolder(root) ?? root, 'dist')
  if (name === undefined) return null
  const file = join(folder, name)
  return existsSync(file) ? file : null
}

/** Why there will be no window before anything is fetched; null where there may be one. */
export function windowHindrance(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  uid: number | undefined,
): string | null {
  if (platform !== 'linux') return null
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'noDisplay'
  // Chromium refuses to run as root with its sandbox, and without it we do not run it.
  return uid === 0 ? 'root' : null
}

/** Fetches the runtime with Electron's own installer; null when it is there, else the reason in one line. */
export async function fetchElectron(root: string, now: number, limits: FetchLimits = LIMITS): Promise<string | null> {
  const cache = join(root, '.cache')
  const memory = join(cache, 'electron-fetch.json')
  const earlier = remembered(memory, now)
  if (earlier !== null) return earlier
  const folder = packageFolder(root)
  if (folder === null || !existsSync(join(folder, 'install.js'))) return 'not installed'
  const temporary = join(cache, `electron-fetch-${process.pid}`)
  mkdirSync(temporary, { recursive: true })
  const reason = await install(join(folder, 'install.js'), temporary, limits)
  rmSync(temporary, { recursive: true, force: true })
  if (reason === null) rmSync(memory, { force: true })
  else writeFileSync(memory, JSON.stringify({ failedAt: now, reason }))
  return reason
}

/** The installer, killed when what it has written has not grown for a while. */
function install(script: string, temporary: string, limits: FetchLimits): Promise<string | null> {
  return new Promise((resolve) => {
    const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary, ELECTRON_GET_NO_PROGRESS: '1' }
    const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    const began = Date.now()
    let [size, grewAt, said, stopped] = [0, began, '', '']
    const watch = setInterval(() => {
      const present = sizeOf(temporary)
      if (present > size) [size, grewAt] = [present, Date.now()]
      if (Date.now() - grewAt > limits.stallMs) stopped = 'the download does not move'
      else if (Date.now() - began > limits.totalMs) stopped = 'the download takes too long'
      if (stopped !== '') child.kill('SIGKILL')
    }, limits.everyMs)
    child.stderr.on('data', (part: Buffer) => void (said = (said + part.toString()).slice(0, 4000)))
    const done = (reason: string | null) => {
      clearInterval(watch)
      resolve(reason)
    }
    child.on('error', (problem) => done(problem.message))
    child.on('close', (code) => done(code === 0 ? null : stopped || firstLine(said) || `exit ${code}`))
  })
}

function packageFolder(root: string): string | null {
  try {
    return dirname(createRequire(join(root, 'package.json')).resolve('electron/package.json'))
  } catch {
    return null
  }
}

function remembered(file: string, now: number): string | null {
  try {
    const { failedAt, reason } = JSON.parse(readFileSync(file, 'utf8')) as { failedAt?: unknown; reason?: unknown }
    return typeof failedAt === 'number' && typeof reason === 'string' && Math.abs(now - failedAt) < REMEMBER_MS ? reason : null
  } catch {
    return null
  }
}

function sizeOf(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce(
      (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    )
  } catch {
    // The installer tidies while we look.
    return 0
  }
}

function firstLine(said: string): string {
  return (
    said
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim()
      .slice(0, 200) ?? ''
  )
}
