/** Runs the benches by name, or all: `npm run bench`, `npm run bench -- store screens`. Each prints its own table. One that has parts may be told which. */
import { readdirSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'

const folder = import.meta.dirname
const known = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'run.ts' && !name.startsWith('_'))
  .map((name) => name.slice(0, -3))
type Bench = { readonly PARTS?: readonly string[]; run(parts: readonly string[]): Promise<void> }
const given = process.argv.slice(2)
/** What follows an option is its value. */
const words = given.filter((arg, n) => !arg.startsWith('-') && !/^--[^=]+$/.test(given[n - 1] ?? ''))
const wanted = words.filter((name) => known.includes(name))
const load = (name: string): Promise<Bench> => import(join(folder, `${name}.ts`))
const parts = (await Promise.all(wanted.map(load))).flatMap(({ PARTS }) => PARTS ?? [])
const unknown = words.filter((name) => !known.includes(name) && !parts.includes(name))
if (unknown.length > 0) {
  process.stderr.write(
    `There is no bench ${unknown.join(', ')}. Known: ${known.join(', ')}.${parts.length > 0 ? ` Parts: ${parts.join(', ')}.` : ''}\n`,
  )
  process.exit(2)
}
process.stdout.write(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`,
)
for (const name of wanted.length > 0 ? wanted : known) {
  process.stdout.write(`\n== ${name}\n`)
  const bench = await load(name)
  await bench.run(words.filter((word) => bench.PARTS?.includes(word)))
}
process.exit(0)
