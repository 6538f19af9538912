/** A real Prometheus scrapes a real console: it is up, with the values that the console shows. Who has no token, or no right name for the host, gets nothing. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { request, type IncomingHttpHeaders } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRefusal } from '../../shared/model/refusal.ts'
import { startWebHost, type WebHost } from '../../main/hosts/web/host.ts'
import { closeAll, open, temporaryFolder, type Opened } from '../support/console.ts'
import { loud } from '../support/loud.ts'

const hasPrometheus = spawnSync('prometheus', ['--version']).error === undefined
if (!hasPrometheus) loud('prometheus is not installed')
const STARTUP = 30_000

let at: Opened
let host: WebHost
let folder = ''
let cookie = ''
beforeAll(async () => {
  folder = temporaryFolder()
  const clientFolder = join(folder, 'client')
  mkdirSync(clientFolder)
  writeFileSync(join(clientFolder, 'index.html'), '<!doctype html><title>page</title>')
  at = await open({ folder, demo: 6 })
  const started = await startWebHost({ console: at.console, port: 0, clientFolder, log: () => {} })
  if (isRefusal(started)) throw new Error(started.data.phrase.key)
  host = started
  const entered = await fetch(host.newLink(), { redirect: 'manual' })
  cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
}, STARTUP)
afterAll(async () => {
  await host.close()
  await closeAll()
})

type Got = { status: number; headers: IncomingHttpHeaders; text: string }
/** Sends any Host header as it is, which fetch does not. */
function get(path: string, headers: Record<string, string> = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: host.port, path, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    sent.on('error', reject).end()
  })
}
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe('/metrics', () => {
  it('is not there before it is opened, and opens to its own token alone', async () => {
    expect((await get('/metrics')).status).toBe(404)
    expect((await get('/metrics', bearer('bw-0123456789abcdef'))).status).toBe(404)
    const other = await at.client.tokens.create({ name: 'kịch bản', role: 'admin' })
    const first = await at.client.openMetrics.open()
    expect(first.door).toMatchObject({ open: true, by: 'Nguyễn Thử', lastAskedAt: null })
    const strangers: Record<string, string>[] = [
      {},
      { cookie },
      bearer(other.secret),
      bearer(`${first.secret}x`),
      { authorization: `Basic ${first.secret}` },
    ]
    for (const headers of strangers) {
      const got = await get('/metrics', headers)
      expect(got.status).toBe(401)
      expect(got.headers['www-authenticate']).toBe('Bearer realm="metrics"')
      expect(got.text).not.toContain('branchwatch_')
    }
    const got = await get('/metrics', bearer(first.secret))
    expect(got.status).toBe(200)
    expect(got.headers).toMatchObject({ 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' })
    expect((await at.client.openMetrics.get()).lastAskedAt).toBeGreaterThan(0)
    // What opens this door opens no other.
    expect((await fetch(`${host.url}/api/stations/overview`, { method: 'POST', headers: bearer(first.secret) })).status).toBe(401)

    const second = await at.client.openMetrics.open()
    expect((await get('/metrics', bearer(first.secret))).status).toBe(401)
    expect((await get('/metrics', bearer(second.secret))).status).toBe(200)
    expect((await get('/metrics', { ...bearer(second.secret), host: 'evil.example' })).status).toBe(421)
    expect((await get('/metrics', { ...bearer(second.secret), origin: 'http://evil.example' })).status).toBe(403)
    await at.client.openMetrics.close()
    expect((await get('/metrics', bearer(second.secret))).status).toBe(404)
    const trail = await at.client.alarms.audit({ before: null, limit: 10 })
    expect(trail.rows.map(({ action }) => action).slice(0, 3)).toEqual(['scrape.close', 'scrape.open', 'scrape.open'])
    expect(JSON.stringify(trail)).not.toContain(second.secret)
  })

  it('tells only what is asked for, and what it does not know', async () => {
    const { secret } = await at.client.openMetrics.open()
    await at.until('readings', async () =>
      (await get('/metrics?group=power', bearer(secret))).text.includes('branchwatch_dc_voltage_volts{'),
    )
    expect((await get('/metrics', bearer(secret))).text).not.toContain('station=')
    const { rows } = await at.client.stations.list()
    const [one, two] = rows.map(({ code }) => code)
    const some = await get(`/metrics?metric=dc.voltage&station=${one}`, bearer(secret))
    expect(some.text).toContain(`branchwatch_dc_voltage_volts{station="${one}"`)
    expect(some.text).not.toMatch(new RegExp(`station="${two}"|branchwatch_battery`))
    for (const wrong of ['group=volts', 'metric=dc.volts', 'station=NOWHERE', 'commune=%C4%90%C3%A2u'])
      expect((await get(`/metrics?${wrong}`, bearer(secret))).status).toBe(400)
    const whole = await get('/metrics?group=all', { ...bearer(secret), accept: 'application/openmetrics-text; version=1.0.0' })
    expect(whole.headers['content-type']).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8')
    expect(whole.text.endsWith('# EOF\n')).toBe(true)
  })
})

describe.skipIf(!hasPrometheus)('Prometheus', () => {
  let process: ChildProcess | null = null
  afterAll(() => void process?.kill('SIGKILL'))

  it('finds the console up, with the values that it shows; and down with a wrong token', async () => {
    const { secret } = await at.client.openMetrics.open()
    const target = `static_configs: [{targets: ['127.0.0.1:${host.port}']}]`
    const job = (name: string, token: string) =>
      `  - {job_name: ${name}, scrape_interval: 1s, authorization: {credentials: ${token}}, params: {group: [power]}, ${target}}`
    const config = join(folder, 'prometheus.yml')
    writeFileSync(config, ['scrape_configs:', job('right', secret), job('wrong', 'bw-scrape-0123456789abcdef'), ''].join('\n'))
    const port = await freePort()
    const storage = join(folder, 'prometheus')
    process = spawn('prometheus', [`--config.file=${config}`, `--storage.tsdb.path=${storage}`, `--web.listen-address=127.0.0.1:${port}`], { stdio: 'ignore' })
    type Result = { metric: Record<string, string>; value: [number, string] }
    const query = async (text: string): Promise<Result[]> => {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(text)}`).catch(() => null)
      if (!answer?.ok) return []
      return ((await answer.json()) as { data: { result: Result[] } }).data.result
    }
    const up = await at.until('a scrape of each', async () => {
      const found = await query('up')
      return found.length === 2 && found.some(({ value }) => value[1] === '1') ? found : null
    })
    expect(Object.fromEntries(up.map(({ metric, value }) => [metric['job'], value[1]]))).toEqual({ right: '1', wrong: '0' })
    // A reading stays for a whole interval of polls: the two are compared until both have the same one.
    const [row] = (await at.client.stations.list()).rows
    await at.until('the same value', async () => {
      const shown = (await at.client.stations.readings({ id: row!.id })).find(({ metric, quality }) => metric === 'dc.voltage' && quality === 'good')
      const [scraped] = await query(`branchwatch_dc_voltage_volts{station="${row!.code}",component="${shown?.instance ?? ''}"}`)
      return shown && scraped && Number(scraped.value[1]) === shown.value
    })
    const [devices] = await query('branchwatch_devices{job="right"}')
    expect(Number(devices?.value[1])).toBe((await at.client.poller.health()).devices)
    expect((await query('count(branchwatch_station_info)'))[0]?.value[1]).toBe('6')
  }) // prettier-ignore
})
