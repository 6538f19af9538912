/**
 * `npm run captures`: every row of ../shared/captures/expected.csv against `branchwatch probe --json`, one line per row; ends with 1 where one
 * disagrees. The walks are served by snmpsim where that is installed, else by the simulator's replay; `--own` takes the latter anyway.
 */
import { z } from 'zod'
import { columns } from '../../main/hosts/cli/columns.ts'
import { MetricKey, Quality } from '../../shared/model/metric.ts'
import { branchwatch } from '../support/branchwatch.ts'
import { capturesPresent, compare, expectedRows, serveCaptures, type Compared, type Read } from '../support/captures.ts'

const Probed = z.object({
  outcome: z.string(),
  device: z.object({ profile: z.string().nullable() }),
  readings: z.array(
    z.object({
      metric: MetricKey,
      oid: z.string(),
      raw: z.string().nullable(),
      value: z.number().nullable(),
      quality: Quality,
      unit: z.string(),
    }),
  ),
})

if (!capturesPresent()) {
  process.stderr.write('There are no captures: ../shared/captures/expected.csv is absent.\n')
  process.exit(2)
}

const served = await serveCaptures(process.argv.includes('--own') ? 'own replay' : undefined)
const rows = expectedRows()
const compared: Compared[] = []
try {
  const captures = [...new Set(rows.map(({ capture }) => capture))]
  // Two at a time: the walks are waiting, not work.
  const one = async (): Promise<void> => {
    for (let capture = captures.shift(); capture !== undefined; capture = captures.shift()) {
      const readings = await probe(capture)
      for (const row of rows) if (row.capture === capture) compared.push(compare(row, readings))
    }
  }
  await Promise.all([one(), one()])
} finally {
  await served.stop()
}

compared.sort((a, b) => rows.indexOf(a.row) - rows.indexOf(b.row))
const head = ['capture', 'metric', 'oid', 'expected', 'read', 'verdict']
const line = ({ row, read, right, why }: Compared): string[] => [
  row.capture,
  row.metric,
  row.oid,
  `${row.expected} ${row.unit}`.trim(),
  read,
  right ? 'right' : `WRONG: ${why}`,
]
for (const text of columns([head, ...compared.map(line)])) process.stdout.write(`${text}\n`)
const right = compared.filter((one) => one.right).length
process.stdout.write(`${right} of ${rows.length} rows right, ${rows.length - right} wrong (served by ${served.by}).\n`)
process.exitCode = right === rows.length ? 0 : 1

async function probe(capture: string): Promise<Read[]> {
  const { out, err } = await branchwatch(['probe', `127.0.0.1:${served.port}`, '--community', capture, '--json', '--timeout', '4000'])
  const read = Probed.safeParse(out === '' ? null : JSON.parse(out))
  if (read.success && read.data.outcome === 'ok') return read.data.readings
  process.stderr.write(`${capture}: ${err.trim() || 'no readings'}\n`)
  return []
}
