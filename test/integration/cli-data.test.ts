/** `import` and `report`: a file of stations, with and without faults, and the uptime of a month. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { branchwatch, startBranchwatch } from '../support/branchwatch.ts'
import { waitFor } from '../support/wait.ts'
import { monthOf } from '../../shared/format/time.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'branchwatch-data-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const HEAD = 'code;name;province;commune;lat;lon;technologies'
const good = [
  'TQG0001-01;Trạm Nà Hang;Tuyên Quang;Nà Hang;22,35;105,39;4G',
  'TQG0002-01;Trạm Sơn Dương;Tuyên Quang;Sơn Dương;21,70;105,39;2G 4G',
]
const bad = 'TQG0003-01;Trạm Đảo;Tuyên Quang;Nà Hang;105,4;22,3;4G'

function file(...rows: string[]): string {
  const path = join(folder, 'stations.csv')
  writeFileSync(path, `\uFEFF${[HEAD, ...rows].join('\r\n')}\r\n`)
  return path
}
const take = (...args: string[]) => branchwatch(['import', ...args, '--data', join(folder, 'data'), '--create-places'])

describe('import', () => {
  it('says in a dry run what would be, and leaves no trace', async () => {
    const done = await take(file(...good, bad), '--dry-run', '--json')
    const plan = JSON.parse(done.out) as { rows: { action: string; line: number; issues: { text: string }[] }[]; written: unknown }
    expect(plan.rows.map(({ line, action }) => [line, action])).toEqual([
      [2, 'create'],
      [3, 'create'],
      [4, 'refuse'],
    ])
    expect(plan.rows[2]?.issues.map(({ text }) => text).join()).toMatch(/swapped/)
    expect(plan.written).toBeNull()
    expect(done.code).toBe(1)
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  it('writes what is right, names what is not, and changes nothing the second time', async () => {
    const path = file(...good, bad)
    const first = await take(path)
    expect(first.out).toContain('Written: created 2, changed 0.')
    expect(first.err).toContain('Line 4: refuse TQG0003-01')
    expect(first.code).toBe(1)
    const second = JSON.parse((await take(path, '--json')).out) as { created: number; changed: number; same: number; written: unknown }
    expect(second).toMatchObject({ created: 0, changed: 0, same: 2, written: null })
    const third = await take(file(good[0] ?? '', (good[1] ?? '').replace('Sơn Dương;21', 'Sơn Dương;21')))
    expect(third.code).toBe(0)
  })

  it('has a sentence for a file that is none', async () => {
    expect(await take(join(folder, 'none.csv'))).toMatchObject({ code: 1, out: '' })
    const binary = join(folder, 'binary.csv')
    writeFileSync(binary, Buffer.from([0xff, 0xfe, 0x00, 0xd8]))
    expect((await take(binary)).err).toContain('is not UTF-8 text')
    const strange = join(folder, 'strange.csv')
    writeFileSync(strange, 'a,b\n1,2\n')
    const done = await take(strange)
    expect(done.code).toBe(1)
    expect(done.err.trim().split('\n')).toHaveLength(1)
  })
})

type Uptime = { stations: { code: string; availability: { up: number; unknown: number } }[] }

describe('report', () => {
  it('says that there is nothing yet', async () => {
    const done = await branchwatch(['report', 'uptime', '--month', '2026-10', '--data', join(folder, 'data')])
    expect(done.code).toBe(1)
    expect(done.err).toContain('has no branch’s data yet')
  })

  it('gives a month without a station in service as no data, not as nought or hundred', async () => {
    await take(file(...good))
    const done = await branchwatch(['report', 'uptime', '--month', '2020-01', '--data', join(folder, 'data')])
    expect(done).toMatchObject({ code: 0, err: '' })
    expect(done.out).toContain('adjusted no data')
  })

  it('reads beside a running console, as text, CSV and JSON', async () => {
    const data = join(folder, 'data')
    const serving = startBranchwatch(['serve', '--json', '--port', '0', '--data', data, '--demo', '3'])
    await serving.until(/^\{.*\}\n/)
    const month = monthOf(Date.now())
    const report = ['report', 'uptime', '--month', month, '--data', data]
    // The ledger begins with the engine's first second.
    const stations = await waitFor(async () => {
      const { stations } = JSON.parse((await branchwatch([...report, '--json'])).out) as Uptime
      return stations.length === 3 && stations
    })
    const csv = await branchwatch([...report, '--format', 'csv', '--lang', 'vi'])
    const text = await branchwatch([...report, '--by', 'communes'])
    expect(await serving.end()).toBe(0)
    expect(csv.out.startsWith('\uFEFFMã trạm,')).toBe(true)
    expect(csv.out.trimEnd().split(/\r?\n/)).toHaveLength(1 + 3 + 1)
    for (const { code, availability } of stations) {
      expect(csv.out).toContain(code)
      expect(availability.up + availability.unknown).toBeGreaterThan(0)
    }
    expect(text).toMatchObject({ code: 0, err: '' })
  })
})
