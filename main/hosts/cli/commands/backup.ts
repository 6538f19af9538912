/** `branchwatch backup`: a backup now, beside a running console as well. */
import { resolve } from 'node:path'
import { bytes } from '../../../../shared/format/bytes.ts'
import { isRefusal } from '../../../../shared/model/refusal.ts'
import { say } from '../../../../shared/i18n/words.ts'
import { shownFolder } from '../../../app/offline.ts'
import { backUp } from '../../../app/offline-backups.ts'
import { dataFolder } from '../../folders.ts'
import { askRunning } from '../../instance.ts'
import { EXIT, Failure, failure, flag, text, type Command } from '../command.ts'
import { versionOf } from '../version.ts'

export const command: Command = {
  options: { data: { type: 'string' }, to: { type: 'string' }, 'no-history': { type: 'boolean' }, json: { type: 'boolean' } },
  async run(parsed, around) {
    const root = resolve(text(parsed, 'data') ?? dataFolder(around.env, around.platform))
    const folder = shownFolder(root)
    if (folder === null) throw failure('report.noData', { folder: root })
    const to = text(parsed, 'to')
    const made = await backUp({
      folder,
      to: to === undefined ? null : resolve(to),
      history: !flag(parsed, 'no-history'),
      version: versionOf(around.root),
      paced: (await askRunning(root, 'look')) !== null,
      now: Date.now(),
    })
    if (isRefusal(made)) throw new Failure(made.data.phrase)
    const { manifest, trouble } = made
    const size = (manifest.operations?.bytes ?? 0) + (manifest.history?.bytes ?? 0)
    if (flag(parsed, 'json'))
      around.out(JSON.stringify({ folder: made.folder, bytes: size, manifest, trouble: trouble && say(around.t, trouble) }))
    else
      around.out(
        around.t(manifest.history ? 'cli.backup.whole' : 'cli.backup.operations', {
          folder: made.folder,
          size: bytes(size, around.locale),
        }),
      )
    if (manifest.keyFile) around.err(around.t('cli.backup.key'))
    if (trouble) throw new Failure(trouble)
    return EXIT.ok
  },
}
