/** `branchwatch record HOST[:PORT] --out FILE`: writes down all that a device says. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Root } from '../../../../shared/contract/recordings.ts'
import { MOST_ROWS } from '../../../../shared/format/recording.ts'
import { say } from '../../../../shared/i18n/words.ts'
import { recordOnce } from '../../../app/probe.ts'
import { untilSignal } from '../../ending.ts'
import { dataFolder } from '../../folders.ts'
import { codeOf } from '../../problem.ts'
import { EXIT, failure, flag, text, usage, whole, type Command, type Parsed, type Surroundings } from '../command.ts'
import { reasonOf } from '../reason.ts'
import { TARGET_OPTIONS, targetOf } from './probe.ts'

const PROGRESS_MS = 1000
const PAUSE_MS = 5

export const command: Command = {
  options: {
    ...TARGET_OPTIONS,
    out: { type: 'string' },
    root: { type: 'string' },
    anonymous: { type: 'boolean' },
    'max-rows': { type: 'string' },
    'max-minutes': { type: 'string' },
    json: { type: 'boolean' },
  },
  words: [1, 1],
  wordName: 'HOST[:PORT]',
  async run(parsed, around) {
    const { t, out, err } = around
    const target = targetOf(parsed)
    const file = text(parsed, 'out')
    if (file === undefined) throw usage('needsOption', { option: '--out' })
    const roots = rootsOf(parsed)
    const mostRows = whole(parsed, 'max-rows', 1, MOST_ROWS) ?? 250_000
    const mostMs = (whole(parsed, 'max-minutes', 1, 1440) ?? 30) * 60_000
    const root = resolve(text(parsed, 'data') ?? dataFolder(around.env, around.platform))
    const handle = create(file, around)
    const stop = new AbortController()
    void untilSignal().then(() => stop.abort())
    let toldAt = performance.now()
    const { end, outcome, rows, header } = await recordOnce(target, {
      roots,
      anonymous: flag(parsed, 'anonymous'),
      mostRows,
      mostMs,
      pauseMs: PAUSE_MS,
      now: Date.now,
      signal: stop.signal,
      profileFolders: [join(root, 'profiles')],
      write: (part) => void writeSync(handle, part),
      progress(now) {
        if (performance.now() - toldAt < PROGRESS_MS) return
        toldAt = performance.now()
        err(t('cli.record.progress', { rows: now.rows, oid: now.oid }))
      },
    }).finally(() => closeSync(handle))
    if (header === null) rmSync(file, { force: true })
    if (flag(parsed, 'json')) out(JSON.stringify({ end, outcome, rows, file: header === null ? null : file, header }))
    if (header === null) {
      const key = outcome === 'timeout' && target.secret.version === '3' ? 'timeoutUser' : outcome
      err(say(t, { key: `outcome.${key}`, params: { host: target.host, port: target.port } }))
      return EXIT.failed
    }
    err(t(`cli.record.end.${end}`))
    if (!flag(parsed, 'json')) {
      out(t('cli.record.done', { rows, file }))
      out(t('cli.record.how', { file }))
    }
    return end === 'failed' ? EXIT.failed : EXIT.ok
  },
}

function rootsOf(parsed: Parsed): string[] {
  const given = text(parsed, 'root')
  if (given === undefined) return []
  const roots = given.split(',').map((one) => Root.safeParse(one).data)
  if (roots.length > 20 || roots.includes(undefined)) throw failure('record.root', { given })
  return roots.filter((one) => one !== undefined)
}

/** A file that is there already may be the only walk of a customer's device. */
function create(file: string, { t }: Surroundings): number {
  try {
    return openSync(file, 'wx', 0o600)
  } catch (problem) {
    if (codeOf(problem) === 'EEXIST') throw failure('record.exists', { file })
    throw failure('record.noFile', { file, reason: reasonOf(problem, t) })
  }
}
