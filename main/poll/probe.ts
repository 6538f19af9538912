/** Reads a device once and says everything about it: for "test now" and the command line. */
import type { ProbeResult } from '../../shared/contract/devices.ts'
import type { Outcome } from '../../shared/model/device.ts'
import { metric } from '../../shared/model/metric.ts'
import { loadProfiles } from '../profiles/load.ts'
import type { Profile } from '../profiles/schema.ts'
import { Transport } from '../snmp/transport.ts'
import { Agent, type Identity } from './agent.ts'
import type { ProbeTarget } from './poller.ts'

export type ProbeParts = { transport: Transport; profiles: ReadonlyMap<string, Profile>; mono: () => number }

/** The profiles that count, else those of the folders beside the shipped ones. */
export type ProbeOptions = {
  readonly profiles?: ReadonlyMap<string, Profile>
  readonly profileFolders?: string[]
  /** The profile that the device would get by itself. */
  readonly onIdentified?: (profile: Profile) => void
}

/** A rate needs two looks, this far apart. */
const SECOND_LOOK_MS = 1100

/** Opens a transport of its own, reads once, closes it. */
export async function probeOnce(target: ProbeTarget, options: ProbeOptions = {}): Promise<ProbeResult> {
  const mono = (): number => performance.now()
  const transport = new Transport({ mono })
  const profiles = options.profiles ?? loadProfiles(options.profileFolders).profiles
  try {
    return await probeWith({ transport, profiles, mono }, target, options.onIdentified)
  } finally {
    await transport.close()
  }
}

export async function probeWith(
  { transport, profiles, mono }: ProbeParts,
  target: ProbeTarget,
  onIdentified?: ProbeOptions['onIdentified'],
): Promise<ProbeResult> {
  const session = transport.session(target)
  const answer = (outcome: Outcome, more: Partial<ProbeResult>, identity: Identity | null): ProbeResult => ({
    outcome,
    phrase: {
      key: outcome === 'timeout' && target.secret.version === '3' ? 'outcome.timeoutUser' : `outcome.${outcome}`,
      params: { host: target.host, port: target.port },
    },
    responseMs: null,
    device: {
      sysObjectID: identity?.sysObjectID ?? null,
      sysName: identity?.sysName ?? null,
      sysDescr: identity?.sysDescr ?? null,
      profile: identity?.profile.id ?? null,
      verified: identity?.profile.verified ?? null,
    },
    readings: [],
    ...more,
  })
  try {
    const asker = new Agent({ session, profiles, profile: null, auto: false, mono, complete: true, phase: 0 })
    const identified = await asker.identify()
    if (identified.outcome !== 'ok') {
      const refused = identified.outcome === 'timeout' && (await session.refused())
      return answer(refused ? 'refused' : identified.outcome, {}, null)
    }
    onIdentified?.(identified.value.profile)
    const wanted = target.profile === 'auto' ? undefined : profiles.get(target.profile)
    const identity = { ...identified.value, profile: wanted ?? identified.value.profile }
    const agent = new Agent({ session, profiles, profile: identity.profile.id, auto: false, mono, complete: true, phase: 0 })
    let look = await agent.look()
    if (look.outcome === 'ok' && identity.profile.tables.some((t) => t.readings.some((r) => r.rate))) {
      await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS))
      look = await agent.look()
    }
    const readings = look.readings.map((reading) => ({ ...reading, unit: metric(reading.metric).unit }))
    return answer(look.outcome, { responseMs: look.responseMs, readings }, identity)
  } catch {
    return answer('internal', {}, null)
  } finally {
    session.close()
  }
}
