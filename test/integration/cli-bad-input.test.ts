/** What people type and point at that is wrong: every command answers with a sentence in their language that names the thing and the remedy, never with raw text. */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { branchwatch, startBranchwatch, type Serving } from '../support/branchwatch.ts'

let folder = ''
let socket: Socket | null = null
let running: Serving | null = null
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'branchwatch-input-'))))
afterEach(async () => {
  socket?.close()
  socket = null
  if (running && running.child.exitCode === null) await running.end('SIGKILL')
  running = null
  rmSync(folder, { recursive: true, force: true })
})

const RAW = /ZodError|^ {4}at |\bE[A-Z]{4,}\b|\berror\.|\bcli\.|\boutcome\.|\{\{|undefined|NaN/m
const LONG = 'x'.repeat(5000)

/** Runs it in both languages and gives what was said; the code must be the same. */
async function said(code: number, ...args: string[]): Promise<{ vi: string; en: string }> {
  const vi = await branchwatch([...args, '--lang', 'vi'])
  const en = await branchwatch([...args, '--lang', 'en'])
  expect([vi.code, en.code]).toEqual([code, code])
  for (const { err } of [vi, en]) {
    expect(err).not.toMatch(RAW)
    expect(err.trim()).not.toBe('')
  }
  expect(vi.err).not.toBe(en.err)
  return { vi: vi.err, en: en.err }
}

/** A port on which something answers every datagram, or nothing at all. */
async function port(answer: ((asked: Buffer) => Buffer) | null): Promise<string> {
  const open = (socket = createSocket('udp4'))
  open.on('message', (asked, from) => answer && open.send(answer(asked), from.port, from.address))
  open.bind(0, '127.0.0.1')
  await once(open, 'listening')
  return `127.0.0.1:${open.address().port}`
}
const quick = ['--retries', '0', '--timeout', '400']

describe('probe', () => {
  it('of a silent port names what may be wrong, and for v3 does not speak of communities', async () => {
    const at = await port(null)
    const { vi, en } = await said(1, 'probe', at, ...quick)
    expect(vi).toContain(`${at} không trả lời.`)
    expect(vi).toContain('sai community')
    expect(en).toContain(`${at} did not answer.`)
    const v3 = await said(1, 'probe', at, ...quick, '--version', '3', '--user', 'ops', '--auth', 'sha:maplesyrup')
    expect(v3.en).not.toContain('community')
    expect(v3.vi).toContain('SNMPv3')
  })

  it.each([
    ['another protocol', () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['nothing in it', () => Buffer.alloc(0)],
    ['half of an answer', (asked: Buffer) => asked.subarray(0, asked.length >> 1)],
    ['noise', () => Buffer.from(Array.from({ length: 600 }, (_, i) => (i * 73) % 256))],
  ])('of a host that answers with %s says that it is no SNMP', async (_what, answer) => {
    const at = await port(answer)
    const { vi, en } = await said(1, 'probe', at, ...quick)
    expect(vi).toContain(`${at} gửi dữ liệu không phải SNMP hợp lệ.`)
    expect(en).toContain('Check the port and the SNMP version.')
  })

  it('of a closed port, an unknown host', async () => {
    expect((await said(1, 'probe', '127.0.0.1:9', ...quick)).vi).toContain('cổng 9 không mở SNMP')
    expect((await said(1, 'probe', 'no-such-host.invalid', ...quick)).en).toContain('has no address')
  })

  it.each([
    [['--community', LONG], '--community is not right. At most 255 characters; shorten it.'],
    [['--context', LONG], '--context is not right. At most 64 characters; shorten it.'],
    [['--version', '3', '--user', LONG], '--user is not right. At most 32 characters; shorten it.'],
    [['--version', '3', '--user', 'u', '--auth', `sha:${LONG}`], '--auth is not right. At most 255 characters; shorten it.'],
    [['--version', '3', '--user', 'u', '--auth', 'sha3-256:maplesyrup'], 'There is no way “sha3256” for --auth'],
    [['--version', '4'], '--version must be one of: 1, 2c, 3; not “4”.'],
    [['--profile', 'nonsense'], 'There is no device profile “nonsense”; there are: '],
    [['--timeout', 'soon'], '--timeout must be a whole number from 100 to 60000, not “soon”.'],
  ])('with a wrong option is a usage error: %j', async (args, sentence) => {
    expect((await said(2, 'probe', '127.0.0.1:9', ...args)).en).toContain(sentence)
  })

  it.each(['a b', '127.0.0.1:99999', '10.0.0.1:161:7', LONG])('of what is no address is a usage error: %s', async (address) => {
    expect((await said(2, 'probe', address)).en).toContain('is not right; write NAME_OR_IP or NAME_OR_IP:PORT.')
  })
})

describe('report', () => {
  it.each(['2026-13', '2026-1', 'tháng 10', '26-10', '2026-10-01'])('of the month %s is a usage error', async (month) => {
    const { vi } = await said(2, 'report', 'uptime', '--month', month, '--data', folder)
    expect(vi).toContain(`--month phải có dạng NĂM-THÁNG như 2026-10, không phải “${month}”.`)
  })
})

describe('a scenario that there is not', () => {
  it.each(['simulate', 'serve', 'start'])('ends %s before anything is begun, and names those that there are', async (command) => {
    const more = command === 'simulate' ? [] : ['--data', join(folder, 'data'), '--demo', '2']
    const { vi, en } = await said(1, command, '--scenario', 'tsunami', ...more)
    expect(vi).toContain('Không có kịch bản “tsunami”; hiện có: quiet-day')
    expect(en).toContain('storm')
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })
})

describe('serve', () => {
  it.each([
    [['--host', 'no-such-host.invalid', '--open-access'], 'no-such-host.invalid'],
    [['--host', '203.0.113.7', '--open-access'], '203.0.113.7'],
    [['--host', '0.0.0.0'], '0.0.0.0'],
  ])('at an address that is not ours or not meant is refused by name: %j', async (args, name) => {
    const { vi, en } = await said(1, 'serve', '--port', '0', '--data', join(folder, 'data'), ...args)
    expect(vi).toContain(name)
    expect(en).toContain(name)
  })

  it('below a second console of the same folder whose socket was taken away: never two writers', async () => {
    running = startBranchwatch(['serve', '--json', '--port', '0', '--data', folder, '--demo', '2'])
    await running.until(/^\{.*\}\n/)
    rmSync(join(folder, 'console.sock'), { force: true })
    const second = startBranchwatch(['serve', '--json', '--port', '0', '--data', folder, '--lang', 'vi'])
    await second.until(/^\{.*\}\n/)
    for (let i = 0; i < 50 && second.err() === ''; i++) await new Promise((later) => setTimeout(later, 100))
    expect(second.err()).toContain('đang được một chương trình khác sử dụng')
    expect(await second.end()).toBe(0)
    expect(await running.end()).toBe(0)
    running = null
    running = startBranchwatch(['serve', '--json', '--port', '0', '--data', folder])
    await running.until(/^\{.*\}\n/)
    expect(await running.end()).toBe(0)
    expect(running.err()).not.toMatch(RAW)
  })
})

/** As branches have them: BOM, semicolons, Windows line ends, decimal commas, and one fault in each row. */
const NASTY = `\uFEFF${[
  'code;name;province;commune;lat;lon',
  'A1;Trạm A;Tuyên Quang;Nà Hang;22,35;105,39',
  'A1;Trạm lặp;Tuyên Quang;Nà Hang;22,35;105,39',
  'A2;Trạm đảo;Tuyên Quang;Nà Hang;105,4;22,3',
  'A3;Trạm xa;Tuyên Quang;Nà Hag;22,1;105,2',
  ';Không mã;Tuyên Quang;Nà Hang;22;105',
  'A4;=cmd();Tuyên Quang;Nà Hang;abc;105',
  'A5;Trạm 5;Tuyên Quang;Nà Hang;22,1;105,2;thừa;thừa',
  'A6',
].join('\r\n')}\r\n`

describe('import', () => {
  it('of a nasty file takes the right rows, gives each other row its reason, and the second time changes nothing', async () => {
    const data = join(folder, 'data')
    const seed = join(folder, 'seed.csv')
    writeFileSync(seed, 'code,name,province,commune\nA0,Trạm 0,Tuyên Quang,Nà Hang\n')
    expect((await branchwatch(['import', seed, '--create-places', '--data', data])).code).toBe(0)
    const file = join(folder, 'nasty.csv')
    writeFileSync(file, NASTY)
    const dry = await branchwatch(['import', file, '--dry-run', '--data', data, '--lang', 'vi'])
    expect(dry.err).not.toMatch(RAW)
    for (const [line, reason] of [
      [3, 'A1 đã có ở dòng 2 của tệp này.'],
      [4, 'có vẻ bị đổi chỗ cho nhau'],
      [5, 'Có phải là “Nà Hang”?'],
      [6, ''],
      [7, '“abc” không phải là số'],
      [9, 'bắt buộc phải có giá trị'],
    ] as const)
      expect(dry.err.split('\n').some((text) => text.startsWith(`Dòng ${line}: từ chối`) && text.includes(reason))).toBe(true)
    expect(dry.out).toContain('Tạo mới 2, thay đổi 0, giữ nguyên 0, từ chối 6.')
    const counts = async () => JSON.parse((await branchwatch(['import', file, '--data', data, '--json'])).out) as Record<string, unknown>
    expect(await counts()).toMatchObject({ created: 2, changed: 0, same: 0, refused: 6, written: { created: 2, changed: 0 } })
    expect(await counts()).toMatchObject({ created: 0, changed: 0, same: 2, refused: 6, written: null })
  })

  it('of an address with its port in it, and of a port that there is not, says how to write them', async () => {
    const data = join(folder, 'data')
    const file = join(folder, 'devices.csv')
    writeFileSync(file, 'station;name;kind;host;port;credential\nA1;P;power;10.0.0.1:161;161;x\nA1;Q;power;10.0.0.1;99999;x\n')
    const { en } = await said(1, 'import', file, '--data', data, '--dry-run')
    expect(en).toContain('without a port')
    expect(en).toContain('65535')
  })

  it.each([
    ['a missing file', 'none.csv', null, 'there is no such file or folder'],
    ['a folder', '.', null, 'it is a folder, not a file'],
    ['an empty file', 'e.csv', '', 'at least one row'],
    ['a quote that never ends', 'q.csv', 'code,name\n"A1,Trạm', 'at line 2'],
  ])('of %s has its sentence', async (_what, name, text, sentence) => {
    const file = join(folder, name)
    if (text !== null) writeFileSync(file, text)
    expect((await said(1, 'import', file, '--data', join(folder, 'data'))).en).toContain(sentence)
    expect(existsSync(join(folder, 'data/branch/operations.db'))).toBe(false)
  })
})
