/** Starts Debian's snmpd and snmpsimd on free loopback ports for a test, and ends them. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transport } from '../../main/snmp/transport.ts'

export type Running = { port: number; stop(): Promise<void> }

export function hasProgram(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], {
      stdio: 'ignore',
      env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` },
    })
    return true
  } catch {
    return false
  }
}

/** True where this machine has the IPv6 loopback address. */
export const hasIpv6 = (): boolean => Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'))

/** A UDP port for a program that must be told one: outside the range from which the kernel hands out others meanwhile. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.on('error', () => resolve(freePort()))
    socket.bind(20_000 + Math.floor(Math.random() * 12_000), '127.0.0.1', () => {
      const { port } = socket.address()
      socket.close(() => resolve(port))
    })
  })
}

const environment = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` }

const running = new Set<ChildProcess>()
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')))

/** Is not left behind by a test that fails. */
function kept(child: ChildProcess): ChildProcess {
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

function ended(child: ChildProcess): Promise<void> {
  return child.exitCode === null && child.signalCode === null
    ? new Promise((resolve) => child.once('exit', () => resolve()))
    : Promise.resolve()
}

/** Waits until the agent answers. */
async function ready(port: number, community: string, child: ChildProcess): Promise<void> {
  const transport = new Transport({ mono: () => performance.now() })
  const session = transport.session({
    host: '127.0.0.1',
    port,
    secret: { version: '2c', community },
    context: '',
    timeoutMs: 300,
    retries: 0,
  })
  try {
    for (let n = 0; n < 100; n++) {
      if (child.exitCode !== null) throw new Error(`the agent ended with ${child.exitCode}`)
      if ((await session.get(['1.3.6.1.2.1.1.2.0'])).outcome === 'ok') return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('the agent did not start')
  } finally {
    session.close()
    await transport.close()
  }
}

/** An snmpd with community `public` and the given v3 users, all with the same pass phrases; `lines` is more of its configuration. */
export async function startSnmpd(
  users: readonly { name: string; auth?: string; priv?: string }[],
  given?: { port: number; folder: string },
  lines: (port: number) => string[] = () => [],
): Promise<Running & { folder: string }> {
  const folder = given?.folder ?? mkdtempSync(join(tmpdir(), 'snmpd-'))
  const port = given?.port ?? (await freePort())
  const create = users.map((u) =>
    ['createUser', u.name, ...(u.auth ? [u.auth, 'authpass-12345'] : []), ...(u.priv ? [u.priv, 'privpass-12345'] : [])].join(' '),
  )
  const allow = users.map((u) => `rouser ${u.name} ${u.priv ? 'priv' : u.auth ? 'auth' : 'noauth'}`)
  writeFileSync(
    join(folder, 'agent.conf'),
    [
      `agentaddress udp:127.0.0.1:${port}`,
      'rocommunity public',
      'engineID branch-test',
      'sysName branch-test',
      'sysDescr Linux test agent',
      ...create,
      ...allow,
      ...lines(port),
      '',
    ].join('\n'),
  )
  // What it keeps over a restart (its engine boots) it writes there itself.
  const persisted = join(folder, 'snmpd.conf')
  const configs = [join(folder, 'agent.conf'), ...(existsSync(persisted) ? [persisted] : [])].join(',')
  const child = spawn('snmpd', ['-f', '-C', '-c', configs, '-Lf', join(folder, 'log'), '-p', join(folder, 'pid')], {
    env: { ...environment, SNMP_PERSISTENT_DIR: folder, MIBS: '' },
    stdio: 'ignore',
  })
  kept(child)
  await ready(port, 'public', child)
  return {
    port,
    folder,
    async stop() {
      child.kill('SIGTERM')
      await ended(child)
      if (!given) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** An snmpsimd that replays a folder of captures; the community is the file's name. */
export async function startSnmpsim(data: string, community: string): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'snmpsim-'))
  chmodSync(folder, 0o777)
  const port = await freePort()
  const child = spawn(
    'snmpsimd',
    [
      `--data-dir=${data}`,
      `--cache-dir=${join(folder, 'cache')}`,
      `--agent-udpv4-endpoint=127.0.0.1:${port}`,
      ...(process.getuid?.() === 0 ? ['--process-user=nobody', '--process-group=nogroup'] : []),
    ],
    { env: environment, stdio: 'ignore' },
  )
  kept(child)
  await ready(port, community, child)
  return {
    port,
    async stop() {
      child.kill('SIGKILL')
      await ended(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
