/** Runs the benches by name, or all: `npm run bench`, `npm run bench -- store screens`. Each prints its own table. */
import { existsSync, readdirSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'

const folder = import.meta.dirname
const known = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'run.ts' && !name.startsWith('_'))
  .map((name) => name.slice(0, -3))
const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('-'))
const unknown = wanted.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}. Known: ${known.join(', ')}.\n`)
  process.exit(2)
}
process.stdout.write(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`,
)
for (const name of wanted.length > 0 ? wanted : known) {
  const file = join(folder, `${name}.ts`)
  if (!existsSync(file)) continue
  process.stdout.write(`\n== ${name}\n`)
  const bench: { run(): Promise<void> } = await import(file)
  await bench.run()
}
process.exit(0)
