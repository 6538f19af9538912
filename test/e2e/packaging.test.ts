/** The packaged desktop program: what is in it, what lies outside its archive, and which of Electron's doors are shut. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { extractFile, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDistribution } from '../support/distribution.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'branchwatch-package-'))
const unpacked = join(folder, `out/linux${process.arch === 'x64' ? '' : `-${process.arch}`}-unpacked`)
const archive = join(unpacked, 'resources/app.asar')
let names: string[] = []

beforeAll(async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as { version: string }
  const distribution = makeDistribution(join(folder, 'electron'), version)
  const builder = join(root, 'node_modules/electron-builder/cli.js')
  const options = [`-c.electronDist=${distribution}`, `-c.directories.output=${join(folder, 'out')}`, '--publish', 'never']
  await promisify(execFile)(process.execPath, [builder, '--linux', 'dir', ...options], { cwd: root, timeout: 170_000, maxBuffer: 1e7 })
  names = listPackage(archive, { isPack: false }).map((name) => name.replaceAll('\\', '/'))
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(process.platform !== 'linux')('packaged program', () => {
  it('has the program, its workers, the preload and the page', () => {
    for (const name of ['core-worker', 'reader-worker', 'archive-worker', 'trap-worker', 'notify-worker', 'worker', 'electron'])
      expect(names).toContain(`/dist/main/${name}.js`)
    expect(names).toEqual(expect.arrayContaining(['/dist/preload/preload.cjs', '/dist/client/index.html', '/package.json', '/LICENSE']))
    expect(names).toContain('/dist/main/profiles/generic.yaml')
  })

  it('starts with the built program', () => {
    const { main, type } = JSON.parse(extractFile(archive, 'package.json').toString()) as { main: string; type: string }
    expect({ main, type }).toEqual({ main: 'dist/main/electron.js', type: 'module' })
    expect(names).toContain(`/${main}`)
  })

  it('brings the packages that are not bundled, and no others', () => {
    const packages = new Set(names.flatMap((name) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)\/./.exec(name)?.[1] ?? []))
    expect([...packages].sort()).toEqual(['asn1-ber', 'better-sqlite3', 'net-snmp', 'smart-buffer'])
    expect(names).toContain('/node_modules/better-sqlite3/lib/index.js')
    expect(names.some((name) => name.startsWith('/node_modules/net-snmp/lib/mibs/'))).toBe(true)
  })

  it('leaves sources and tests at home', () => {
    const strangers = names.filter((name) => /^\/(main|renderer|shared|test)\b|\/better-sqlite3\/(src|deps)\b|\.map$/.test(name))
    expect(strangers).toEqual([])
  })

  it('has its native binary outside the archive, for this platform alone', () => {
    const prebuilds = names.filter((name) => name.endsWith('.node')).map((name) => name.split('/').at(-1))
    expect(prebuilds.toSorted((a = '', b = '') => a.localeCompare(b))).toEqual(['linux-arm64.node', 'linux-x64.node'])
    const binary = join(unpacked, 'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds', `linux-${process.arch}.node`)
    expect(existsSync(binary)).toBe(true)
    expect(statSync(binary).size).toBeGreaterThan(500_000)
  })

  it('has the fuses set', async () => {
    const wire = await getCurrentFuseWire(join(unpacked, 'branchwatch'))
    expect({
      runAsNode: wire[FuseV1Options.RunAsNode],
      nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
      inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
      cookies: wire[FuseV1Options.EnableCookieEncryption],
      integrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
      asarOnly: wire[FuseV1Options.OnlyLoadAppFromAsar],
      fileProtocol: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
    }).toEqual({
      runAsNode: FuseState.DISABLE,
      nodeOptions: FuseState.DISABLE,
      inspect: FuseState.DISABLE,
      cookies: FuseState.ENABLE,
      integrity: FuseState.ENABLE,
      asarOnly: FuseState.ENABLE,
      fileProtocol: FuseState.DISABLE,
    })
  })
})
