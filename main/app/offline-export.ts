/** An export of samples from the command line: read beside a running console if there is one, written where the person says. */
import { isRefusal, refuse, type Refusal } from '../../shared/model/refusal.ts'
import type { ExportLevel, ExportRequest, ExportScope } from '../../shared/model/export.ts'
import { fold } from '../../shared/format/fold.ts'
import { isOpenProblem, openProblem } from '../store/problem.ts'
import { openReader } from '../store/reader.ts'
import type { Inventory, OpenProblem } from '../store/store.ts'
import { fileSink, type FileSink } from './export-sink.ts'
import type { Progress } from './jobs.ts'
import { planExport, sampleFile, writeSamples } from './sample-export.ts'

export type OfflineWish = {
  /** The branch's data folder. */
  readonly folder: string
  readonly request: Omit<ExportRequest, 'scope'>
  /** Codes of stations, codes or names of communes; both empty: all. */
  readonly stations: readonly string[]
  readonly communes: readonly string[]
  readonly out: string
  /** The program's version. */
  readonly version: string
  readonly onProgress: (progress: Progress) => void
  /** True when it is to end; nothing is left then. */
  readonly ended: () => boolean
}
export type Exported = {
  readonly rows: number
  readonly bytes: number
  readonly level: ExportLevel
  readonly devices: number
  readonly harmed: number
}

/** Null where it was ended before it was whole. */
export async function exportOffline(wish: OfflineWish): Promise<Exported | Refusal | null> {
  const reader = openReader(wish.folder)
  if (isOpenProblem(reader)) return asRefusal(reader)
  let sink: FileSink | null = null
  try {
    const inventory = reader.inventory()
    const scope = scopeOf(inventory, wish)
    if (isRefusal(scope)) return scope
    const plan = planExport(reader.samples, inventory, { ...wish.request, scope })
    if (isRefusal(plan)) return plan
    sink = fileSink(wish.out)
    const file = sampleFile(plan, `Branchwatch ${wish.version}`, sink.write)
    const steps = writeSamples(plan, reader.samples, file)
    let step = steps.next()
    for (; !step.done; step = steps.next()) {
      if (wish.ended()) return null
      wish.onProgress(step.value)
      // A signal is heard between steps.
      await new Promise((resolve) => setImmediate(resolve))
    }
    file.end()
    sink.finish()
    return { rows: file.rows, bytes: sink.bytes, level: plan.level, devices: plan.devices.length, harmed: step.value }
  } catch (error) {
    const problem = openProblem(wish.out, error)
    // What is neither the disk's nor the file's is a defect.
    if (problem.kind === 'other' && !isSystemError(error)) throw error
    return asRefusal(problem)
  } finally {
    sink?.drop()
    reader.close()
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

function asRefusal({ kind, file, detail }: OpenProblem): Refusal {
  return refuse('UNAVAILABLE', `store.${kind}`, { file, detail })
}

/** Stations by code, communes by code or name, whatever the accents; each that is not there is refused by its name. */
function scopeOf({ stations, communes }: Inventory, wish: Pick<OfflineWish, 'stations' | 'communes'>): ExportScope | Refusal {
  if (wish.stations.length > 0) {
    const byCode = new Map(stations.map(({ code, id }) => [code.toUpperCase(), id]))
    const unknown = wish.stations.find((code) => !byCode.has(code.toUpperCase()))
    if (unknown !== undefined) return refuse('NOT_FOUND', 'unknownStation', { code: unknown })
    return { kind: 'stations', ids: wish.stations.map((code) => byCode.get(code.toUpperCase())!) }
  }
  if (wish.communes.length === 0) return { kind: 'all' }
  const ids: number[] = []
  for (const wanted of wish.communes) {
    const found = communes.filter(({ code, name }) => (code !== '' && code === wanted) || fold(name) === fold(wanted))
    if (found.length === 0) return refuse('NOT_FOUND', 'unknownCommune', { name: wanted })
    ids.push(...found.map(({ id }) => id))
  }
  return { kind: 'communes', ids }
}
