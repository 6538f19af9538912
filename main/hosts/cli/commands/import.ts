/** `branchwatch import FILE.csv`: takes stations and devices into the own branch, or says what it would do. */
import { readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import type { ImportRow } from '../../../../shared/contract/imports.ts'
import { isRefusal } from '../../../../shared/model/refusal.ts'
import { say } from '../../../../shared/i18n/words.ts'
import { importFile, type Imported } from '../../../app/offline.ts'
import { dataFolder } from '../../folders.ts'
import { askRunning } from '../../instance.ts'
import { EXIT, Failure, failure, flag, text, type Command, type Surroundings } from '../command.ts'
import { reasonOf } from '../reason.ts'

const LARGEST = 8_000_000

export const command: Command = {
  options: {
    data: { type: 'string' },
    'dry-run': { type: 'boolean' },
    'create-places': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  words: [1, 1],
  wordName: 'FILE.csv',
  async run(parsed, around) {
    const root = resolve(text(parsed, 'data') ?? dataFolder(around.env, around.platform))
    const content = readText(parsed.positionals[0] ?? '', around)
    const running = await askRunning(root, 'look')
    if (running) throw failure('import.running', { pid: running.pid })
    const actor = { name: userInfo().username, role: 'admin' as const }
    const createPlaces = flag(parsed, 'create-places')
    const done = importFile({ root, text: content, createPlaces, dryRun: flag(parsed, 'dry-run'), actor, now: Date.now() })
    if (isRefusal(done)) throw new Failure(done.data.phrase)
    if (flag(parsed, 'json'))
      around.out(JSON.stringify({ ...done.plan, rows: done.plan.rows.map((row) => spoken(row, around)), written: done.written }))
    else tell(done, around)
    if (done.plan.problem) throw new Failure(done.plan.problem)
    return done.plan.refused > 0 ? EXIT.failed : EXIT.ok
  },
}

function readText(file: string, { t }: Surroundings): string {
  try {
    if (statSync(file).size > LARGEST) throw failure('import.tooLarge', { file })
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file))
  } catch (problem) {
    if (problem instanceof Failure) throw problem
    if (problem instanceof TypeError) throw failure('import.notText', { file })
    throw failure('import.noFile', { file, reason: reasonOf(problem, t) })
  }
}

/** The row with its sentences put into words, for scripts as for people. */
function spoken(row: ImportRow, { t }: Surroundings) {
  return {
    ...row,
    issues: row.issues.map(({ path, phrase }) => ({ path, key: phrase.key, text: say(t, phrase) })),
    notes: row.notes.map((phrase) => ({ key: phrase.key, text: say(t, phrase) })),
  }
}

function tell({ plan, written }: Imported, around: Surroundings): void {
  const { t, out, err } = around
  for (const row of plan.rows) {
    if (row.action === 'same') continue
    const line = t('cli.import.line', { line: row.line, action: t(`cli.import.action.${row.action}`), subject: row.subject })
    const { issues, notes } = spoken(row, around)
    const more = [
      ...row.changes.map(({ field, before, after }) => `${field}: ${before || '—'} → ${after || '—'}`),
      ...notes.map((note) => note.text),
      ...issues.map((issue) => `${issue.path}: ${issue.text}`),
    ]
    const said = more.length === 0 ? line : `${line} (${more.join('; ')})`
    if (row.action === 'refuse') err(said)
    else out(said)
  }
  if (plan.problem) return
  const { created, changed, same, refused } = plan
  out(t('cli.import.total', { created, changed, same, refused }))
  out(written ? t('cli.import.written', written) : t('cli.import.dry'))
}
