/** Bent files against everything that reads them: profiles, MIB modules, recordings, inventory lists. Nothing throws, nothing is slow, and what is said of them can be shown. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCsv } from '../../main/app/csv-file.ts'
import { shippedFolder } from '../../main/profiles/load.ts'
import { parseProfile } from '../../main/profiles/parse.ts'
import { readRecording } from '../../main/simulator/replay/recording.ts'
import { shippedMibs } from '../../main/snmp/mib/folder.ts'
import { buildLibrary } from '../../main/snmp/mib/library.ts'
import { LOCALES, say, translator } from '../../shared/i18n/words.ts'
import { Chance } from '../support/mutate.ts'

const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000)
const SHARE = Number(process.env['FUZZ_COUNT'] ?? 1000) / 1000
/** Of this thread's own time: the computer may be busy with other things. */
const SLOW_MS = 1500

const NASTY = [
  '"', "'", '{', '}', '[', ']', ':', '- ', '\t', '\r', '\u0000', '\u202E', '\u001B[2J', '\uFEFF', '::=', '..', '--', 'END', 'BEGIN', 'IMPORTS', 'OBJECT IDENTIFIER',
  '{ iso 4294967296 }', '{ a 1 b 2 }', '&a [*a, *a]', '<<: *a', '!!js/function x', '? ', '|', '>', '9'.repeat(400), 'x'.repeat(20_000), '('.repeat(3000), '{'.repeat(3000),
  '[['.repeat(2000), '1.3.6.1.'.repeat(500), '4x|', '|4|', '= STRING: "', '= Hex-STRING: ZZ', '= Counter64: -1', '=cmd|', ';;;;', '__proto__', 'constructor',
] as const // prettier-ignore

/** One to four bends of a text. */
function bend(text: string, c: Chance): string {
  let bent = text
  for (let n = 1 + c.below(4); n > 0; n--) {
    const at = c.below(bent.length + 1)
    const to = Math.min(bent.length, at + c.below(200))
    const piece = bent.slice(at, to)
    switch (c.below(7)) {
      case 0:
        bent = bent.slice(0, at) + bent.slice(to)
        break
      case 1:
        bent = bent.slice(0, at) + piece.repeat(c.of([2, 2, 50])) + bent.slice(to)
        break
      case 2:
        bent = bent.slice(0, at)
        break
      case 3: {
        const lines = bent.split('\n')
        const [a, b] = [c.below(lines.length), c.below(lines.length)]
        ;[lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? '']
        bent = lines.join('\n')
        break
      }
      default:
        bent = bent.slice(0, at) + (c.of(NASTY) ?? '') + bent.slice(at)
    }
  }
  return bent
}

/** Bends a text so often, has it read, and gives back what took too long or what was said that cannot be shown. */
function attack(count: number, seed: number, texts: readonly string[], read: (text: string) => readonly string[]): string[] {
  const c = new Chance(seed)
  const wrong: string[] = []
  for (let n = 0; n < count * SHARE; n++) {
    const text = bend(texts[n % texts.length] ?? '', c)
    const began = process.threadCpuUsage()
    const said = read(text)
    const { user, system } = process.threadCpuUsage(began)
    const took = (user + system) / 1000
    if (took > SLOW_MS) wrong.push(`${took.toFixed(0)} ms: ${JSON.stringify(text.slice(0, 200))}`)
    for (const one of said)
      if (one.length > 4000 || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(one.replaceAll('\n', ' '))) wrong.push(JSON.stringify(one.slice(0, 200)))
  }
  return wrong
}

const words = LOCALES.map((locale) => translator(locale))
const SNMPREC =
  '1.3.6.1.2.1.1.1.0|4|Huawei SMU\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.2011.6.164\n1.3.6.1.2.1.1.3.0|67|4200\n1.3.6.1.2.1.2.2.1.10.1|65:numeric|rate=100,initial=5\n1.3.6.1.4.1.9.1.0|4x|00ff12\n1.3.6.1.4.1.9.2.0|70|18446744073709551614\n'
const WALK =
  '.1.3.6.1.2.1.1.1.0 = STRING: "two\nlines"\n.1.3.6.1.2.1.1.2.0 = OID: .1.3.6.1.4.1.2011\n.1.3.6.1.2.1.1.3.0 = Timeticks: (4200) 0:00:42.00\n.1.3.6.1.2.1.2.2.1.6.1 = Hex-STRING: 00 1B 2C\n.1.3.6.1.2.1.4.20.1.1 = IpAddress: 10.1.2.3\n.1.3.6.1.9.1 = Counter64: 18446744073709551614\n'
const CSV = 'Mã trạm;Tên;Xã\nTQG0001-11;"Nà Hang; 1";Thanh Tương\nTQG0002-11;Bản Bung;Khuôn Hà\n'

describe(`files bent with seed ${SEED}`, () => {
  test(
    'device profiles',
    () => {
      const folder = shippedFolder()
      const texts = readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .filter((text) => text.length < 20_000)
      const wrong = attack(250, SEED, texts, (text) => {
        const parsed = parseProfile('own.yaml', text)
        return 'issues' in parsed ? parsed.issues.flatMap(({ message, phrase }) => [message, ...words.map((t) => say(t, phrase))]) : []
      })
      expect(wrong.slice(0, 3)).toEqual([])
    },
    60_000 * SHARE + 60_000,
  )

  test(
    'MIB modules',
    () => {
      const shipped = shippedMibs()
      const texts = shipped.filter(({ text }) => text.length < 60_000).map(({ text }) => text)
      const wrong = attack(120, SEED + 1, texts, (text) => {
        const { issues, modules, names } = buildLibrary([{ name: 'own.mib', text, shipped: false }, ...shipped.slice(0, 3)])
        return [
          ...issues.flatMap(({ name, other }) => [name, other]),
          ...modules.map(({ name }) => name),
          ...[...names.values()].slice(0, 500).map(({ name }) => name),
        ]
      })
      expect(wrong.slice(0, 3)).toEqual([])
    },
    60_000 * SHARE + 60_000,
  )

  test(
    'recordings and walks',
    () => {
      const wrong = attack(3000, SEED + 2, [SNMPREC, WALK], (text) => readRecording(Buffer.from(text)).issues.map((issue) => issue.text))
      expect(wrong.slice(0, 3)).toEqual([])
    },
    60_000 * SHARE + 60_000,
  )

  test(
    'inventory lists',
    () => {
      const wrong = attack(1500, SEED + 3, [CSV, CSV.replaceAll(';', ',')], (text) => {
        const table = readCsv(text)
        return 'brokenAt' in table ? [] : table.flatMap(({ cells }) => cells.map((cell) => cell.slice(0, 3999)))
      })
      expect(wrong.slice(0, 3)).toEqual([])
    },
    60_000 * SHARE + 60_000,
  )
})
