/** The HTTP interface for scripts: off until a token exists, roles of tokens, sentences for bad input, and its OpenAPI document. */
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { procedures } from '../../contract/walk.ts'
import { enter, get, openRig, type Got, type Rig } from './web.ts'

const SECRET = 'bw-0123456789abcdef'
const VIEWER = 'bw-viewer-9876543210'

let rig: Rig
let existing: unknown[] = []
beforeAll(async () => {
  rig = await openRig()
})
afterAll(async () => {
  await rig.close()
})
beforeEach(() => {
  existing = [{ id: 1 }]
  rig.console.tokens = new Map([
    [SECRET, { name: 'script', role: 'engineer' }],
    [VIEWER, { name: 'wall', role: 'viewer' }],
  ])
  rig.console.calls = []
  rig.console.answer = (path) => (path === 'tokens.list' ? existing : { ok: true })
})

const post = (path: string, body: unknown, secret: string | null = SECRET, type = 'application/json'): Promise<Got> =>
  get(rig, `/api${path}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(secret ? { authorization: `Bearer ${secret}` } : {}) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

/** The whole answer to these very bytes. */
function said(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(rig.host.port, '127.0.0.1', () => socket.write(bytes))
    socket.setEncoding('utf8').on('data', (part: string) => (text += part))
    socket.on('end', () => resolve(text)).on('error', reject)
  })
}

describe('without a token', () => {
  it('there is nothing to see until one exists', async () => {
    existing = []
    const off = await post('/stations/list', {}, null)
    expect(off.status).toBe(404)
    expect(off.text).toContain('Make an access token in Settings')
    existing = [{ id: 1 }]
    const on = await post('/stations/list', {}, null)
    expect(on.status).toBe(401)
    expect(rig.console.calls.every(({ path }) => path === 'tokens.list')).toBe(true)
  })

  it('a body is not waited for', async () => {
    const sent = connect(rig.host.port, '127.0.0.1')
    const began = performance.now()
    const first = new Promise<string>((resolve) => sent.once('data', (part) => resolve(part.toString())))
    sent.write(`POST /api/stations/list HTTP/1.1\r\nHost: 127.0.0.1:${rig.host.port}\r\nTransfer-Encoding: chunked\r\n\r\n`)
    expect(await first).toMatch(/^HTTP\/1\.1 401 /)
    expect(performance.now() - began).toBeLessThan(2000)
    sent.destroy()
  })

  it('a cookie opens no procedure', async () => {
    const cookie = await enter(rig)
    expect((await get(rig, '/api/stations/list', { method: 'POST', headers: { cookie } })).status).toBe(401)
  })
})

describe('with a token', () => {
  it('takes a call without body or length, as `curl -X POST` sends it, and one in chunks', async () => {
    const head = `POST /api/stations/places HTTP/1.1\r\nHost: ${new URL(rig.host.url).host}\r\nAuthorization: Bearer ${SECRET}\r\nConnection: close\r\n`
    expect(await said(`${head}\r\n`)).toMatch(/^HTTP\/1\.1 200 /)
    expect(await said(`${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 200 /,
    )
    expect(rig.console.calls.map(({ path }) => path)).toEqual(['stations.places', 'stations.places'])
  })

  it('refuses a body that says no length and grows past the limit', async () => {
    const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
    const got = await get(rig, '/api/stations/places', { method: 'POST', headers, body: Buffer.alloc(10 * 2 ** 20 + 1, ' ') })
    expect(got.status).toBe(413)
    expect(rig.console.calls).toEqual([])
  })

  it('calls with the token’s name and role', async () => {
    const got = await post('/stations/get', { id: 7 })
    expect(got.status).toBe(200)
    expect(rig.console.calls).toMatchObject([{ path: 'stations.get', input: { id: 7 }, actor: { name: 'script', role: 'engineer' } }])
  })

  it('may do what its role may', async () => {
    const refused = await post('/stations/addCommune', { provinceName: 'Tuyên Quang', name: 'Nà Hang' }, VIEWER)
    expect(refused.status).toBe(403)
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'FORBIDDEN', data: { phrase: { key: 'error.access.forbidden' } } })
    expect((await post('/tokens/list', {})).status).toBe(403)
  })

  it('gets a sentence for each wrong field', async () => {
    const got = await post('/devices/test', { host: 'a b', port: 99_999 })
    expect(got.status).toBe(422)
    const { data } = JSON.parse(got.text) as { data: { issues: { path: string; phrase: { key: string } }[] } }
    expect(data.issues.map(({ path, phrase }) => [path, phrase.key])).toEqual([
      ['host', 'error.field.named.host'],
      ['port', 'error.field.tooBig'],
      ['credentialId', 'error.field.required'],
    ])
  })

  it('says them in the language that the caller asks for', async () => {
    const ask = async (language: Record<string, string>) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${SECRET}`, ...language }
      const wrong = await get(rig, '/api/devices/test', { method: 'POST', headers, body: '{"host":"10.1.2.3","port":0,"credentialId":1}' })
      const broken = await get(rig, '/api/stations/get', { method: 'POST', headers, body: '{"id":' })
      const { message, data } = JSON.parse(wrong.text) as { message: string; data: { issues: { path: string; text: string }[] } }
      const { message: notJson } = JSON.parse(broken.text) as { message: string }
      return { message, issues: data.issues.map(({ path, text }) => [path, text]), notJson }
    }
    expect(await ask({ 'accept-language': 'vi-VN,vi;q=0.9,en;q=0.5' })).toEqual({
      message: 'Có mục chưa đúng. Hãy sửa các mục được đánh dấu rồi thử lại.',
      issues: [['port', 'Giá trị nhỏ nhất là 1.']],
      notJson: 'Nội dung gửi lên không phải JSON hợp lệ. Hãy sửa rồi gửi lại.',
    })
    expect(await ask({})).toEqual({
      message: 'Some fields are not right. Correct the marked fields and try again.',
      issues: [['port', 'The smallest value is 1.']],
      notJson: 'The request is not valid JSON. Correct it and send it again.',
    })
  })

  it('survives bodies that are no JSON, too large, or of another kind', async () => {
    expect((await post('/stations/get', '{"id":')).status).toBe(400)
    expect((await post('/stations/get', 'id=1', SECRET, 'application/x-www-form-urlencoded')).status).toBe(422)
    expect((await post('/stations/get', `"${'x'.repeat(10 * 1024 * 1024 + 1)}"`)).status).toBe(413)
    expect((await post('/no/such', {})).status).toBe(404)
    expect((await post('/__proto__/constructor', {})).status).toBe(404)
    expect(rig.console.calls).toEqual([])
  })

  it('tells nothing of a defect', async () => {
    rig.console.answer = () => {
      throw new Error('password=hunter2')
    }
    const got = await post('/stations/get', { id: 7 })
    expect(got.status).toBe(500)
    expect(got.text).not.toContain('hunter2')
  })

  it('is refused when guessed', async () => {
    const own = await openRig()
    own.console.answer = () => existing
    const statuses: number[] = []
    for (let i = 0; i < 30; i++) {
      statuses.push(
        (await get(own, '/api/stations/list', { method: 'POST', headers: { authorization: `Bearer ${'z'.repeat(20)}${i}` } })).status,
      )
    }
    await own.close()
    expect(statuses[0]).toBe(401)
    expect(statuses.at(-1)).toBe(429)
  })
})

describe('the OpenAPI document', () => {
  it('names every procedure, and is there for a session or a token', async () => {
    expect((await get(rig, '/api/openapi.json')).status).toBe(401)
    const got = await get(rig, '/api/openapi.json', { headers: { cookie: await enter(rig) } })
    expect(got.status).toBe(200)
    const document = JSON.parse(got.text) as {
      openapi: string
      paths: Record<string, { post?: { operationId: string; responses: Record<string, unknown> } }>
      components: { securitySchemes: object }
    }
    expect(document.openapi).toMatch(/^3\.1/)
    expect(document.components.securitySchemes).toHaveProperty('token')
    const all = procedures()
    expect(Object.keys(document.paths).sort()).toEqual(all.map(({ path }) => `/${path.join('/')}`).sort())
    for (const item of Object.values(document.paths)) {
      expect(item.post?.operationId).toBeTruthy()
      expect(Object.keys(item.post?.responses ?? {})).toEqual(expect.arrayContaining(['200', '403', '409', '422', '503']))
    }
    const withToken = await get(rig, '/api/openapi.json', { headers: { authorization: `Bearer ${VIEWER}` } })
    expect(withToken.status).toBe(200)
  })
})
