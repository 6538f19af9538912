/** The launcher on the Nodes a machine may have: it finds a new enough one, or says so in one sentence. */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { branchwatch, LAUNCHER } from '../support/branchwatch.ts'
import { loud } from '../support/loud.ts'

const OLD = '/usr/bin/node'
const old = existsSync(OLD) ? execFileSync(OLD, ['--version'], { encoding: 'utf8' }).trim() : ''
const isOld = /^v(1\d|20)\./.test(old)
if (!isOld) loud(`no old Node at ${OLD} (${old || 'none'}): what the launcher does on one is not tested here`)

const lonely = mkdtempSync(join(tmpdir(), 'branchwatch-lonely-'))
afterAll(() => rmSync(lonely, { recursive: true, force: true }))

describe.skipIf(!isOld)('on an old Node', () => {
  it('goes on with the one that was installed with it, output and exit code kept', async () => {
    const done = await branchwatch(['doctor', '--json', '--data', join(lonely, 'none')], { node: OLD })
    expect(done.err).toBe('')
    const { checks } = JSON.parse(done.out) as { checks: { check: string; text: string }[] }
    expect(checks.find(({ check }) => check === 'node')?.text).toMatch(/^24\./)
    expect(done.code).toBe(0)
    expect((await branchwatch(['nonsense'], { node: OLD })).code).toBe(2)
  })

  it('says in one sentence what is needed where there is none', async () => {
    const launcher = join(lonely, 'main/hosts/cli/branchwatch.mjs')
    mkdirSync(join(lonely, 'main/hosts/cli'), { recursive: true })
    cpSync(LAUNCHER, launcher)
    const done = await branchwatch(['start'], { node: OLD, launcher })
    expect(done).toMatchObject({ code: 1, out: '' })
    expect(done.err.trim().split('\n')).toHaveLength(1)
    expect(done.err).toContain(`Branchwatch needs Node 22.18 or newer, this is ${old.slice(1)}`)
    expect(done.err).toContain('Branchwatch cần Node 22.18 trở lên')
  })
})

describe('help and wrong words', () => {
  const commands = ['start', 'serve', 'probe', 'simulate', 'import', 'report', 'doctor']

  it('every command tells how it is used, in both languages', async () => {
    for (const command of commands) {
      const [en, vi] = await Promise.all([branchwatch([command, '--help']), branchwatch([command, '--help', '--lang', 'vi'])])
      expect(en).toMatchObject({ code: 0, err: '' })
      expect(en.out).toContain(`branchwatch ${command}`)
      expect(vi.out).toContain('ngôn ngữ')
      expect(vi.out).not.toBe(en.out)
    }
  })

  it('names the commands', async () => {
    const { out, code } = await branchwatch(['--help'])
    expect(code).toBe(0)
    for (const command of commands) expect(out).toContain(command)
  })

  it.each([
    [['fly'], 'There is no command “fly”'],
    [['serve', '--port', '99999'], '--port must be a whole number from 0 to 65535'],
    [['serve', '--demo', '0'], '--demo must be a whole number from 1 to 5000'],
    [['probe'], 'The command lacks HOST[:PORT].'],
    [['probe', 'host:abc'], 'The device address “host:abc” is not right'],
    [['report', 'uptime'], 'The option --month is needed.'],
    [['report', 'uptime', '--month', '2026-13'], '--month must be YEAR-MONTH'],
    [['report', 'weather'], 'There is no report “weather”'],
    [['import'], 'The command lacks FILE.csv.'],
    [['doctor', '--lang', 'fr'], '--lang must be one of: vi, en'],
  ])('%j ends with 2 and one sentence', async (args, said) => {
    const done = await branchwatch(args)
    expect(done.code).toBe(2)
    expect(done.out).toBe('')
    expect(done.err).toContain(said)
    expect(done.err).not.toContain('    at ')
  })

  it('speaks the machine’s language', async () => {
    expect((await branchwatch(['fly'], { env: { LANG: 'vi_VN.UTF-8' } })).err).toContain('Không có lệnh “fly”')
  })
})
