/** Reads all profiles: those that ship, then the folders of the user, whose files replace profiles of the same id. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inherit } from './inherit.ts'
import { issueAt, LONGEST_TEXT, parseProfile, type Parsed, type ProfileIssue } from './parse.ts'
import type { Profile } from './schema.ts'

/** Where a profile comes from: a shipped file or one of the person's own, which may stand in place of a shipped one. */
export type ProfileOrigin = { readonly file: string; readonly source: 'shipped' | 'own'; readonly replaces: boolean }

export type ProfileBook = {
  readonly profiles: ReadonlyMap<string, Profile>
  readonly origins: ReadonlyMap<string, ProfileOrigin>
  readonly issues: readonly ProfileIssue[]
}

/** Beside the source, or where the build has put them beside the bundle. */
const PLACES = ['./families', './profiles', '../profiles', '../families', '../../main/profiles/families']
/** More files than any branch writes. */
const MOST_FILES = 500

export function shippedFolder(): string {
  const places = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return places.find((place) => existsSync(join(place, 'generic.yaml'))) ?? places[0] ?? ''
}

/** A profile that cannot be read is left out and said so; the rest are read. */
export function loadProfiles(folders: readonly string[] = []): ProfileBook {
  const shipped = shippedFolder()
  return loadFiles([shipped, ...folders].flatMap((folder) => profileFiles(folder).map((file) => ({ file, own: folder !== shipped }))))
}

type Entry = {
  readonly profile: Profile
  readonly origin: ProfileOrigin
  readonly lineOf: (path: string[]) => number
  readonly before: Entry | null
}

/** Reads just these files; of two with one id the later counts, and within one source it is refused. */
export function loadFiles(files: readonly { file: string; own: boolean }[]): ProfileBook {
  const entries = new Map<string, Entry>()
  const issues: ProfileIssue[] = []
  for (const { file, own } of files) {
    const parsed = readProfile(file)
    if ('issues' in parsed) {
      issues.push(...parsed.issues)
      continue
    }
    const { profile, lineOf } = parsed
    const before = entries.get(profile.id) ?? null
    const source = own ? 'own' : 'shipped'
    if (before?.origin.source === source) {
      issues.push(issueAt(file, lineOf(['id']), 'twice', { id: profile.id, other: before.origin.file }))
      continue
    }
    entries.set(profile.id, { profile, origin: { file, source, replaces: before !== null }, lineOf, before })
  }
  return { ...completed(entries, issues), issues }
}

/** Profiles that build on others get what those give; one that cannot leaves its place to the one it would have replaced. */
function completed(entries: ReadonlyMap<string, Entry>, issues: ProfileIssue[]): Pick<ProfileBook, 'profiles' | 'origins'> {
  const profiles = new Map<string, Profile>()
  const origins = new Map<string, ProfileOrigin>()
  // A profile of one's own may build on the shipped one that it replaces.
  const find = (id: string, by: Profile): Profile | undefined => {
    const entry = entries.get(id)
    return entry?.profile === by ? entry.before?.profile : entry?.profile
  }
  const settle = ({ profile, origin, lineOf, before }: Entry): void => {
    const whole = inherit(profile, find)
    if ('profile' in whole) {
      profiles.set(profile.id, whole.profile)
      origins.set(profile.id, origin)
      return
    }
    issues.push(issueAt(origin.file, lineOf(['extends']), whole.problem, { names: whole.names }))
    if (before) settle(before)
  }
  for (const entry of entries.values()) settle(entry)
  return { profiles, origins }
}

export function readProfile(file: string): Parsed {
  try {
    if (statSync(file).size > LONGEST_TEXT) return { issues: [issueAt(file, 1, 'tooLong')] }
    return parseProfile(file, readFileSync(file, 'utf8'))
  } catch {
    return { issues: [issueAt(file, 1, 'unreadable')] }
  }
}

/** The profile files of a folder in the order of their names; a folder that is not there has none. */
export function profileFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .slice(0, MOST_FILES)
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}
