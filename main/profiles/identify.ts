/** Chooses the profile of a device: by sysObjectID, then by objects that only one family has. Pure. */
import type { Profile } from './schema.ts'

export const FALLBACK = 'generic'

type Candidate = { profile: Profile; probe: string | null; under: string | null }

/** What must be asked of the device before the choice can be made. */
export type Question = { readonly probes: string[]; readonly unders: string[]; readonly candidates: readonly Candidate[] }

const covers = (prefix: string, oid: string): boolean => oid === prefix || oid.startsWith(`${prefix}.`)

/** The candidates for a sysObjectID, best first; one that is missing or says nothing ("0.0", text) leaves the probes alone. */
export function questionFor(profiles: Iterable<Profile>, sysObjectID: string | null): Question {
  const ranked: (Candidate & { rank: number })[] = []
  const oid = sysObjectID?.replace(/^\./, '') ?? ''
  for (const profile of profiles) {
    for (const match of profile.match) {
      const probing = match.probe !== undefined || match.under !== undefined
      const known = match.sysObjectID !== undefined && covers(match.sysObjectID, oid)
      // Without a usable sysObjectID every family that can be probed for is asked after.
      if (!known && !(probing && (match.sysObjectID === undefined || !oid.startsWith('1.3.6.1.')))) continue
      const rank = (known ? (match.sysObjectID?.length ?? 0) * 2 : 0) + (probing ? 1 : 0)
      ranked.push({ profile, probe: match.probe ?? null, under: match.under ?? null, rank })
    }
  }
  ranked.sort((a, b) => b.rank - a.rank || a.profile.id.localeCompare(b.profile.id))
  // A sure match needs no question, nor does anything after it.
  const sure = ranked.findIndex((c) => c.probe === null && c.under === null)
  const candidates = sure < 0 ? ranked : ranked.slice(0, sure + 1)
  return {
    probes: [...new Set(candidates.flatMap((c) => c.probe ?? []))],
    unders: [...new Set(candidates.flatMap((c) => c.under ?? []))],
    candidates,
  }
}

/** The first candidate whose question was answered with yes. */
export function choose(question: Question, exists: (oid: string) => boolean): Profile | null {
  return question.candidates.find((c) => (c.probe === null || exists(c.probe)) && (c.under === null || exists(c.under)))?.profile ?? null
}
