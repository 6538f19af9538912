/** The built desktop program in its window: on a stand-in for Electron's runtime always, on the real one where it is installed. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askRunning } from '../../main/hosts/instance.ts'
import { hasElectron, startAgain, startDesktop, type Desktop, type Runtime } from '../support/desktop.ts'
import { loud } from '../support/loud.ts'
import { waitFor } from '../support/wait.ts'

const runtimes: Runtime[] = ['stand-in']
if (hasElectron()) runtimes.push('electron')
else loud('Electron’s runtime is not installed (or there is no display): the desktop suite runs on the stand-in only')

describe.each(runtimes)('desktop on %s', (runtime) => {
  const folder = mkdtempSync(join(tmpdir(), 'branchwatch-desktop-'))
  const standsIn = runtime === 'stand-in'
  let desktop: Desktop

  beforeAll(async () => {
    desktop = await startDesktop(runtime, folder, { demo: 30, seed: 4, scenario: 'hub-falls' })
  })
  afterAll(() => {
    desktop.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  it('opens on the overview, in the person’s language, without a complaint', async () => {
    await desktop.page.getByRole('heading', { name: 'Tổng quan' }).first().waitFor()
    await desktop.page.waitForFunction(() => document.querySelector('main')?.textContent?.includes('30'), undefined, { timeout: 20_000 })
    expect(await desktop.page.title()).toContain('Branchwatch')
    expect(await desktop.page.evaluate(() => (window as unknown as { branchwatch: { host: string } }).branchwatch.host)).toBe('desktop')
    expect(desktop.complaints).toEqual([])
  })

  it('gives the page nothing of Node or Electron', async () => {
    const found = await desktop.page.evaluate(() => ({
      names: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
      bridge: Object.keys((window as unknown as { branchwatch: object }).branchwatch).sort(),
      frozen: Object.isFrozen((window as unknown as { branchwatch: object }).branchwatch),
    }))
    expect(found).toEqual({ names: [], bridge: ['host', 'onCommand', 'ready', 'saveExport'], frozen: true })
    const [first] = (await desktop.record()).windows
    expect(first?.options).toMatchObject({
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, webSecurity: true },
    })
    expect((await desktop.record()).sandboxed).toBe(true)
  })

  it('answers every file with the policy, and nothing but files of the page', async () => {
    const answers = await desktop.page.evaluate(async () => {
      const ask = async (path: string, method = 'GET') => {
        const answer = await fetch(path, { method })
        return { status: answer.status, policy: answer.headers.get('content-security-policy'), type: answer.headers.get('content-type') }
      }
      return {
        page: await ask('/index.html'),
        missing: await ask('/none.js'),
        outside: await ask('/%2e%2e/%2e%2e/package.json'),
        dotted: await ask('/assets/..%2f..%2f..%2fpackage.json'),
        post: await ask('/index.html', 'POST'),
      }
    })
    expect(answers.page).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
    expect(answers.page.policy).toContain("default-src 'self'")
    expect(answers.page.policy).toContain("require-trusted-types-for 'script'")
    expect([answers.missing.status, answers.outside.status, answers.dotted.status, answers.post.status]).toEqual([404, 404, 404, 405])
    desktop.complaints.length = 0
  })

  it('refuses script that is not its own', async () => {
    const ran = await desktop.page.evaluate(() => {
      const script = document.createElement('script')
      try {
        script.text = 'window.intruder = true'
      } catch {
        return 'refused by trusted types'
      }
      document.head.append(script)
      return 'intruder' in window ? 'ran' : 'refused by policy'
    })
    expect(ran).toMatch(/^refused/)
    await waitFor(() => Promise.resolve(desktop.complaints.length > 0), 3000)
    desktop.complaints.length = 0
  })

  it('carries a click to the core and its change back to the screen', async () => {
    await desktop.page.evaluate(() => void (location.hash = '#/alarms/list?view=all'))
    // The scenario's first alarm comes after its hold of a few polls.
    const row = desktop.page.locator('main [role=row][data-key]').filter({ hasText: 'TQG' }).first()
    await row.waitFor({ timeout: 90_000 })
    const key = await row.getAttribute('data-key')
    const same = desktop.page.locator(`main [role=row][data-key="${key}"]`)
    expect(await same.innerText()).toContain('Chưa xác nhận')
    await same.click()
    await desktop.page.getByRole('button', { name: 'Xác nhận', exact: true }).first().click()
    const confirm = desktop.page.getByRole('dialog').getByRole('button', { name: 'Xác nhận', exact: true })
    if (await confirm.isVisible().catch(() => false)) await confirm.click()
    await waitFor(async () => !(await same.innerText()).includes('Chưa xác nhận'), 10_000)
    expect(await same.innerText()).toContain('Đã xác nhận')
  })

  it.runIf(standsIn)('shows the worst severity in the tray and tells of critical alarms, within bounds', async () => {
    const { tray, menu } = await desktop.record()
    expect(tray?.menu).toEqual(['Mở cửa sổ', 'Cảnh báo', 'Thoát'])
    await waitFor(async () => /cảnh báo đang mở, nặng nhất: /.test((await desktop.record()).tray?.tooltip ?? ''), 60_000)
    expect(menu).toEqual(['Tệp', 'Sửa', 'Xem'])
    expect((await desktop.record()).notifications.length).toBeLessThanOrEqual(7)
  })

  it.runIf(standsIn)('saves an export where the person says, whole, and hands out nothing else', async () => {
    await desktop.page.evaluate(() => void (location.hash = '#/export?period=today&m=dc.voltage'))
    await desktop.page.getByRole('button', { name: 'Xuất', exact: true }).click()
    const download = desktop.page.getByRole('button', { name: /^Tải về: / }).first()
    await download.waitFor({ timeout: 30_000 })
    await download.click()
    await waitFor(async () => (await desktop.record()).asked.length === 1, 5000)
    const [name = ''] = (await desktop.record()).asked.map((path) => basename(path))
    const saved = join(folder, 'saved')
    expect(existsSync(saved)).toBe(false)
    mkdirSync(saved)
    await download.click()
    await waitFor(() => Promise.resolve(existsSync(join(saved, name))), 5000)
    expect(readFileSync(join(saved, name))).toEqual(readFileSync(join(folder, 'demo/exports', name)))
    expect(readFileSync(join(saved, name), 'utf8').split('\r\n').length).toBeGreaterThan(2)
    expect(readdirSync(saved)).toEqual([name])
    const others = ['../operations.db', '../../choice.json', `${name}.json`, ''].map((id) => desktop.page.evaluate(
      (asked) => (window as unknown as { branchwatch: { saveExport(id: string): Promise<unknown> } }).branchwatch.saveExport(asked), id))
    for (const answer of await Promise.all(others)) expect(answer).toMatchObject({ refused: 'NOT_FOUND' })
    expect(readdirSync(saved)).toEqual([name])
    await desktop.page.evaluate(() => void (location.hash = '#/alarms'))
  }) // prettier-ignore

  it('does not leave its origin, neither by link nor by script', async () => {
    const before = desktop.page.url()
    await desktop.page.evaluate(() => void (location.href = 'https://example.com/away'))
    await new Promise((later) => setTimeout(later, 500))
    expect(desktop.page.url()).toBe(before)
    desktop.complaints.length = 0
  })

  it('opens no other window', async () => {
    await desktop.page.evaluate(() => void window.open('https://example.com/popup'))
    await new Promise((later) => setTimeout(later, 800))
    const { windows, outside } = await desktop.record()
    expect(windows.filter(({ closed }) => !closed)).toHaveLength(1)
    expect(outside).toEqual([])
    desktop.complaints.length = 0
  })

  it('is given no permission', async () => {
    const outcome = await desktop.page.evaluate(
      () =>
        new Promise<string>((done) =>
          navigator.geolocation.getCurrentPosition(
            () => done('given'),
            (error) => done(`refused ${error.code}`),
            { timeout: 2000 },
          ),
        ),
    )
    expect(outcome).toBe('refused 1')
    expect(Object.values((await desktop.record()).permissions)).not.toContain(true)
    desktop.complaints.length = 0
  })

  it('hands out a fresh port after a reload', async () => {
    const { ports } = await desktop.record()
    await desktop.page.reload()
    await desktop.page.waitForFunction(() => document.querySelector('main')?.textContent?.includes('TQG'), undefined, { timeout: 20_000 })
    const after = (await desktop.record()).ports
    // The real runtime does not count them for us.
    const fresh = standsIn ? 1 : 0
    expect([after.opened - ports.opened, after.closed - ports.closed]).toEqual([fresh, fresh])
  })

  it.runIf(standsIn)('decided each of these itself', async () => {
    const { navigations, opened } = await desktop.record()
    expect(navigations).toContainEqual({ url: 'https://example.com/away', prevented: true })
    expect(opened.map(({ action }) => action)).toEqual(['deny'])
  })

  it('comes forward when it is started again, and the second one goes', async () => {
    const { windows } = await desktop.record()
    expect(await startAgain(runtime, folder)).toBe(0)
    await waitFor(async () => ((await desktop.record()).windows[0]?.focused ?? 0) > (windows[0]?.focused ?? 0), 5000)
    expect(await askRunning(folder, 'look')).toEqual({ pid: desktop.process.pid, host: 'desktop', link: null })
  })

  it('ends cleanly when its window is closed: place kept, databases whole, folder free', async () => {
    await desktop.closeWindow()
    expect(await desktop.ended()).toBe(0)
    expect(JSON.parse(readFileSync(join(folder, 'window/place.json'), 'utf8'))).toMatchObject({ maximized: false })
    expect(existsSync(join(folder, 'demo/operations.db'))).toBe(true)
    expect(existsSync(join(folder, 'demo/operations.db-wal'))).toBe(false)
    expect(await askRunning(folder, 'look')).toBeNull()
  })
})

describe('a folder that a browser console holds', () => {
  it('is left alone by the window', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'branchwatch-desktop-held-'))
    const { holdFolder } = await import('../../main/hosts/instance.ts')
    const held = await holdFolder(folder, () => ({ pid: process.pid, host: 'web', link: 'http://127.0.0.1:1/' }))
    expect(await startAgain('stand-in', folder)).toBe(1)
    await held?.release()
    rmSync(folder, { recursive: true, force: true })
  })
})
