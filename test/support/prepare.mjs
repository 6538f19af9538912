// Makes a fresh machine ready for the tests: a browser, Debian's SNMP tools and Prometheus. Plain JavaScript, since it runs before anything else is known to work.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What the tests start, where it is looked for, and the package that brings it. */
const TOOLS = [
  { package: 'chromium', names: ['chromium', 'chromium-browser', 'google-chrome'] },
  { package: 'snmpd', names: ['snmpd'] },
  { package: 'snmp', names: ['snmpget'] },
  { package: 'snmptrapd', names: ['snmptrapd'] },
  { package: 'snmpsim', names: ['snmpsimd', 'snmpsim-command-responder', 'snmpsimd.py'] },
  { package: 'prometheus', names: ['prometheus'] },
]
const FOLDERS = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin', '/usr/local/sbin']

const missing = TOOLS.filter((tool) => !tool.names.some((name) => FOLDERS.some((folder) => folder && existsSync(`${folder}/${name}`)))).map(
  (tool) => tool.package,
)

if (missing.length > 0) {
  const list = missing.join(' ')
  const prefix = rightsPrefix()
  if (prefix === null) {
    process.stderr.write(
      `The tests need these Debian packages, which could not be installed from here: ${list}. Install them (apt-get install ${list}) and run the command again.\n`,
    )
    process.exit(1)
  }
  process.stdout.write(`Installing what the tests need: ${list}\n`)
  run([...prefix, 'apt-get', 'update', '-qq'])
  const installed = run([
    ...prefix,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    'install',
    '-y',
    '-qq',
    '--no-install-recommends',
    ...missing,
  ])
  if (!installed) {
    process.stderr.write(`apt-get could not install: ${list}. Install these packages by hand and run the command again.\n`)
    process.exit(1)
  }
}

/** The words to put before apt-get here; null where it is not a Debian or Ubuntu machine or there are no rights. */
function rightsPrefix() {
  if (!FOLDERS.some((folder) => folder && existsSync(`${folder}/apt-get`))) return null
  if (process.getuid?.() === 0) return []
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' })
  return sudo.status === 0 ? ['sudo', '-n'] : null
}

/** True when the command ended well; its output goes to the error stream only when it failed. */
function run([command, ...args]) {
  const done = spawnSync(command, args, { encoding: 'utf8' })
  if (done.status !== 0) process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}`)
  return done.status === 0
}
