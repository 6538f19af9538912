/** Every refusal written in the product has its sentence in the dictionaries. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { vi as dictionary } from '../../../shared/i18n/vi.ts'

const root = resolve(import.meta.dirname, '../../..')

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
}

function sentence(key: string): unknown {
  let at: unknown = dictionary
  for (const part of key.split('.')) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined
  return at
}

/** Keys written out in full; those put together at run time are for the tests of their rooms. */
function keysOf(text: string): string[] {
  const refused = [...text.matchAll(/refuse\(\s*'[A-Z_]+',\s*'([\w.]+)'/g)].map((match) => `error.${match[1]}`)
  const named = [...text.matchAll(/key: '((?:error|outcome|health)\.[\w.]+)'/g)].map((match) => match[1] ?? '')
  return [...refused, ...named]
}

it('is in the dictionary', () => {
  const found = sources('main').flatMap((file) => keysOf(readFileSync(join(root, file), 'utf8')).map((key) => ({ file, key })))
  expect(found.length).toBeGreaterThan(40)
  expect(found.filter(({ key }) => typeof sentence(key) !== 'string')).toEqual([])
})
