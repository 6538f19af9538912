/** `branchwatch profile check FILE…` and `branchwatch profile try FILE HOST[:PORT]`: for whoever writes a device profile. */
import { metric } from '../../../../shared/model/metric.ts'
import { clip } from '../../../../shared/format/plain.ts'
import { say } from '../../../../shared/i18n/words.ts'
import { checkFiles, tryFile, type FileReport, type ProfileIssue, type Tried } from '../../../app/profile-file.ts'
import { EXIT, flag, usage, type Command, type Parsed, type Surroundings } from '../command.ts'
import { columns } from '../columns.ts'
import { shown, TARGET_OPTIONS, targetOf } from './probe.ts'

/** Width of a column at most: a device may send text as long as it likes. */
const MOST_CELL = 40
const MOST_FILES = 100

const { profile: _, data: __, ...ASKING } = TARGET_OPTIONS

export const command: Command = {
  options: { ...ASKING, json: { type: 'boolean' } },
  words: [2, MOST_FILES + 1],
  wordName: 'check|try FILE',
  run(parsed, around) {
    const [what = '', ...words] = parsed.positionals
    if (what === 'check') return check(words, parsed, around)
    if (what === 'try') return tryOn(words, parsed, around)
    throw usage('choice', { option: 'profile', given: what, choices: 'check, try' })
  },
}

async function check(files: readonly string[], parsed: Parsed, around: Surroundings): Promise<number> {
  const stray = Object.keys(ASKING).find((name) => parsed.values[name] !== undefined)
  if (stray) throw usage('onlyWith', { option: `--${stray}`, other: 'profile try' })
  const reports = checkFiles(files)
  if (flag(parsed, 'json')) around.out(JSON.stringify({ files: reports.map((report) => forScripts(report, around)) }))
  else reports.forEach((report) => tellReport(report, around))
  return reports.every(({ issues }) => issues.length === 0) ? EXIT.ok : EXIT.failed
}

async function tryOn(words: readonly string[], parsed: Parsed, around: Surroundings): Promise<number> {
  const [file = '', host] = words
  if (host === undefined) throw usage('missingWord', { word: 'HOST[:PORT]' })
  if (words.length > 2) throw usage('unexpected', { word: words[2] ?? '' })
  const tried = await tryFile(file, targetOf({ ...parsed, positionals: [host] }))
  const { report, result } = tried
  if (flag(parsed, 'json')) around.out(JSON.stringify(triedForScripts(tried, around)))
  else {
    tellReport(report, around)
    if (result?.outcome === 'ok') tellTried(tried, around)
  }
  if (result?.outcome === 'ok') return EXIT.ok
  if (result) around.err(say(around.t, result.phrase))
  return EXIT.failed
}

const sentence = (issue: ProfileIssue, { t }: Surroundings): string => say(t, issue.phrase)

function forScripts({ file, profile, issues }: FileReport, around: Surroundings) {
  const told = issues.map((issue) => ({ line: issue.line, field: issue.field, message: sentence(issue, around) }))
  return { file, ok: issues.length === 0, profile, issues: told }
}

function triedForScripts({ report, result, recognised, silent }: Tried, around: Surroundings) {
  const { outcome = null, responseMs = null, device = null, readings = [] } = result ?? {}
  return { ...forScripts(report, around), outcome, responseMs, device, recognised, readings, silent }
}

/** Problems as `file:line: field: sentence`, as compilers say them; else what the profile gives. */
function tellReport({ file, profile, issues }: FileReport, around: Surroundings): void {
  const { t, out } = around
  for (const issue of issues) {
    out(`${file}:${issue.line}: ${issue.field === '' ? '' : `${clip(issue.field, 80)}: `}${sentence(issue, around)}`)
  }
  if (!profile || issues.length > 0) return
  const { id, name, vendor, readings, tables, traps, metrics } = profile
  out(`${file}: ${t('cli.profile.ok', { name, id, vendor })}`)
  out(`  ${t('cli.profile.gives', { readings: String(readings), tables: String(tables.length), traps: String(traps) })}`)
  out(`  ${t(profile.verified ? 'cli.profile.verified' : 'cli.profile.unverified', { with: profile.verifiedWith ?? '' })}`)
  if (profile.replaces) out(`  ${t('cli.profile.replaces')}`)
  if (profile.match.length === 0 && !profile.fallback) out(`  ${t('cli.profile.noMatch')}`)
  if (profile.note) out(`  ${profile.note[around.locale]}`)
  out(`  ${metrics.join(', ')}`)
}

function tellTried({ report, result, recognised, silent }: Tried, { t, out }: Surroundings): void {
  if (!result || !report.profile) return
  const { device, readings, responseMs } = result
  const ours = recognised === report.profile.id
  out('')
  out(t('cli.profile.device', { name: clip(device.sysName ?? '—', 80), oid: device.sysObjectID ?? '—' }))
  out(t(ours ? 'cli.profile.recognised' : 'cli.profile.otherwise', { profile: recognised ?? '—' }))
  out(t('cli.probe.answered', { ms: String(Math.round(responseMs ?? 0)), count: String(readings.length) }))
  const rows = readings.map((reading) => [
    reading.metric,
    clip([reading.instance, reading.label].filter(Boolean).join(' '), MOST_CELL),
    reading.oid,
    clip(reading.raw ?? '—', MOST_CELL),
    shown(reading),
    metric(reading.metric).unit,
    reading.quality,
  ])
  for (const line of columns(rows)) out(`  ${line}`)
  if (silent.length === 0) return
  out(t('cli.profile.silent', { count: String(silent.length) }))
  for (const oid of silent) out(`  ${oid}`)
}
