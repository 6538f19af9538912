/** A profile that builds on another takes over its readings, tables, traps and identity; its own come first. Pure. */
import type { Profile } from './schema.ts'

type Inherited = { readonly profile: Profile } | { readonly problem: 'noBase' | 'circle'; readonly names: string }

/** `find` gives the profile that another names, as it was written. */
export function inherit(profile: Profile, find: (id: string, by: Profile) => Profile | undefined): Inherited {
  const chain = [profile]
  for (let last = profile; last.extends !== undefined;) {
    const base = find(last.extends, last)
    if (!base) return { problem: 'noBase', names: last.extends }
    if (chain.includes(base)) return { problem: 'circle', names: [...chain, base].map(({ id }) => id).join(' → ') }
    chain.push(base)
    last = base
  }
  return { profile: chain.slice(1).reduce(joined, profile) }
}

function joined(profile: Profile, base: Profile): Profile {
  const own = new Set(profile.readings.map((r) => `${r.metric}|${r.instance}`))
  return {
    ...profile,
    identity: {
      serial: profile.identity.serial ?? base.identity.serial,
      hardware: profile.identity.hardware ?? base.identity.hardware,
      firmware: profile.identity.firmware ?? base.identity.firmware,
    },
    readings: [...profile.readings, ...base.readings.filter((r) => !own.has(`${r.metric}|${r.instance}`))],
    tables: [...profile.tables, ...base.tables],
    traps: [...profile.traps, ...base.traps],
  }
}
