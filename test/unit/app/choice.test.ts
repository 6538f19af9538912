/** What the first start chose, on disk. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { demoFolder, NOTHING_CHOSEN, readChoice, readDemo, writeChoice, writeDemo } from '../../../main/app/choice.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'branchwatch-choice-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it('is read back as it was written', () => {
  expect(readChoice(root)).toEqual(NOTHING_CHOSEN)
  const choice = { kind: 'demo' as const, branchName: 'Tuyên Quang', demo: { stations: 300, seed: 7 } }
  writeChoice(join(root, 'deeper'), choice)
  expect(readChoice(join(root, 'deeper'))).toEqual(choice)
})

it('is asked for again where the file is broken', () => {
  for (const text of ['', '{', '{"kind":"other"}', '[]', 'null', '{"kind":"demo","branchName":null,"demo":{"stations":"many"}}']) {
    writeFileSync(join(root, 'choice.json'), text)
    expect(readChoice(root)).toEqual(NOTHING_CHOSEN)
  }
})

it('gives each province a folder of its own', () => {
  const wanted = { stations: 20, seed: 1 }
  expect(demoFolder(root, wanted)).toBe(join(root, 'demo'))
  writeDemo(join(root, 'demo'), { ...wanted, port: 4000 })
  expect(readDemo(join(root, 'demo'))).toEqual({ ...wanted, port: 4000 })
  expect(demoFolder(root, wanted)).toBe(join(root, 'demo'))
  expect(demoFolder(root, { stations: 300, seed: 1 })).toBe(join(root, 'demo-300-1'))
  // A database of an unknown province is not written into.
  rmSync(join(root, 'demo', 'demo.json'))
  writeFileSync(join(root, 'demo', 'operations.db'), '')
  expect(demoFolder(root, wanted)).toBe(join(root, 'demo-20-1'))
})
