/** `branchwatch serve`: the console for browsers alone, without a window of its own. */
import { resolve } from 'node:path'
import { dataFolder } from '../../folders.ts'
import { builtWeb, ensureBuild } from '../build.ts'
import { flag, text, whole, type Command } from '../command.ts'
import { knownScenario } from '../scenario.ts'
import { tellRunning } from '../running.ts'

export const DEMO_STATIONS = 300

export const command: Command = {
  options: {
    data: { type: 'string' },
    port: { type: 'string' },
    host: { type: 'string' },
    'open-access': { type: 'boolean' },
    demo: { type: 'string' },
    seed: { type: 'string' },
    scenario: { type: 'string' },
    json: { type: 'boolean' },
    verbose: { type: 'boolean' },
  },
  bare: { demo: String(DEMO_STATIONS) },
  async run(parsed, around) {
    const folder = resolve(text(parsed, 'data') ?? dataFolder(around.env, around.platform))
    const port = whole(parsed, 'port', 0, 65_535)
    const demo = whole(parsed, 'demo', 1, 5000)
    const seed = whole(parsed, 'seed', 0, 2_147_483_647)
    const scenario = knownScenario(text(parsed, 'scenario'))?.id
    const json = flag(parsed, 'json')
    const running = await tellRunning(folder, around, json)
    if (running !== null) return running
    await ensureBuild(around)
    const host = text(parsed, 'host') ?? '127.0.0.1'
    const openAccess = flag(parsed, 'open-access')
    const wish = { folder, host, openAccess, port, demo, seed, scenario, verbose: flag(parsed, 'verbose') }
    const { serveWeb } = await builtWeb(around.root)
    return serveWeb(wish, around, ({ url, link }) => {
      if (json) around.out(JSON.stringify({ url, link, pid: process.pid, folder }))
      else around.out(around.t('cli.serve.ready', { url, link }))
    })
  },
}
