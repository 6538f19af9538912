/** `branchwatch export --from … --to … --out FILE`: samples of a period as CSV or Parquet. */
import { existsSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { number } from '../../../../shared/format/number.ts'
import { dayOf, startOfDay } from '../../../../shared/format/time.ts'
import { isRefusal } from '../../../../shared/model/refusal.ts'
import { ExportFormat, ExportLevel } from '../../../../shared/model/export.ts'
import { metric, MetricKey } from '../../../../shared/model/metric.ts'
import { Day } from '../../../../shared/model/station.ts'
import { exportOffline } from '../../../app/offline-export.ts'
import { shownFolder } from '../../../app/offline.ts'
import { untilSignal } from '../../ending.ts'
import { dataFolder } from '../../folders.ts'
import { EXIT, Failure, failure, flag, oneOf, text, usage, type Command, type Parsed } from '../command.ts'
import { versionOf } from '../version.ts'

const PROGRESS_MS = 1000

export const command: Command = {
  options: {
    data: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    station: { type: 'string' },
    commune: { type: 'string' },
    metric: { type: 'string' },
    resolution: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(parsed, around) {
    const { t, out, err, env, platform, locale } = around
    const [from, to] = [moment(parsed, 'from'), moment(parsed, 'to')]
    if (to <= from) throw usage('period', { from: text(parsed, 'from') ?? '', to: text(parsed, 'to') ?? '' })
    const given = text(parsed, 'out')
    if (given === undefined) throw usage('needsOption', { option: '--out' })
    const file = resolve(given)
    const format = oneOf(parsed, 'format', ExportFormat.options) ?? (extname(file).toLowerCase() === '.parquet' ? 'parquet' : 'csv')
    const resolution = oneOf(parsed, 'resolution', ['auto', ...ExportLevel.options] as const) ?? 'auto'
    const [stations, communes] = [list(parsed, 'station'), list(parsed, 'commune')]
    if (stations.length > 0 && communes.length > 0) throw usage('oneScope')
    const metrics = metricsOf(list(parsed, 'metric'))
    if (existsSync(file)) throw failure('export.exists', { file })
    const root = resolve(text(parsed, 'data') ?? dataFolder(env, platform))
    const folder = shownFolder(root)
    if (folder === null) throw failure('report.noData', { folder: root })

    let ended = false
    void untilSignal().then(() => (ended = true))
    let toldAt = performance.now()
    const done = await exportOffline({
      folder,
      request: { metrics, from, to, resolution, format, locale },
      stations,
      communes,
      out: file,
      version: versionOf(around.root),
      ended: () => ended,
      onProgress({ done: at, total }) {
        if (performance.now() - toldAt < PROGRESS_MS) return
        toldAt = performance.now()
        err(t('cli.export.progress', { percent: total === 0 ? 0 : Math.floor((at / total) * 100) }))
      },
    })
    if (done === null) throw failure('export.ended')
    if (isRefusal(done)) throw new Failure(done.data.phrase)
    if (flag(parsed, 'json')) out(JSON.stringify({ file, format, from, to, ...done }))
    else
      out(
        t('cli.export.done', { file, rows: number(done.rows, locale), megabytes: number(done.bytes / 1e6, locale, 1), level: done.level }),
      )
    if (done.harmed > 0) err(t('cli.export.harmed', { count: done.harmed }))
    return done.harmed > 0 ? EXIT.failed : EXIT.ok
  },
}

/** A day at +07 (its beginning) or a moment of one: 2026-11-01, 2026-11-01T06:30. */
function moment(parsed: Parsed, name: string): number {
  const given = text(parsed, name)
  if (given === undefined) throw usage('needsOption', { option: `--${name}` })
  const [day = '', clock = '00:00', ...more] = given.split(/[T ]/)
  const minutes = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock)
  const begin = Day.safeParse(day).success ? startOfDay(day) : Number.NaN
  // The 31st of a month that has 30 days would be another day.
  if (more.length > 0 || !minutes || !Number.isFinite(begin) || dayOf(begin) !== day) throw usage('moment', { option: `--${name}`, given })
  return begin + (Number(minutes[1]) * 60 + Number(minutes[2])) * 60_000
}

function list(parsed: Parsed, name: string): string[] {
  const given = text(parsed, name)
  const words = (given ?? '').split(',').map((word) => word.trim())
  if (given !== undefined && words.includes('')) throw usage('emptyWord', { option: `--${name}`, given })
  return given === undefined ? [] : words
}

/** Metrics by their keys, or all of a group. */
function metricsOf(words: readonly string[]): MetricKey[] {
  const groups = new Set(MetricKey.options.map((key) => metric(key).group))
  return words.flatMap((word): MetricKey[] => {
    const found = MetricKey.options.filter((key) => key === word || metric(key).group === word)
    if (found.length === 0) throw usage('metric', { given: word, groups: [...groups].join(', ') })
    return found
  })
}
