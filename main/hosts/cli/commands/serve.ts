/** `branchwatch serve`: the console for browsers alone, without a window of its own. */
import { BARE, BRANCH_OPTIONS, readBranch } from '../branch.ts'
import { builtWeb, ensureBuild } from '../build.ts'
import { flag, text, type Command } from '../command.ts'
import { tellRunning } from '../running.ts'

export const command: Command = {
  options: { ...BRANCH_OPTIONS, host: { type: 'string' }, 'open-access': { type: 'boolean' }, json: { type: 'boolean' } },
  bare: BARE,
  async run(parsed, around) {
    const branch = readBranch(parsed, around)
    const { folder } = branch
    const json = flag(parsed, 'json')
    const running = await tellRunning(folder, around, json)
    if (running !== null) return running
    await ensureBuild(around)
    const wish = { ...branch, host: text(parsed, 'host') ?? '127.0.0.1', openAccess: flag(parsed, 'open-access') }
    const { serveWeb } = await builtWeb(around.root)
    return serveWeb(wish, around, ({ url, link }) => {
      if (json) around.out(JSON.stringify({ url, link, pid: process.pid, folder }))
      else around.out(around.t('cli.serve.ready', { url, link }))
    })
  },
}
