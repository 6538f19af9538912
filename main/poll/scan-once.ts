/** A scan on a transport of its own: for the command line. */
import { loadProfiles } from '../profiles/load.ts'
import { Transport } from '../snmp/transport.ts'
import { Pace } from './pace.ts'
import { ScanRun, type ScanJob } from './scan.ts'

/** Runs the job to its end, or until the signal; true where everything was asked. */
export async function scanOnce(job: ScanJob, options: { profileFolders: string[]; signal: AbortSignal }): Promise<boolean> {
  const mono = (): number => performance.now()
  const transport = new Transport({ mono })
  try {
    const { profiles } = loadProfiles(options.profileFolders)
    const open: ConstructorParameters<typeof ScanRun>[0]['open'] = (target) => transport.session(target)
    const run = new ScanRun({ open, profiles, pace: new Pace(job.rate, mono), waitMs: job.waitMs, mono }, job)
    options.signal.addEventListener('abort', () => void run.end(), { once: true })
    return await run.over
  } finally {
    await transport.close()
  }
}
