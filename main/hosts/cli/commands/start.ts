/** `branchwatch start`, which is `npm start`: the window where there can be one, else the same console in the browser. */
import { BARE, BRANCH_OPTIONS, readBranch } from '../branch.ts'
import { openBrowser } from '../browser.ts'
import { builtWeb, ensureBuild } from '../build.ts'
import { flag, type Command, type Surroundings } from '../command.ts'
import { fetchElectron, findElectron, windowHindrance } from '../electron.ts'
import { tellRunning } from '../running.ts'
import { openWindow } from '../window.ts'

export const command: Command = {
  options: { ...BRANCH_OPTIONS, browser: { type: 'boolean' }, 'no-open': { type: 'boolean' } },
  bare: BARE,
  async run(parsed, around) {
    const { port, verbose, ...branch } = readBranch(parsed, around)
    const { folder } = branch
    const running = await tellRunning(folder, around, false)
    if (running !== null) return running
    await ensureBuild(around)
    const asked = flag(parsed, 'browser') || around.env.BRANCHWATCH_HOST === 'web'
    const electron = asked ? null : await windowRuntime(around)
    if (electron !== null) {
      const code = await openWindow(electron, branch, around)
      if (code !== null) return code
      around.err(around.t('cli.start.windowFailed'))
    }
    const wish = { ...branch, host: '127.0.0.1', port, verbose }
    const { serveWeb } = await builtWeb(around.root)
    return serveWeb(wish, around, ({ url, link, newLink }) => {
      around.out(around.t('cli.serve.ready', { url, link }))
      if (!flag(parsed, 'no-open')) openBrowser(newLink(), around.env, around.platform)
    })
  },
}

/** Electron's executable, fetched if need be; null after saying in one line why there is no window. */
async function windowRuntime(around: Surroundings): Promise<string | null> {
  const { root, env, platform, t, err } = around
  const hindrance = windowHindrance(env, platform, process.getuid?.())
  if (hindrance !== null) {
    err(t(`cli.start.${hindrance}` as never))
    return null
  }
  const present = findElectron(root, env, platform)
  if (present !== null) return present
  err(t('cli.start.fetching'))
  const reason = await fetchElectron(root, Date.now())
  const fetched = reason === null ? findElectron(root, env, platform) : null
  if (fetched === null) err(t('cli.start.notFetched', { reason: reason ?? 'not found' }))
  return fetched
}
