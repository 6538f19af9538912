/** A profile file that a person is writing: checked as a console would read it, and tried on a device. For the command line. */
import type { ProbeResult } from '../../shared/contract/devices.ts'
import { describeProfile, type ProfileDescription } from '../profiles/describe.ts'
import { loadFiles, profileFiles, shippedFolder, type ProfileBook } from '../profiles/load.ts'
import type { ProfileIssue } from '../profiles/parse.ts'
import type { Profile } from '../profiles/schema.ts'
import { probeOnce } from '../poll/probe.ts'
import type { ProbeTarget } from '../poll/poller.ts'

export type { ProfileDescription, ProfileIssue }
export type FileReport = { readonly file: string; readonly profile: ProfileDescription | null; readonly issues: readonly ProfileIssue[] }

/** Every file on its own beside the shipped profiles; one may build on another that is given too. */
export function checkFiles(files: readonly string[]): FileReport[] {
  const book = bookWith(files)
  return files.map((file) => reportOf(book, file))
}

export type Tried = {
  readonly report: FileReport
  /** Null where the file cannot be read: nothing is asked then. */
  readonly result: ProbeResult | null
  /** The profile that the device would get by itself; null where it did not answer. */
  readonly recognised: string | null
  /** Objects of the profile, and columns of its tables, that gave nothing. */
  readonly silent: readonly string[]
}

/** Reads the device once with the profile of this file, whatever else would fit it. */
export async function tryFile(file: string, target: Omit<ProbeTarget, 'profile'>): Promise<Tried> {
  const book = bookWith([file])
  const report = reportOf(book, file)
  const profile = report.profile ? book.profiles.get(report.profile.id) : undefined
  if (!profile) return { report, result: null, recognised: null, silent: [] }
  let recognised: string | null = null
  const result = await probeOnce(
    { ...target, profile: profile.id },
    { profiles: book.profiles, onIdentified: (found) => void (recognised = found.id) },
  )
  return { report, result, recognised, silent: result.outcome === 'ok' ? silentIn(profile, result.readings) : [] }
}

function bookWith(files: readonly string[]): ProfileBook {
  const own = [...new Set(files)].map((file) => ({ file, own: true }))
  return loadFiles([...profileFiles(shippedFolder()).map((file) => ({ file, own: false })), ...own])
}

function reportOf({ profiles, origins, issues }: ProfileBook, file: string): FileReport {
  const mine = [...profiles.values()].find(({ id }) => origins.get(id)?.file === file)
  const origin = mine && origins.get(mine.id)
  return { file, profile: mine && origin ? describeProfile(mine, origin) : null, issues: issues.filter((issue) => issue.file === file) }
}

/** Single objects without a value, and tables in which no row was found. */
function silentIn(profile: Profile, readings: ProbeResult['readings']): string[] {
  const answered = new Set(readings.filter(({ raw }) => raw !== null).map(({ oid }) => oid))
  const singles = profile.readings.filter(({ oid }) => !oid.some((one) => answered.has(one))).flatMap(({ oid }) => oid)
  const below = (column: string): boolean => readings.some(({ oid, raw }) => raw !== null && oid.startsWith(`${column}.`))
  const columns = profile.tables.flatMap((table) => table.readings.flatMap(({ column }) => (column.some(below) ? [] : column)))
  return [...new Set([...singles, ...columns])]
}
