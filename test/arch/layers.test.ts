/** Who may import whom, read off the import statements of every source file. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** Every room with what it may import besides itself. `npm:` names packages, `node:*` Node itself. */
const RULES: Record<string, { rooms: string[]; packages: string[]; node: boolean }> = {
  shared: { rooms: [], packages: ['zod', '@orpc/contract', 'i18next'], node: false },
  'main/domain': { rooms: ['shared'], packages: ['zod'], node: false },
  'main/snmp': { rooms: ['shared'], packages: ['net-snmp'], node: true },
  'main/profiles': { rooms: ['shared', 'main/snmp'], packages: ['zod', 'yaml'], node: true },
  'main/poll': { rooms: ['shared', 'main/snmp', 'main/profiles'], packages: [], node: true },
  'main/store': { rooms: ['shared', 'main/domain'], packages: ['better-sqlite3'], node: true },
  'main/reports': { rooms: ['shared', 'main/domain'], packages: ['hyparquet-writer', 'pdfkit'], node: true },
  'main/notify': { rooms: ['shared', 'main/domain'], packages: ['nodemailer'], node: true },
  'main/simulator': { rooms: ['shared'], packages: ['zod', 'yaml'], node: true },
  'main/engine': { rooms: ['shared', 'main/domain', 'main/poll', 'main/store'], packages: [], node: true },
  'main/app': {
    rooms: [
      'shared',
      'main/domain',
      'main/engine',
      'main/notify',
      'main/poll',
      'main/profiles',
      'main/snmp',
      'main/store',
      'main/reports',
      'main/simulator',
    ],
    packages: ['@orpc/server', '@orpc/contract', 'zod', 'csv-parse'],
    node: true,
  },
  'main/hosts': { rooms: ['shared', 'main/app', 'main/simulator'], packages: ['*'], node: true },
  renderer: { rooms: ['shared'], packages: ['*'], node: false },
}

/** Packages that a layer open to all packages must still not touch. */
const NEVER: Record<string, RegExp> = {
  renderer: /^(electron|better-sqlite3|net-snmp|ws|hono|@hono\/|@orpc\/server|node:)/,
  'main/hosts': /^(better-sqlite3|net-snmp|react)/,
}

type Import = { file: string; target: string }

function files(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

function imports(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  const found = text.matchAll(
    /^(?:import|export)\b[^'"]*?\bfrom\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
  )
  return [...found].map((match) => ({ file, target: match[1] ?? match[2] ?? match[3] ?? '' }))
}

function roomOf(path: string): string | null {
  const names = Object.keys(RULES).sort((a, b) => b.length - a.length)
  return names.find((name) => path === name || path.startsWith(`${name}/`)) ?? null
}

function verdict({ file, target }: Import, room: string): string | null {
  const rule = RULES[room]!
  if (target.startsWith('.')) {
    const path = relative(root, resolve(root, dirname(file), target))
    const other = roomOf(path)
    if (other === room || other === null)
      return other === null && !path.startsWith('node_modules') && path !== 'package.json' ? `${file} → ${path} (no room)` : null
    return rule.rooms.includes(other) ? null : `${file} → ${path}`
  }
  if (target.startsWith('node:')) return rule.node ? null : `${file} → ${target}`
  const name = target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : target.split('/')[0]!
  if (NEVER[room]?.test(target)) return `${file} → ${target}`
  return rule.packages.includes('*') || rule.packages.includes(name) ? null : `${file} → ${target}`
}

describe('layers', () => {
  for (const room of Object.keys(RULES)) {
    it(`${room} imports only what it may`, () => {
      const broken = files(room)
        .filter((file) => roomOf(file) === room)
        .flatMap((file) => imports(file).map((entry) => verdict(entry, room)))
        .filter((entry) => entry !== null)
      expect(broken).toEqual([])
    })
  }

  it('nothing is allowed that nobody needs', () => {
    const idle = Object.entries(RULES).flatMap(([room, rule]) => {
      const targets = files(room)
        .filter((file) => roomOf(file) === room)
        .flatMap((file) => imports(file))
      const rooms = new Set(
        targets.map(({ file, target }) => target.startsWith('.') && roomOf(relative(root, resolve(root, dirname(file), target)))),
      )
      const packages = targets.map(({ target }) => target)
      return [
        ...rule.rooms.filter((other) => !rooms.has(other)),
        ...rule.packages.filter((name) => name !== '*' && !packages.some((target) => target === name || target.startsWith(`${name}/`))),
      ].map((other) => `${room} → ${other}`)
    })
    expect(idle).toEqual([])
  })

  it('ARCHITECTURE.md says the same', () => {
    const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
    const told = Array.from(page.matchAll(/^\| `([\w/]+)` → \| (.*) \|$/gm), (match) => [
      match[1],
      new Set(Array.from((match[2] ?? '').matchAll(/`([\w/]+)`/g), (name) => name[1])),
    ])
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(Object.entries(RULES).map(([room, { rooms }]) => [room, new Set(rooms)])))
  })

  it('finds imports at all', () => {
    expect(imports('shared/contract/contract.ts').map((entry) => entry.target)).toContain('./stations.ts')
  })

  it('migrations import nothing that lives', () => {
    const living = files('main/store/migrations')
      .flatMap((file) => imports(file))
      .filter((entry) => !/^\.\/[a-z0-9-]+\.ts$/.test(entry.target))
    expect(living).toEqual([])
  })

  it('the domain has no clock and no randomness', () => {
    const impure = files('main/domain').filter((file) =>
      /\bDate\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|setTimeout\(|setInterval\(/.test(
        readFileSync(join(root, file), 'utf8'),
      ),
    )
    expect(impure).toEqual([])
  })
})
