/** Exports over real HTTP: only for a session or a token, whole, under their own name, and nothing but exports. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enter, get, openRig, type Rig } from './web.ts'

const ID = 'branchwatch-samples-2026-03-01-2026-03-01-raw-20260301-100000.csv'
const TOKEN = 'bw-0123456789abcdef'
const TEXT = `\uFEFFThời điểm,Giá trị\r\n${'2026-03-01T00:00:00.000+07:00,"48,20"\r\n'.repeat(100_000)}`
let rig: Rig
let cookie = ''
beforeAll(async () => {
  rig = await openRig()
  const folder = join(rig.folder, '..', 'data')
  mkdirSync(join(folder, 'exports'), { recursive: true })
  writeFileSync(join(folder, 'exports', ID), TEXT)
  writeFileSync(join(folder, 'exports', `${ID}.json`), '{}')
  writeFileSync(join(folder, 'exports', ID.replace('csv', 'parquet')), '')
  writeFileSync(join(folder, 'history.db'), 'secret')
  rig.console.dataset = () => ({ kind: 'branch', folder, branchName: 'Thử' })
  rig.console.tokens.set(TOKEN, { name: 'script', role: 'viewer' })
  cookie = await enter(rig)
})
afterAll(() => rig.close())

describe('an export', () => {
  it.each([
    ['a session', () => ({ cookie })],
    ['a token', () => ({ authorization: `Bearer ${TOKEN}` })],
  ])('comes whole to whoever has %s, as a file of its name', async (_who, headers) => {
    const got = await get(rig, `/exports/${ID}`, { headers: headers() })
    expect(got.status).toBe(200)
    expect(got.text).toBe(TEXT)
    expect(got.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${ID}"`,
      'content-length': String(Buffer.byteLength(TEXT)),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
  })

  it('that is empty comes too, and a look at it sends no body', async () => {
    const empty = await get(rig, `/exports/${ID.replace('csv', 'parquet')}`, { headers: { cookie } })
    expect([empty.status, empty.text, empty.headers['content-type']]).toEqual([200, '', 'application/vnd.apache.parquet'])
    const look = await get(rig, `/exports/${ID}`, { method: 'HEAD', headers: { cookie } })
    expect([look.status, look.text, look.headers['content-length']]).toEqual([200, '', String(Buffer.byteLength(TEXT))])
  })

  it.each([
    ['nobody', {}],
    ['a wrong cookie', { cookie: 'branchwatch=x' }],
    ['a wrong token', { authorization: 'Bearer bw-9999999999999999' }],
    ['a token as a password', { authorization: `Basic ${TOKEN}` }],
  ])('is not for %s', async (_who, headers) => {
    const got = await get(rig, `/exports/${ID}`, { headers })
    expect(got.status).toBe(401)
    expect(got.text).not.toContain('48,20')
  })

  it('is not for a foreign page or host, whatever they have', async () => {
    expect((await get(rig, `/exports/${ID}`, { headers: { cookie, host: 'evil.example' } })).status).toBe(421)
    expect((await get(rig, `/exports/${ID}`, { headers: { cookie, origin: 'http://evil.example' } })).status).toBe(403)
  })

  it.each([`${ID}.json`, '../history.db', '..%2Fhistory.db', '%2e%2e%2fhistory.db', 'x.csv', `${ID}%00`, ID.replace('2026', '2027')])(
    'is nothing else: %s',
    async (name) => {
      const got = await get(rig, `/exports/${name}`, { headers: { cookie } })
      expect(got.status).toBe(404)
      expect(got.text).not.toContain('secret')
    },
  )

  it('cannot be come by through guessing tokens at speed', async () => {
    const answers: number[] = []
    for (let i = 0; i < 30; i++) answers.push((await get(rig, `/exports/${ID}`, { headers: { authorization: `Bearer bw-guess-${String(i).padStart(16, '0')}` } })).status) // prettier-ignore
    expect(answers.at(-1)).toBe(429)
    expect((await get(rig, `/exports/${ID}`, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(200)
  })
})
