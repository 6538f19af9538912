/** `branchwatch discover RANGE…`: asks a network over SNMP and prints what answers, with the profile that fits. */
import { join, resolve } from 'node:path'
import { MOST_RATE } from '../../../../shared/model/discovery.ts'
import { Port, Secret } from '../../../../shared/model/device.ts'
import { say } from '../../../../shared/i18n/words.ts'
import { discover, planDiscover, type Discovered, type DiscoverWish } from '../../../app/discover.ts'
import { untilSignal } from '../../ending.ts'
import { dataFolder } from '../../folders.ts'
import { EXIT, fits, flag, oneOf, text, whole, type Command, type Parsed, type Surroundings } from '../command.ts'
import { columns } from '../columns.ts'
import { readSecret } from '../secret.ts'

const PROGRESS_MS = 5000
const MOST_WORDS = 1000

export const command: Command = {
  options: {
    version: { type: 'string' },
    community: { type: 'string' },
    user: { type: 'string' },
    auth: { type: 'string' },
    priv: { type: 'string' },
    ports: { type: 'string' },
    exclude: { type: 'string' },
    rate: { type: 'string' },
    timeout: { type: 'string' },
    yes: { type: 'boolean' },
    data: { type: 'string' },
    json: { type: 'boolean' },
  },
  words: [1, MOST_WORDS],
  wordName: 'RANGE',
  async run(parsed, around) {
    const { t, err } = around
    const wish = wishOf(parsed)
    const plan = planDiscover(wish, flag(parsed, 'yes'))
    if ('problem' in plan) {
      const remedy = plan.problem.key === 'error.scan.confirm' ? ` ${t('cli.discover.yes')}` : ''
      err(`${say(t, plan.problem)}${remedy}`)
      return EXIT.usage
    }
    const root = resolve(text(parsed, 'data') ?? dataFolder(around.env, around.platform))
    const stop = new AbortController()
    void untilSignal().then(() => stop.abort())
    const found: Discovered[] = []
    let done = 0
    let toldAt = performance.now()
    const events = {
      found: (one: Discovered) => void found.push(one),
      done(count: number) {
        done = count
        if (performance.now() - toldAt < PROGRESS_MS) return
        toldAt = performance.now()
        err(t('cli.discover.progress', { done: count, targets: plan.sweep.count, found: found.length }))
      },
    }
    const whole = await discover(wish, plan, events, { profileFolders: [join(root, 'profiles')], signal: stop.signal })
    if (flag(parsed, 'json')) around.out(JSON.stringify({ complete: whole, asked: done, found }))
    else tell(found, around)
    if (!whole) err(t('cli.discover.stopped', { done, targets: plan.sweep.count }))
    return whole ? EXIT.ok : EXIT.failed
  },
}

function wishOf(parsed: Parsed): DiscoverWish {
  const version = oneOf(parsed, 'version', ['1', '2c', '3']) ?? '2c'
  const ports = (text(parsed, 'ports') ?? '161').split(/[\s,;]+/).filter(Boolean)
  return {
    ranges: parsed.positionals.join('\n'),
    exclude: text(parsed, 'exclude') ?? '',
    ports: fits(
      Port.array().min(1).max(4),
      ports.map((port) => (/^\d+$/.test(port) ? Number(port) : port)),
      () => '--ports',
    ),
    secret: fits(Secret, readSecret(version, parsed), (path) => `--${path.split('.')[0]}`),
    rate: whole(parsed, 'rate', 1, MOST_RATE) ?? 200,
    waitMs: whole(parsed, 'timeout', 100, 10_000) ?? 1500,
  }
}

function tell(found: readonly Discovered[], { t, out }: Surroundings): void {
  out(t('cli.discover.found', { count: found.length }))
  const rows = found.map(({ host, port, state, profile, identity }) => [
    port === 161 ? host : `${host.includes(':') ? `[${host}]` : host}:${port}`,
    t(`cli.discover.state.${state}`),
    profile ?? '—',
    identity.sysName ?? '—',
    identity.serial ?? '',
    (identity.sysDescr ?? '').slice(0, 60),
  ])
  for (const line of columns(rows)) out(`  ${line}`)
}
