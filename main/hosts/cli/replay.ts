/** `branchwatch simulate --replay`: recorded walks as devices, each with the commands that read it. */
import { say } from '../../../shared/i18n/words.ts'
import { readReplayFiles, startReplay, type Replay, type ReplayFile, type ReplayServing } from '../../simulator/replay/replay.ts'
import { failure, type Surroundings } from './command.ts'
import { reasonOf } from './reason.ts'

/** Bad lines that are shown of each file. */
const SHOWN = 10

export type ReplayAsked = Omit<ReplayServing, 'files'> & {
  readonly place: string
  readonly community: string
  readonly port: number
  readonly host: string
}

export async function openReplay(asked: ReplayAsked, around: Surroundings): Promise<{ replay: Replay; files: ReplayFile[] }> {
  const all = filesOf(asked.place, around)
  for (const file of all) tellIssues(file, around)
  const files = all.filter(({ recording }) => recording.rows.length > 0)
  if (files.length === 0) throw failure('simulate.nothingToReplay', { place: asked.place })
  return { replay: await startReplay({ ...asked, files }), files }
}

function filesOf(place: string, { t }: Surroundings): ReplayFile[] {
  try {
    return readReplayFiles(place)
  } catch (problem) {
    throw failure('simulate.noReplay', { place, reason: reasonOf(problem, t) })
  }
}

function tellIssues({ file, recording, tooLarge }: ReplayFile, { t, err }: Surroundings): void {
  for (const { line, trouble, text } of recording.issues.slice(0, SHOWN))
    err(t('cli.simulate.badLine', { file, line, text, why: say(t, { key: `recordings.line.${trouble}` }) }))
  if (recording.lost > SHOWN) err(t('cli.simulate.moreBadLines', { file, count: recording.lost - SHOWN }))
  if (recording.cut || tooLarge) err(t('cli.simulate.replayCut', { file, rows: recording.rows.length }))
}

/** How a device is read: as snmpsim would have it, and with the console's own probe. */
export function howToRead(name: string, only: boolean, { community, host, port }: ReplayAsked): { snmpwalk: string; probe: string } {
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const target = host.includes(':') ? `udp6:${place}` : place
  const word = /^[\w.@+-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`
  return {
    snmpwalk: `snmpwalk -v2c -c ${word} ${target} .1`,
    probe: `branchwatch probe ${place}${only && community === 'public' ? '' : ` --community ${word}`}`,
  }
}

export function tellReplay(files: readonly ReplayFile[], asked: ReplayAsked, { t, out }: Surroundings): void {
  out(t('cli.simulate.replaying', { devices: files.length, host: asked.host, port: asked.port }))
  for (const { name, recording } of files) {
    const how = howToRead(name, files.length === 1, asked)
    out(`  ${t('cli.simulate.replayed', { name, rows: recording.rows.length })}\n    ${how.snmpwalk}\n    ${how.probe}`)
  }
  out(t('cli.simulate.stop'))
}
