/** `branchwatch probe HOST[:PORT]`: identifies a device, chooses its profile and prints every reading. */
import { resolve } from 'node:path'
import { DeviceInput, Host, Secret } from '../../../../shared/model/device.ts'
import { metric } from '../../../../shared/model/metric.ts'
import type { ProbeResult } from '../../../../shared/contract/devices.ts'
import { clip } from '../../../../shared/format/plain.ts'
import { say } from '../../../../shared/i18n/words.ts'
import { issueSentences, probeOnce, profilesOf, type ProbeTarget } from '../../../app/probe.ts'
import { dataFolder } from '../../folders.ts'
import { EXIT, fits, flag, oneOf, text, usage, whole, type Command, type Parsed, type Surroundings } from '../command.ts'
import { columns } from '../columns.ts'
import { readSecret } from '../secret.ts'

/** Width of a column at most: a device may name its rows as it likes. */
const MOST_CELL = 40

/** What says whom to ask and how. */
export const TARGET_OPTIONS = {
  version: { type: 'string' },
  community: { type: 'string' },
  user: { type: 'string' },
  auth: { type: 'string' },
  priv: { type: 'string' },
  context: { type: 'string' },
  profile: { type: 'string' },
  data: { type: 'string' },
  timeout: { type: 'string' },
  retries: { type: 'string' },
} as const

export const command: Command = {
  options: { ...TARGET_OPTIONS, json: { type: 'boolean' } },
  words: [1, 1],
  wordName: 'HOST[:PORT]',
  async run(parsed, around) {
    const target = targetOf(parsed)
    const root = resolve(text(parsed, 'data') ?? dataFolder(around.env, around.platform))
    const { profiles, issues, folders } = profilesOf(root)
    for (const phrases of issues.map(issueSentences)) around.err(phrases.map((phrase) => say(around.t, phrase)).join(' '))
    if (target.profile !== 'auto' && !profiles.has(target.profile))
      throw usage('profile', { given: target.profile, profiles: [...profiles.keys()].join(', ') })
    const result = await probeOnce(target, { profileFolders: folders })
    if (flag(parsed, 'json')) around.out(JSON.stringify(forScripts(result)))
    else if (result.outcome === 'ok') tell(result, around)
    if (result.outcome === 'ok') return EXIT.ok
    around.err(say(around.t, result.phrase))
    return EXIT.failed
  },
}

export function targetOf(parsed: Parsed): ProbeTarget {
  const { host, port } = readAddress(parsed.positionals[0] ?? '')
  const version = oneOf(parsed, 'version', ['1', '2c', '3']) ?? '2c'
  return {
    host,
    port,
    secret: fits(Secret, readSecret(version, parsed), (path) => `--${path.split('.')[0]}`),
    context: fits(DeviceInput.shape.context, text(parsed, 'context') ?? '', () => '--context'),
    profile: text(parsed, 'profile') ?? 'auto',
    timeoutMs: whole(parsed, 'timeout', 100, 60_000) ?? 2000,
    retries: whole(parsed, 'retries', 0, 10) ?? 1,
  }
}

/** `host`, `host:port`, `::1` and `[::1]:port`. */
export function readAddress(given: string): { host: string; port: number } {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(given)
  const plain = /^([^:]+)(?::(\d+))?$/.exec(given)
  const parts = bracketed ?? plain
  const host = parts?.[1] ?? given
  const port = parts?.[2] === undefined ? 161 : Number(parts[2])
  const many = parts === null && given.split(':').length > 2
  if ((parts === null && !many) || !Host.safeParse(host).success || port < 1 || port > 65_535) throw usage('address', { given })
  return { host, port }
}

/** What `--json` prints; a value that is not there is null and says why in its quality. */
function forScripts({ outcome, responseMs, device, readings }: ProbeResult) {
  return {
    outcome,
    responseMs,
    device,
    readings: readings.map(({ metric, instance, label, oid, raw, value, unit, quality }) => ({
      metric,
      instance,
      label,
      oid,
      raw,
      value,
      unit,
      quality,
    })),
  }
}

/** A state by its number and its name, as the catalogue has it. */
export function shown({ metric: key, value }: ProbeResult['readings'][number]): string {
  if (value === null) return '—'
  const name = metric(key).states?.[value]
  return name === undefined ? String(value) : `${value} ${name}`
}

function tell({ device, readings, responseMs }: ProbeResult, { t, out }: Surroundings): void {
  out(
    t('cli.probe.device', {
      name: clip(device.sysName ?? '—', 80),
      description: clip((device.sysDescr ?? '—').replace(/\s+/g, ' '), 255),
      oid: device.sysObjectID ?? '—',
      profile: device.profile ?? t('cli.probe.noProfile'),
      verified: t(device.verified ? 'cli.probe.verified' : 'cli.probe.unverified'),
    }),
  )
  out(t('cli.probe.answered', { ms: String(Math.round(responseMs ?? 0)), count: String(readings.length) }))
  if (readings.length === 0) out(t('cli.probe.none'))
  for (const line of columns(
    readings.map((reading) => [
      reading.metric,
      clip(reading.instance, MOST_CELL),
      clip(reading.label, MOST_CELL),
      shown(reading),
      reading.unit,
      reading.quality,
    ]),
  ))
    out(`  ${line}`)
}
