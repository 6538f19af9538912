/** `branchwatch doctor`: what of this machine Branchwatch needs, found or not; with `--deep` everything that is kept is read to its end. Changes nothing. */
import { createSocket } from 'node:dgram'
import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, resolve } from 'node:path'
import { bytes } from '../../../../shared/format/bytes.ts'
import { say } from '../../../../shared/i18n/words.ts'
import { checkDatabases, checkDeep, folderProblem, sqliteVersion, type DatabaseFinding } from '../../../app/health-check.ts'
import { dataFolder } from '../../folders.ts'
import { askRunning } from '../../instance.ts'
import { DEFAULT_PORT } from '../../web/host.ts'
import { isStale } from '../build.ts'
import { columns } from '../columns.ts'
import { EXIT, flag, text, usage, whole, type Command, type Surroundings } from '../command.ts'
import { findElectron } from '../electron.ts'
import { reasonOf } from '../reason.ts'
import { versionOf } from '../version.ts'

/** `bad` makes the exit code 1; `note` is worth knowing and no fault. */
type Finding = { check: string; verdict: 'ok' | 'note' | 'bad'; text: string }

export const command: Command = {
  options: {
    data: { type: 'string' },
    port: { type: 'string' },
    json: { type: 'boolean' },
    deep: { type: 'boolean' },
    all: { type: 'boolean' },
  },
  async run(parsed, around) {
    const { t, out, err } = around
    const folder = resolve(text(parsed, 'data') ?? dataFolder(around.env, around.platform))
    const port = whole(parsed, 'port', 1, 65_535) ?? DEFAULT_PORT
    if (flag(parsed, 'all') && !flag(parsed, 'deep')) throw usage('allOfDeep')
    const findings = await examine(folder, port, around)
    if (flag(parsed, 'deep')) findings.push(...lookDeep(folder, flag(parsed, 'all'), around))
    const bad = findings.filter(({ verdict }) => verdict === 'bad').length
    if (flag(parsed, 'json')) out(JSON.stringify({ ok: bad === 0, folder, checks: findings }))
    else {
      const marks = { ok: '✓', note: '·', bad: '✗' }
      for (const line of columns(findings.map((one) => [marks[one.verdict], t(`cli.doctor.check.${one.check}` as never), one.text])))
        out(line)
      if (bad === 0) out(t('cli.doctor.good'))
      else err(t('cli.doctor.bad', { count: bad }))
    }
    return bad === 0 ? EXIT.ok : EXIT.failed
  },
}

async function examine(folder: string, port: number, around: Surroundings): Promise<Finding[]> {
  const { t, env, platform, root } = around
  const running = await askRunning(folder, 'look')
  const electron = findElectron(root, env, platform)
  return [
    { check: 'version', verdict: 'ok', text: versionOf(root) },
    { check: 'node', verdict: 'ok', text: `${process.versions.node} (${platform} ${process.arch})` },
    sqlite(),
    isStale(root)
      ? { check: 'build', verdict: 'note', text: t('cli.doctor.stale') }
      : { check: 'build', verdict: 'ok', text: t('cli.doctor.built') },
    await lookAtFolder(folder, around),
    ...lookAtDatabases(folder, around),
    running
      ? { check: 'running', verdict: 'note', text: t('cli.doctor.runningAs', { pid: running.pid, host: running.host }) }
      : { check: 'running', verdict: 'ok', text: t('cli.doctor.notRunning') },
    await lookAtPort(port, running !== null, around),
    await lookAtUdp(around),
    electron === null
      ? { check: 'electron', verdict: 'note', text: t('cli.doctor.electronMissing') }
      : { check: 'electron', verdict: 'ok', text: electron },
  ]
}

function said({ kind, file, detail }: NonNullable<DatabaseFinding['problem']>, t: Surroundings['t']): string {
  return say(t, { key: `error.store.${kind}`, params: { file, detail } })
}

const VERDICT = { ok: 'ok', note: 'note', damage: 'bad' } as const
/** So often it is said how far the check is. */
const SAY_MS = 2000

/** How far it is goes to the error stream, so that the output stays what was found. */
function lookDeep(folder: string, all: boolean, { t, err }: Surroundings): Finding[] {
  const work = checkDeep(folder, all)
  for (let saidAt = Number.NEGATIVE_INFINITY; ;) {
    const step = work.next()
    if (step.done) return step.value.map(({ grade, phrase }) => ({ check: 'deep', verdict: VERDICT[grade], text: say(t, phrase) }))
    if (performance.now() - saidAt < SAY_MS) continue
    saidAt = performance.now()
    err(t('cli.doctor.deepAt', { folder: step.value.folder, percent: Math.round(step.value.share * 100) }))
  }
}

function sqlite(): Finding {
  try {
    return { check: 'sqlite', verdict: 'ok', text: sqliteVersion() }
  } catch (problem) {
    return { check: 'sqlite', verdict: 'bad', text: problem instanceof Error ? problem.message : String(problem) }
  }
}

async function lookAtFolder(folder: string, { t, locale }: Surroundings): Promise<Finding> {
  if (!existsSync(folder)) return { check: 'folder', verdict: 'ok', text: t('cli.doctor.folderNew', { folder }) }
  const problem = folderProblem(folder)
  if (problem) return { check: 'folder', verdict: 'bad', text: t('cli.doctor.folderBad', { detail: said(problem, t) }) }
  const { bavail, bsize } = await statfs(existsSync(folder) ? folder : dirname(folder))
  return { check: 'folder', verdict: 'ok', text: t('cli.doctor.folderOk', { folder, free: bytes(bavail * bsize, locale) }) }
}

function lookAtDatabases(folder: string, { t, locale }: Surroundings): Finding[] {
  const found = checkDatabases(folder)
  if (found.length === 0) return [{ check: 'database', verdict: 'ok', text: t('cli.doctor.databaseNone') }]
  return found.map(({ file, bytes: taken, problem }) => {
    if (!problem) return { check: 'database', verdict: 'ok', text: t('cli.doctor.databaseOk', { file, size: bytes(taken, locale) }) }
    return { check: 'database', verdict: 'bad', text: t('cli.doctor.databaseBad', { file, detail: said(problem, t) }) }
  })
}

/** A port that our own running console has is no fault. */
async function lookAtPort(port: number, running: boolean, { t }: Surroundings): Promise<Finding> {
  const problem = await new Promise<unknown>((done) => {
    const server = createServer()
    server.once('error', done)
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => done(null)))
  })
  if (problem === null) return { check: 'port', verdict: 'ok', text: t('cli.doctor.portFree', { port }) }
  return { check: 'port', verdict: running ? 'ok' : 'note', text: t('cli.doctor.portTaken', { port, reason: reasonOf(problem, t) }) }
}

async function lookAtUdp({ t }: Surroundings): Promise<Finding> {
  const socket = createSocket('udp4')
  const problem = await new Promise<unknown>((done) => {
    socket.once('error', done)
    socket.bind(0, '127.0.0.1', () => done(null))
  })
  socket.close()
  if (problem === null) return { check: 'udp', verdict: 'ok', text: t('cli.doctor.udpOk') }
  return { check: 'udp', verdict: 'bad', text: t('cli.doctor.udpBad', { reason: reasonOf(problem, t) }) }
}
