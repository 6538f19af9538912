/** One look at one device, without a running branch: for the command line. */
import { join } from 'node:path'
import { loadProfiles, type ProfileBook } from '../profiles/load.ts'
import { PROFILES_FOLDER } from './choice.ts'

export { probeOnce } from '../poll/probe.ts'
export { recordOnce } from '../poll/record.ts'
export type { ProbeTarget } from '../poll/poller.ts'

/** The shipped profiles and the person's own below this data folder, as a console there would take them. */
export function profilesOf(root: string): ProfileBook & { folders: string[] } {
  const folders = [join(root, PROFILES_FOLDER)]
  return { ...loadProfiles(folders), folders }
}

export { issueSentences } from './profile-issues.ts'
