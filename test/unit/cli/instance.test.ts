/** One console for each data folder: the first answers, a dead one leaves nothing in the way. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addressOf, askRunning, holdFolder, type Request, type Running } from '../../../main/hosts/instance.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'branchwatch-hold-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const me: Running = { pid: process.pid, host: 'web', link: 'http://127.0.0.1:1/enter/x' }

it('answers the second with what it is, and is free again after its end', async () => {
  const asked: Request[] = []
  const held = await holdFolder(folder, (request) => {
    asked.push(request)
    return me
  })
  expect(await askRunning(folder, 'show')).toEqual(me)
  expect(await holdFolder(folder, () => me)).toBeNull()
  expect(asked).toEqual(['show', 'look'])
  await held?.release()
  expect(await askRunning(folder, 'look')).toBeNull()
  const again = await holdFolder(folder, () => me)
  expect(again).not.toBeNull()
  await again?.release()
})

it('takes over from one that was killed', async () => {
  const script = `const { createServer } = require('net'); createServer().listen(${JSON.stringify(addressOf(folder))}, () => console.log('up'))`
  const other = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(other.stdout, 'data')
  other.kill('SIGKILL')
  await once(other, 'exit')
  expect(existsSync(addressOf(folder))).toBe(true)
  const held = await holdFolder(folder, () => me)
  expect(await askRunning(folder, 'look')).toEqual(me)
  await held?.release()
})

it('finds room for the socket of a folder with a long name', async () => {
  const long = join(folder, 'chi-nhánh-'.repeat(12))
  mkdirSync(long)
  expect(Buffer.byteLength(addressOf(long))).toBeLessThan(104)
  const held = await holdFolder(long, () => me)
  expect(await askRunning(long, 'look')).toEqual(me)
  await held?.release()
})

it.skipIf(process.platform === 'win32')('is heard by nobody else on the computer', async () => {
  const fresh = join(folder, 'new', 'branch')
  const held = await holdFolder(fresh, () => me)
  expect(statSync(fresh).mode & 0o777).toBe(0o700)
  expect(statSync(addressOf(fresh)).mode & 0o777).toBe(0o600)
  await held?.release()
})

it.skipIf(process.platform === 'win32')('does without a socket where somebody else could have put one', async () => {
  const long = join(folder, 'chi-nhánh-'.repeat(12))
  mkdirSync(long)
  const open = join(folder, `branchwatch-${userInfo().uid}`)
  expect(addressOf(long, process.platform, folder)).toContain(open)
  chmodSync(open, 0o777)
  const address = addressOf(long, process.platform, folder)
  expect(address).not.toContain(open)
  const failed = await new Promise((resolve) => createServer().once('error', resolve).listen(address))
  expect(failed).toBeInstanceOf(Error)
})

it('is nobody where the folder is not there', async () => {
  expect(await askRunning(join(folder, 'none'), 'look')).toBeNull()
})

it('answers on a pipe on Windows', () => expect(addressOf(folder, 'win32')).toMatch(/^\\\\\.\\pipe\\branchwatch-[0-9a-f]{20}$/))
