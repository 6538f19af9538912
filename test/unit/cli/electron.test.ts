/** Electron's runtime: found by its path alone, fetched once and bounded, a failure remembered. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fetchElectron, findElectron, windowHindrance } from '../../../main/hosts/cli/electron.ts'

let root = ''
const limits = { totalMs: 3000, stallMs: 600, everyMs: 50 }

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'branchwatch-fetch-'))
  mkdirSync(join(root, 'node_modules/electron'), { recursive: true })
  writeFileSync(join(root, 'package.json'), '{}')
  writeFileSync(join(root, 'node_modules/electron/package.json'), '{"name":"electron"}')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const installer = (script: string) => writeFileSync(join(root, 'node_modules/electron/install.js'), script)

describe('fetching', () => {
  it('finds what the installer brought', async () => {
    installer(`const fs = require('fs'); fs.mkdirSync(__dirname + '/dist'); fs.writeFileSync(__dirname + '/dist/electron', 'x')`)
    expect(findElectron(root, {}, 'linux')).toBeNull()
    expect(await fetchElectron(root, 0, limits)).toBeNull()
    expect(findElectron(root, {}, 'linux')).toBe(join(root, 'node_modules/electron/dist/electron'))
  })

  it('says why in one line, and does not try again for a day', async () => {
    installer(`console.error('Error: getaddrinfo ENOTFOUND github.com\\n at x'); process.exit(1)`)
    expect(await fetchElectron(root, 1000, limits)).toBe('Error: getaddrinfo ENOTFOUND github.com')
    installer(`throw new Error('tried again')`)
    expect(await fetchElectron(root, 1000 + 3600_000, limits)).toBe('Error: getaddrinfo ENOTFOUND github.com')
    installer('')
    expect(await fetchElectron(root, 1000 + 25 * 3600_000, limits)).toBeNull()
  })

  it('ends a download that does not move', async () => {
    installer('setInterval(() => {}, 1000)')
    expect(await fetchElectron(root, 0, limits)).toBe('the download does not move')
  })

  it('lets one go on that does, up to the limit', async () => {
    installer(`const fs = require('fs'); setInterval(() => fs.appendFileSync(process.env.TMPDIR + '/part', 'xxxx'), 100)`)
    const began = Date.now()
    expect(await fetchElectron(root, 0, limits)).toBe('the download takes too long')
    expect(Date.now() - began).toBeGreaterThan(limits.totalMs)
  })
})

describe('window', () => {
  it('needs a display on Linux, and somebody who is not root', () => {
    expect(windowHindrance({}, 'linux', 1000)).toBe('noDisplay')
    expect(windowHindrance({ DISPLAY: ':0' }, 'linux', 0)).toBe('root')
    expect(windowHindrance({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', 1000)).toBeNull()
    expect(windowHindrance({}, 'darwin', 0)).toBeNull()
  })

  it('is found by the path of each system', () => {
    const dist = join(root, 'dist')
    mkdirSync(join(dist, 'Electron.app/Contents/MacOS'), { recursive: true })
    for (const name of ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron']) writeFileSync(join(dist, name), '')
    const env = { ELECTRON_OVERRIDE_DIST_PATH: dist }
    expect(findElectron(root, env, 'win32')).toBe(join(dist, 'electron.exe'))
    expect(findElectron(root, env, 'darwin')).toBe(join(dist, 'Electron.app/Contents/MacOS/Electron'))
    expect(findElectron(root, env, 'aix')).toBeNull()
  })
})
