/** `branchwatch start`, which is `npm start`: the window where there can be one, else the same console in the browser. */
import { resolve } from 'node:path'
import { dataFolder } from '../../folders.ts'
import { openBrowser } from '../browser.ts'
import { builtWeb, ensureBuild } from '../build.ts'
import { flag, text, whole, type Command, type Surroundings } from '../command.ts'
import { fetchElectron, findElectron, windowHindrance } from '../electron.ts'
import { knownScenario } from '../scenario.ts'
import { tellRunning } from '../running.ts'
import { openWindow } from '../window.ts'
import { DEMO_STATIONS } from './serve.ts'

export const command: Command = {
  options: {
    data: { type: 'string' },
    port: { type: 'string' },
    demo: { type: 'string' },
    seed: { type: 'string' },
    scenario: { type: 'string' },
    browser: { type: 'boolean' },
    'no-open': { type: 'boolean' },
    verbose: { type: 'boolean' },
  },
  bare: { demo: String(DEMO_STATIONS) },
  async run(parsed, around) {
    const folder = resolve(text(parsed, 'data') ?? dataFolder(around.env, around.platform))
    const port = whole(parsed, 'port', 0, 65_535)
    const demo = whole(parsed, 'demo', 1, 5000)
    const seed = whole(parsed, 'seed', 0, 2_147_483_647)
    const scenario = knownScenario(text(parsed, 'scenario'))?.id
    const running = await tellRunning(folder, around, false)
    if (running !== null) return running
    await ensureBuild(around)
    const asked = flag(parsed, 'browser') || around.env.BRANCHWATCH_HOST === 'web'
    const electron = asked ? null : await windowRuntime(around)
    if (electron !== null) {
      const code = await openWindow(electron, { folder, demo, seed, scenario }, around)
      if (code !== null) return code
      around.err(around.t('cli.start.windowFailed'))
    }
    const wish = { folder, host: '127.0.0.1', port, demo, seed, scenario, verbose: flag(parsed, 'verbose') }
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
