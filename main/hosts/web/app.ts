/** What the web host answers to each path: the link, the page, its files, the programming interface. */
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Console } from '../../app/console.ts'
import type { ConsoleRouter } from '../../app/router.ts'
import { pageHeaders } from '../page-headers.ts'
import { createApi } from './api.ts'
import type { ClientFiles } from './client-files.ts'
import { createDownloads } from './downloads.ts'
import { createMetrics } from './metrics.ts'
import { PLAIN_CSS, plainPage, plainText } from './page.ts'
import { buckets } from './rate.ts'
import type { Sessions } from './sessions.ts'

export type AppParts = {
  console: Console
  router: ConsoleRouter
  files: ClientFiles
  sessions: Sessions
  cookie: string
  cookieOf: (header: string | undefined) => string | undefined
  url: string
  version: string
  now: () => number
}

type Env = { Bindings: HttpBindings }

export function createApp(parts: AppParts): Hono<Env> {
  const { files, sessions, cookie, cookieOf, now } = parts
  const requests = buckets(600, 60, now)
  const entries = buckets(20, 0.2, now)
  const app = new Hono<Env>()

  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(pageHeaders(`ws://${c.req.header('host') ?? ''}`))) c.header(name, value)
    if (!requests.take(c.env.incoming.socket.remoteAddress ?? '')) return c.text(plainText('access.tooMany'), 429, { 'retry-after': '2' })
    return next()
  })

  app.get('/enter/:token', (c) => {
    c.header('cache-control', 'no-store')
    // A look without reading (HEAD) must not use the link up.
    if (c.req.method !== 'GET') return c.body(null, 204)
    const session = sessions.enter(c.req.param('token'))
    if (!session) {
      if (sessions.find(cookieOf(c.req.header('cookie')))) return c.redirect('/', 303)
      // Only wrong links count: a person with a good one is never slowed.
      if (!entries.take(c.env.incoming.socket.remoteAddress ?? '')) return c.text(plainText('access.tooMany'), 429, { 'retry-after': '5' })
      return c.html(plainPage('web.linkUsedTitle', 'web.linkUsed'), 410)
    }
    c.header('set-cookie', `${cookie}=${session.id}; Path=/; HttpOnly; SameSite=Strict`)
    return c.redirect('/', 303)
  })

  app.get('/', async (c) => {
    c.header('cache-control', 'no-store')
    if (!sessions.find(cookieOf(c.req.header('cookie')))) return c.html(plainPage('web.sessionTitle', 'web.session'), 401)
    const file = await files.index()
    return c.body(file.body, 200, { 'content-type': file.type })
  })

  // A page whose socket was not taken asks here why: the socket itself does not say.
  app.get('/rpc', (c) => c.body(null, sessions.find(cookieOf(c.req.header('cookie'))) ? 426 : 401, { 'cache-control': 'no-store' }))

  app.get('/plain.css', (c) => c.body(PLAIN_CSS, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }))

  app.use('/api/*', async (c, next) => {
    c.header('cache-control', 'no-store')
    return next()
  })
  const hasSession = (header: string | undefined): boolean => sessions.find(cookieOf(header)) !== null
  app.route('/api', createApi({ ...parts, hasSession }))
  app.route('/metrics', createMetrics({ console: parts.console, now }))
  app.route('/exports', createDownloads({ console: parts.console, hasSession, now }))

  app.get('*', async (c) => {
    const file = await files.read(c.req.path)
    if (!file) return c.html(plainPage('web.refusedTitle', 'web.notFound'), 404)
    return c.body(file.body, 200, { 'content-type': file.type, 'cache-control': file.cache })
  })
  app.notFound((c) => c.text(plainText('web.notFound'), 404))
  return app
}
