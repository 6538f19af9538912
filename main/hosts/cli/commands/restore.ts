/** `branchwatch restore BACKUP`: a backup in the place of the present data, or in an empty folder of another computer. */
import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { moment } from '../../../../shared/format/time.ts'
import { isRefusal } from '../../../../shared/model/refusal.ts'
import { RestoreHistory } from '../../../../shared/model/backup.ts'
import { restoreNow, restorePlan, type RestorePlan } from '../../../app/offline-backups.ts'
import { dataFolder } from '../../folders.ts'
import { askRunning } from '../../instance.ts'
import { EXIT, Failure, failure, flag, oneOf, text, usage, type Command, type Surroundings } from '../command.ts'

export const command: Command = {
  options: {
    data: { type: 'string' },
    only: { type: 'string' },
    history: { type: 'string' },
    yes: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  words: [1, 1],
  wordName: 'BACKUP',
  async run(parsed, around) {
    const root = resolve(text(parsed, 'data') ?? dataFolder(around.env, around.platform))
    const only = oneOf(parsed, 'only', ['operations', 'history'])
    const given = oneOf(parsed, 'history', RestoreHistory.options)
    if (only !== undefined && given !== undefined) throw usage('notWith', { option: '--history', other: '--only' })
    const history = only === 'operations' ? 'keep' : only === 'history' ? 'backup' : (given ?? null)
    const ask = {
      root,
      backup: parsed.positionals[0] ?? '',
      operations: only !== 'history',
      history,
      actor: userInfo().username,
      now: Date.now(),
    }
    const running = await askRunning(root, 'look')
    if (running) throw failure('restore.running', { pid: running.pid })
    const plan = restorePlan(ask)
    if (isRefusal(plan)) throw new Failure(plan.data.phrase)
    const json = flag(parsed, 'json')
    if (!json) tell(plan, ask.operations, around)
    if (plan.replaces && !flag(parsed, 'yes')) throw failure('restore.needsYes')
    const done = restoreNow(ask, plan)
    if (isRefusal(done)) throw new Failure(done.data.phrase)
    if (json)
      around.out(JSON.stringify({ folder: plan.folder, aside: done.aside, history: plan.history, credentialsShut: plan.credentialsShut }))
    else {
      around.out(around.t('cli.restore.done', { folder: plan.folder }))
      if (done.aside !== null) around.out(around.t('cli.restore.aside', { folder: done.aside }))
    }
    if (plan.credentialsShut) around.err(around.t('cli.restore.shut'))
    return EXIT.ok
  },
}

/** What is in it and what would be lost. */
function tell({ manifest, replaces, lost, history }: RestorePlan, operations: boolean, { t, locale, out }: Surroundings): void {
  const at = moment(manifest.at, locale)
  out(
    t('cli.restore.head', {
      at,
      branch: manifest.branchName,
      version: manifest.version,
      stations: manifest.operations?.rows['stations'] ?? 0,
      devices: manifest.operations?.rows['devices'] ?? 0,
    }),
  )
  if (replaces && operations) out(lost ? t('cli.restore.lost', { at, ...lost }) : t('cli.restore.lostUnknown', { at }))
  out(t(`cli.restore.history.${history}`))
}
