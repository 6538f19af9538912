#!/usr/bin/env node
// Starts the command line on a Node that can run it. Plain old JavaScript without dependencies: an old Node must get this far to be told so.
import { spawn } from 'child_process'
import { existsSync } from 'fs'
import { constants } from 'os'
import { dirname, join } from 'path'
import { fileURLToPath } from 'url'

const LEAST = [22, 18]
/** From here on Node runs TypeScript without announcing it as an experiment. */
const QUIET = [24, 12]
const SILENT = '--disable-warning=ExperimentalWarning'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..', '..')
const version = process.versions.node.split('.').map(Number)

if (!reaches(LEAST)) {
  const node = packagedNode()
  if (node === null) {
    process.stderr.write(
      'Branchwatch needs Node 22.18 or newer, this is ' +
        process.versions.node +
        ': install it from https://nodejs.org and run the command again. / Branchwatch cần Node 22.18 trở lên, máy này có ' +
        process.versions.node +
        ': hãy cài từ https://nodejs.org rồi chạy lại.\n',
    )
    process.exit(1)
  }
  again(node)
} else if (!reaches(QUIET) && process.execArgv.indexOf(SILENT) < 0) {
  again(process.execPath)
} else {
  import('./main.ts').then(
    function (program) {
      return program.main(process.argv.slice(2))
    },
    function (problem) {
      process.stderr.write('Branchwatch cannot start: ' + (problem && problem.stack ? problem.stack : problem) + '\n')
      process.exit(1)
    },
  )
}

function reaches(least) {
  return version[0] > least[0] || (version[0] === least[0] && version[1] >= least[1])
}

/** The Node that comes with the installed packages on Linux; null where there is none. */
function packagedNode() {
  if (process.platform !== 'linux') return null
  const file = join(root, 'node_modules', 'node-linux-' + process.arch, 'bin', 'node')
  return existsSync(file) ? file : null
}

/** Runs this very command on another Node and becomes its shadow: same streams, same signals, same end. */
function again(node) {
  const child = spawn(node, [SILENT, fileURLToPath(import.meta.url)].concat(process.argv.slice(2)), { stdio: 'inherit' })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  signals.forEach(function (signal) {
    process.on(signal, function () {
      // On Windows a signal is an abrupt end; there Ctrl-C reaches the child through the console it shares.
      if (process.platform !== 'win32') child.kill(signal)
    })
  })
  child.on('error', function (problem) {
    process.stderr.write('Branchwatch cannot start ' + node + ': ' + problem.message + '\n')
    process.exit(1)
  })
  child.on('exit', function (code, signal) {
    process.exit(code === null ? 128 + (constants.signals[signal] || 1) : code)
  })
}
