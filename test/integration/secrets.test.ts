/** Secrets go in and never come out: no answer, no live change, no audit row, no log line and no file of a running console holds one in the clear. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADMIN, closeAll, open, temporaryFolder, type Opened } from '../support/console.ts'
import { inputSchema, procedures, sample } from '../contract/walk.ts'

const SECRETS = ['quả-na-rừng-community', 'v3-authentication-key', 'v3-privacy-key-77', 'second-community-99', 'refused-community-1']

let folder: string
let at: Opened
let token: string
beforeAll(async () => {
  folder = temporaryFolder()
  at = await open({ folder, demo: 3 })
  const { client } = at
  const first = await client.devices.addCredential({ name: 'một', secret: { version: '2c', community: SECRETS[0] ?? '' } })
  await client.devices.addCredential({
    name: 'hai',
    secret: {
      version: '3',
      user: 'ops',
      auth: { protocol: 'sha256', key: SECRETS[1] ?? '' },
      priv: { protocol: 'aes', key: SECRETS[2] ?? '' },
    },
  })
  await client.devices.replaceCredential({ id: first.id, name: 'một', secret: { version: '1', community: SECRETS[3] ?? '' } })
  // Refused for its name: what was refused is told nowhere either.
  await client.devices.addCredential({ name: 'hai', secret: { version: '2c', community: SECRETS[4] ?? '' } }).catch(() => null)
  const [row] = (await client.stations.list()).rows
  await client.devices.create({ stationId: row?.id ?? 0, name: 'tủ nguồn', kind: 'power', host: '127.0.0.1', credentialId: first.id })
  await client.devices.test({ host: '127.0.0.1', port: 9, credentialId: first.id })
  token = (await client.tokens.create({ name: 'script', role: 'viewer' })).secret
  await at.console.token(token)
})
afterAll(closeAll)

const leaks = (text: string): string[] => [...SECRETS, token].filter((secret) => text.includes(secret))

it('no query answers one', async () => {
  const queries = procedures().filter(({ meta }) => meta.kind === 'query')
  expect(queries.length).toBeGreaterThan(20)
  for (const procedure of queries) {
    const schema = inputSchema(procedure)
    const answer = await at.console.call(procedure.path, schema ? schema.parse(sample(schema)) : undefined, ADMIN)
    expect([procedure.name, ...leaks(JSON.stringify(answer) ?? '')]).toEqual([procedure.name])
  }
})

it('the audit trail tells that it was done and not with what', async () => {
  const { rows } = await at.client.alarms.audit({})
  expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(['credential.create', 'credential.replace', 'token.create']))
  expect(leaks(JSON.stringify(rows))).toEqual([])
})

it('no live change and no log line carries one', () => {
  expect(leaks(JSON.stringify(at.changes))).toEqual([])
  expect(leaks(JSON.stringify(at.log))).toEqual([])
})

it('no file holds one in the clear', () => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.some(({ name }) => name.startsWith('operations.db'))).toBe(true)
  for (const { parentPath, name } of files) expect([name, ...leaks(readFileSync(join(parentPath, name), 'utf8'))]).toEqual([name])
})
