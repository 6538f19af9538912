/** The step before the tests: where a tool is missing and cannot be installed, one sentence names the packages. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const SCRIPT = resolve(import.meta.dirname, '../support/prepare.mjs')
const ALL = ['chromium', 'snmpd', 'snmpget', 'snmptrapd', 'snmpsimd', 'prometheus']
let tools: string

const put = (name: string, text = '#!/bin/sh\n') => {
  writeFileSync(join(tools, name), text)
  chmodSync(join(tools, name), 0o755)
}
const prepare = () => spawnSync(process.execPath, [SCRIPT], { env: { PATH: tools }, encoding: 'utf8' })

beforeEach(() => (tools = mkdtempSync(join(tmpdir(), 'prepare-'))))
afterEach(() => rmSync(tools, { recursive: true }))

describe.skipIf(process.platform === 'win32')('preparing for the tests', () => {
  it('is silent where everything is there', () => {
    for (const name of ALL) put(name)
    expect(prepare()).toMatchObject({ status: 0, stdout: '', stderr: '' })
  })

  it('names the packages and fails where nothing can be installed', () => {
    put('snmpget')
    const done = prepare()
    expect(done.status).toBe(1)
    expect(done.stderr).toMatch(/chromium .*snmpsim/)
    expect(done.stderr.trim().split('\n')).toHaveLength(1)
  })

  it.runIf(process.getuid?.() === 0)('installs what is missing and says so, as root on Debian', () => {
    for (const name of ALL.slice(1)) put(name)
    put('apt-get', `#!/bin/sh\necho "$@" >> ${tools}/asked\n`)
    put('env', '#!/bin/sh\nshift\nexec "$@"\n')
    const done = prepare()
    expect(done.status).toBe(0)
    expect(done.stdout).toContain('Installing what the tests need: chromium')
    expect(readFileSync(join(tools, 'asked'), 'utf8')).toMatch(/^update.*\n.*install -y .*chromium$/m)
  })
})
