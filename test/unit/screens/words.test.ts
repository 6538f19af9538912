/** Every text key that the screens name in full is in both dictionaries, and every key of theirs is named somewhere. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dictionaries, LOCALES } from '../../../shared/i18n/words.ts'

const root = resolve(import.meta.dirname, '../../../renderer/screens')
const FOLDERS = ['alarms', 'inspections', 'reports', 'settings', 'setup', 'demo']
const AREAS = ['alarms', 'inspections', 'reports', 'settings', 'setup', 'imports'] as const

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8')),
).join('\n')

function lookup(dictionary: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], dictionary)
}

function leaves(node: object, path: string): string[] {
  return Object.entries(node).flatMap(([name, child]) =>
    typeof child === 'string' ? [`${path}.${name}`] : leaves(child as object, `${path}.${name}`),
  )
}

/** Keys written out whole, and templates with a hole as patterns. */
const whole = [...sources.matchAll(/'((?:alarms|inspections|reports|settings|setup|imports|common)\.[A-Za-z0-9.]+)'/g)].map(
  (match) => match[1] ?? '',
)
const templates = [...sources.matchAll(/`((?:alarms|inspections|reports|settings|setup|imports)\.[^`]*\$\{[^`]*)`/g)].map(
  (match) => new RegExp(`^${(match[1] ?? '').replaceAll('.', '\\.').replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, '[A-Za-z0-9.]+')}$`),
)

describe.each(LOCALES)('%s', (locale) => {
  it('has every key that is named in full', () => {
    const keys = whole.filter((key) => !/\.(tsx?|css)$/.test(key) && !contractPath(key) && !storageName(key))
    expect(keys.length).toBeGreaterThan(150)
    expect(keys.filter((key) => lookup(dictionaries[locale].translation, key) === undefined)).toEqual([])
  })

  it('has no key that nobody names', () => {
    const names = new Set(whole)
    const all = AREAS.flatMap((area) => leaves(dictionaries[locale].translation[area], area))
    expect(all.filter((key) => !names.has(key) && !templates.some((pattern) => pattern.test(key)))).toEqual([])
  })
})

/** `alarms.active` and the like are procedures of the contract. */
function contractPath(key: string): boolean {
  return (
    new RegExp(`(?:useRead|useCommand|call|keyOf|InputOf<|OutputOf<|refresh)[^\\n]*'${key.replaceAll('.', '\\.')}'`).test(sources) ||
    new RegExp(`^\\s*'${key.replaceAll('.', '\\.')}',?$`, 'm').test(sources)
  )
}

/** Tables name themselves in the browser's storage. */
function storageName(key: string): boolean {
  return sources.includes(`id="${key}"`) || sources.includes(`? '${key}' : `) || sources.includes(`: '${key}'}`)
}
