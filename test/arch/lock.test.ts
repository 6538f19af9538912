/** The lock file holds every platform's packages: npm drops entries that a registry lacked when the lock was made, and `npm ci` then fails elsewhere. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
type Entry = {
  version?: string
  resolved?: string
  optionalDependencies?: Record<string, string>
  hasInstallScript?: boolean
  dev?: boolean
}
const lock: { packages: Record<string, Entry> } = JSON.parse(readFileSync(resolve(root, 'package-lock.json'), 'utf8'))
const manifest: Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>> & {
  allowScripts: Record<string, boolean>
} = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'))

/** Where npm would find `name` from the package at `path`. */
function installed(path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true
    if (at === '') return false
  }
}

describe('lock file', () => {
  it('has every optional dependency of every package', () => {
    const holes = Object.entries(lock.packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter((name) => !installed(path, name))
        .map((name) => `${path || 'the project'} wants ${name}`),
    )
    expect(holes).toEqual([])
  })

  it('pins exact versions in the manifest', () => {
    const loose = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap((list) =>
      Object.entries(list).filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range)),
    )
    expect(loose).toEqual([])
  })

  it('names no download address', () => {
    expect(Object.values(lock.packages).filter((entry) => entry.resolved?.startsWith('http'))).toEqual([])
  })

  it('decides on every package with an install script', () => {
    const asking = Object.entries(lock.packages)
      .filter(([, entry]) => entry.hasInstallScript)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
    expect(asking.filter((name) => manifest.allowScripts[name] === undefined)).toEqual([])
  })
})
