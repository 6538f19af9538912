/** Puts the poller together: profiles, transport, one agent per device, and the scheduler that asks them. */
import { uptime } from 'node:os'
import { FALLBACK } from '../profiles/identify.ts'
import { loadProfiles } from '../profiles/load.ts'
import type { Profile } from '../profiles/schema.ts'
import { Transport } from '../snmp/transport.ts'
import { Agent } from './agent.ts'
import { Health } from './health.ts'
import type { CreatePoller, PollerEvents, PollTarget } from './poller.ts'
import { probeWith } from './probe.ts'
import { recordWith } from './record.ts'
import { Scheduler, type Pollable } from './scheduler.ts'
import { phaseOf } from './slots.ts'
import { Pace } from './pace.ts'
import { ScanRun } from './scan.ts'
import { IdentityWatch, spreadOf } from './watch.ts'

/** A silent host is asked for its ICMP refusal at the first silence and then this rarely. */
const REFUSAL_EVERY = 10

type Known = { readonly key: string; readonly target: PollTarget; readonly device: Pollable; readonly agent: Agent }

export const createPoller: CreatePoller = async ({ clock, events, seed = 0, ...options }) => {
  let profiles = options.profiles ?? loadProfiles().profiles
  const transport = new Transport(clock)
  const health = new Health({ clock, transport, scheduler: () => scheduler })
  const scheduler = new Scheduler({ clock, events: health.listening(events), seed, boot: () => uptime() * 1000 })
  let known = new Map<number, Known>()
  const scans = new Set<ScanRun>()
  let spreadMs = 0
  const polled = (key: string, target: PollTarget): Known => {
    const session = transport.session(target)
    const profile = chosen(target, profiles)
    const phase = phaseOf(target.deviceId, seed + 1)
    const agent = new Agent({
      session,
      profiles,
      profile,
      auto: target.profile === 'auto',
      mono: () => clock.mono(),
      complete: false,
      phase,
    })
    const watch = new IdentityWatch({
      ask: session,
      engine: () => session.line.engine?.id ?? null,
      profile: () => agent.profile,
      mono: () => clock.mono(),
      spreadMs,
      phase,
      onIdentity: (identity) => events.onIdentity?.({ deviceId: target.deviceId, identity }),
    })
    const device = {
      deviceId: target.deviceId,
      stationId: target.stationId,
      intervalMs: target.intervalSeconds * 1000,
      read: reader(target, agent, session, events, watch),
      close: () => session.close(),
    }
    return { key, target, device, agent }
  }
  return {
    set(targets) {
      const next: typeof known = new Map()
      spreadMs = spreadOf(targets.length)
      for (const target of targets) {
        const key = keyOf(target)
        const before = known.get(target.deviceId)
        next.set(target.deviceId, before?.key === key ? before : polled(key, target))
      }
      for (const id of known.keys()) if (!next.has(id)) health.forget(id)
      known = next
      scheduler.set([...next.values()].map((entry) => entry.device))
    },
    stats: () => scheduler.stats(),
    health: () => health.read(),
    exchange(deviceId) {
      const agent = known.get(deviceId)?.agent
      return agent ? { deviceId, ...health.of(deviceId), ...agent.talk() } : null
    },
    useProfiles(next) {
      const before = profiles
      profiles = next
      const fresh = [...next.values()].some((profile) => before.get(profile.id) !== profile)
      for (const [deviceId, { key, target, agent }] of known) {
        const { profile } = agent
        const auto = target.profile === 'auto'
        const same = profile !== null && next.get(profile.id) === profile && (auto || profile.id === target.profile)
        if (same && !(auto && profile.id === FALLBACK && fresh)) continue
        known.set(deviceId, polled(key, { ...target, profileInUse: null }))
      }
      scheduler.set([...known.values()].map((entry) => entry.device))
    },
    pollNow: (deviceId) => void scheduler.call(deviceId),
    probe: (target) => probeWith({ transport, profiles, mono: () => clock.mono() }, target),
    forget: (deviceId) => void known.delete(deviceId),
    scan(job) {
      const mono = (): number => clock.mono()
      const pace = new Pace(job.rate, mono)
      const run = new ScanRun({ open: (target) => transport.session(target), profiles, pace, waitMs: job.waitMs, mono }, job)
      scans.add(run)
      void run.over.then(() => scans.delete(run))
      return run
    },
    record: (target, options) => recordWith({ transport, profiles, mono: () => clock.mono() }, target, options),
    async close() {
      scheduler.close()
      await Promise.all([...scans].map((run) => run.end()))
      health.close()
      await transport.close()
    },
  }
}

/** What makes a device another one for the poller. The profile that 'auto' found is its own finding, not a change. */
const keyOf = (t: PollTarget): string =>
  JSON.stringify([t.stationId, t.host, t.port, t.secret, t.context, t.profile, t.intervalSeconds, t.timeoutMs, t.retries, t.elsewhere])

function chosen(target: PollTarget, profiles: ReadonlyMap<string, Profile>): string | null {
  const wanted = target.profile === 'auto' ? target.profileInUse : target.profile
  return wanted !== null && profiles.has(wanted) ? wanted : null
}

function reader(
  target: PollTarget,
  agent: Agent,
  session: { refused(): Promise<boolean> },
  events: PollerEvents,
  watch: IdentityWatch,
): Pollable['read'] {
  let silences = 0
  let refused = false
  return async () => {
    try {
      const { outcome, responseMs, readings, identified } = await agent.look()
      if (identified) {
        const { profile, sysObjectID, sysName } = identified
        events.onIdentified({
          deviceId: target.deviceId,
          profile: profile.id,
          sysObjectID: sysObjectID ?? '',
          sysName: sysName ?? '',
        })
      }
      if (outcome !== 'timeout') {
        silences = 0
        if (outcome === 'ok') await watch.after(readings)
        return { outcome, responseMs, readings }
      }
      if (silences % REFUSAL_EVERY === 0) refused = await session.refused()
      silences += 1
      return { outcome: refused ? 'refused' : 'timeout', responseMs: null, readings: [] }
    } catch {
      return { outcome: 'internal', responseMs: null, readings: [] }
    }
  }
}
