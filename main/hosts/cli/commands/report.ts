/** `branchwatch report uptime --month YYYY-MM`: the uptime of a month as a table, CSV or JSON. */
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { Month, type UptimeReport } from '../../../../shared/contract/reports.ts'
import { percent } from '../../../../shared/format/number.ts'
import { isRefusal } from '../../../../shared/model/refusal.ts'
import { asCsv, shownFolder, uptimeOf } from '../../../app/offline.ts'
import { dataFolder } from '../../folders.ts'
import { codeOf } from '../../problem.ts'
import { columns } from '../columns.ts'
import { EXIT, Failure, failure, flag, oneOf, text, usage, type Command, type Surroundings } from '../command.ts'
import { reasonOf } from '../reason.ts'

export const command: Command = {
  options: {
    data: { type: 'string' },
    month: { type: 'string' },
    format: { type: 'string' },
    by: { type: 'string' },
    'unreachable-is-down': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  words: [1, 1],
  wordName: 'uptime',
  async run(parsed, around) {
    const kind = parsed.positionals[0] ?? ''
    if (kind !== 'uptime') throw usage('reportKind', { given: kind })
    const month = text(parsed, 'month')
    if (month === undefined) throw usage('needsOption', { option: '--month' })
    if (!Month.safeParse(month).success) throw usage('month', { given: month })
    const format = oneOf(parsed, 'format', ['csv', 'json', 'text']) ?? (flag(parsed, 'json') ? 'json' : 'text')
    const scope = oneOf(parsed, 'by', ['stations', 'communes']) ?? 'stations'
    const root = resolve(text(parsed, 'data') ?? dataFolder(around.env, around.platform))
    const folder = shownFolder(root)
    if (folder === null) throw mayRead(root, around) ?? failure('report.noData', { folder: root })
    const report = uptimeOf(folder, { month, unreachableIsDown: flag(parsed, 'unreachable-is-down'), now: Date.now() })
    if (isRefusal(report)) throw new Failure(report.data.phrase)
    if (format === 'json') around.out(JSON.stringify(report))
    else if (format === 'csv') around.write(asCsv(report, around.locale, scope).text)
    else tell(report, scope, around)
    return EXIT.ok
  },
}

/** A folder that may not be looked into is not an empty one. */
function mayRead(folder: string, { t }: Surroundings): Failure | null {
  try {
    readdirSync(folder)
    return null
  } catch (problem) {
    const code = codeOf(problem)
    return code === 'ENOENT' ? null : failure('folder', { folder, reason: reasonOf(problem, t) })
  }
}

function tell(report: UptimeReport, scope: 'stations' | 'communes', { t, out, locale }: Surroundings): void {
  const share = (ratio: number | null) => (ratio === null ? t('cli.report.noValue') : percent(ratio, locale))
  const { total, month, stations } = report
  out(
    t('cli.report.head', {
      month,
      adjusted: share(total.adjusted),
      raw: share(total.raw),
      coverage: share(total.coverage),
      outages: total.outages,
      stations: stations.length,
    }),
  )
  const rows =
    scope === 'stations'
      ? stations.map((one) => ({ cells: [one.code, one.name, one.commune], availability: one.availability }))
      : report.communes.map((one) => ({ cells: [one.name, String(one.stations)], availability: one.availability }))
  for (const line of columns(
    rows.map(({ cells, availability: { adjusted, raw, coverage, outages } }) => [
      ...cells,
      share(adjusted),
      share(raw),
      share(coverage),
      String(outages),
    ]),
  ))
    out(`  ${line}`)
}
