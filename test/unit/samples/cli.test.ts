/** `branchwatch export`: a file from the words of a person, beside the open store, and a sentence for each wrong word. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import type { Surroundings } from '../../../main/hosts/cli/command.ts'
import { run } from '../../../main/hosts/cli/main.ts'
import { translator } from '../../../shared/i18n/words.ts'
import { tempFolder } from '../store/kit.ts'
import { DAY1, exportBranch } from './kit.ts'

function setUp() {
  const root = tempFolder()
  mkdirSync(join(root, 'branch'))
  const branch = exportBranch(join(root, 'branch'))
  branch.fill(DAY1, 30)
  return { root, ...commandIn(root) }
}

function commandIn(root: string) {
  const said: string[] = []
  const around: Surroundings = {
    t: translator('en'), locale: 'en', env: {}, platform: 'linux', root: resolve(import.meta.dirname, '../../..'),
    out: (text) => void said.push(text), write: (text) => void said.push(text), err: (text) => void said.push(text),
  } // prettier-ignore
  const ask = async (...words: string[]): Promise<{ code: number; said: string }> => {
    said.length = 0
    const code = await run(['export', '--data', root, ...words], around)
    return { code, said: said.join('\n') }
  }
  return { ask }
}
const PERIOD = ['--from', '2026-03-01', '--to', '2026-03-02']

// Each run listens for signals as a program does, and ends with it; here many end in one process.
process.setMaxListeners(100)

describe('branchwatch export', () => {
  it('writes CSV and Parquet with the same values, and says what it made', async () => {
    const { root, ask } = setUp()
    const [csv, parquet] = [join(root, 'a.csv'), join(root, 'b.parquet')]
    const first = await ask(...PERIOD, '--out', csv)
    expect(first).toEqual({ code: 0, said: expect.stringMatching(/a\.csv: 168 rows, 0\.0 MB, resolution raw\./) })
    const second = await ask(...PERIOD, '--out', parquet, '--json')
    expect(JSON.parse(second.said)).toMatchObject({
      file: parquet,
      format: 'parquet',
      rows: 168,
      level: 'raw',
      devices: 3,
      harmed: 0,
      from: DAY1,
    })
    const rows: string[][] = parse(readFileSync(csv), { bom: true })
    const objects = await parquetReadObjects({ file: new Uint8Array(readFileSync(parquet)).buffer })
    expect(objects.map(({ value }) => value)).toEqual(rows.slice(1).map((row) => (row[9] === '' ? null : Number(row[9]))))
    expect(readdirSync(root).sort()).toEqual(['a.csv', 'b.parquet', 'branch'])
  })

  it('takes stations by code, communes by name without accents, metrics and groups, times and resolutions', async () => {
    const { root, ask } = setUp()
    let n = 0
    const rows = async (...words: string[]) => (JSON.parse((await ask(...words, '--json', '--out', join(root, `${n++}.csv`))).said) as { rows: number }).rows
    expect(await rows(...PERIOD, '--station', 'tqg001')).toBe(112)
    expect(await rows(...PERIOD, '--station', 'TQG001, TQG002', '--metric', 'dc.voltage')).toBe(90)
    expect(await rows(...PERIOD, '--commune', 'na hang', '--metric', 'power')).toBe(168)
    expect(await rows(...PERIOD, '--commune', '02248')).toBe(168)
    expect(await rows('--from', '2026-03-01T00:00', '--to', '2026-03-01T00:10', '--metric', 'dc.voltage')).toBe(30)
    expect(await rows(...PERIOD, '--resolution', '1h')).toBe(6)
    expect(await rows('--from', '2020-01-01', '--to', '2020-01-02')).toBe(0)
  }) // prettier-ignore

  it.each([
    [['--from', '2026-03-01', '--out', 'x.csv'], 2, '--to'],
    [[...PERIOD], 2, '--out'],
    [['--from', '2026-02-30', '--to', '2026-03-02', '--out', 'x.csv'], 2, '2026-02-30'],
    [['--from', '2026-03-01T25:00', '--to', '2026-03-02', '--out', 'x.csv'], 2, '2026-03-01T25:00'],
    [['--from', 'yesterday', '--to', '2026-03-02', '--out', 'x.csv'], 2, 'yesterday'],
    [['--from', '2026-03-02', '--to', '2026-03-02', '--out', 'x.csv'], 2, 'later than --from'],
    [[...PERIOD, '--out', 'x.csv', '--metric', 'dc.volts'], 2, 'dc.volts'],
    [[...PERIOD, '--out', 'x.csv', '--metric', 'dc.voltage,,'], 2, 'empty word'],
    [[...PERIOD, '--out', 'x.csv', '--resolution', '2h'], 2, '2h'],
    [[...PERIOD, '--out', 'x.csv', '--format', 'xlsx'], 2, 'xlsx'],
    [[...PERIOD, '--out', 'x.csv', '--station', 'A', '--commune', 'B'], 2, 'not both'],
    [[...PERIOD, '--out', 'x.csv', '--station', 'TQG001,NOWHERE'], 1, 'NOWHERE'],
    [[...PERIOD, '--out', 'x.csv', '--commune', 'Đâu đó'], 1, 'Đâu đó'],
    [[...PERIOD, '--out', 'no/such/folder/x.csv'], 1, 'ENOENT'],
  ])('says in a sentence what is wrong with %j', async (words, code, named) => {
    const { root, ask } = setUp()
    const there = words.map((word) => (word.endsWith('.csv') ? join(root, word) : word))
    const answer = await ask(...there)
    expect(answer.code).toBe(code)
    expect(answer.said).toContain(named)
    expect(readdirSync(root)).toEqual(['branch'])
  })

  it('writes over nothing, and needs a branch', async () => {
    const { root, ask } = setUp()
    writeFileSync(join(root, 'mine.csv'), 'mine')
    expect(await ask(...PERIOD, '--out', join(root, 'mine.csv'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('mine.csv already'),
    })
    expect(readFileSync(join(root, 'mine.csv'), 'utf8')).toBe('mine')
    const empty = tempFolder()
    expect((await commandIn(empty).ask(...PERIOD, '--out', join(empty, 'x.csv'))).code).toBe(1)
    expect(existsSync(join(empty, 'x.csv'))).toBe(false)
  })
})
