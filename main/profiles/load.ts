/** Reads all profiles: those that ship, then the folders of the user, whose files replace profiles of the same id. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseProfile, whole, type ProfileIssue } from './parse.ts'
import type { Profile } from './schema.ts'

export type ProfileBook = { readonly profiles: ReadonlyMap<string, Profile>; readonly issues: readonly ProfileIssue[] }

/** Beside the source, or where the build has put them beside the bundle. */
const PLACES = ['./families', './profiles', '../profiles', '../families', '../../main/profiles/families']

function shippedFolder(): string {
  const places = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return places.find((place) => existsSync(join(place, 'generic.yaml'))) ?? places[0] ?? ''
}

/** A profile that cannot be read is left out and said so; the rest are read. */
export function loadProfiles(folders: readonly string[] = []): ProfileBook {
  const profiles = new Map<string, Profile>()
  const issues: ProfileIssue[] = []
  for (const folder of [shippedFolder(), ...folders]) {
    for (const file of yamlFiles(folder)) {
      const parsed = readProfile(file)
      if ('profile' in parsed) profiles.set(parsed.profile.id, parsed.profile)
      else issues.push(...parsed.issues)
    }
  }
  return { profiles, issues }
}

function readProfile(file: string): ReturnType<typeof parseProfile> {
  try {
    return parseProfile(file, readFileSync(file, 'utf8'))
  } catch {
    return { issues: [whole(file, 'unreadable', 'the file cannot be read')] }
  }
}

function yamlFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}
