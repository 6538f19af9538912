/** Be Vietnam Pro for paper: two files a weight, each with half of the letters, and text cut into runs of one file each. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PACKAGE = '@fontsource/be-vietnam-pro'
export const WEIGHTS = [400, 600] as const
export type Weight = (typeof WEIGHTS)[number]
const SUBSETS = ['latin', 'vietnamese'] as const
type Subset = (typeof SUBSETS)[number]

/** Where the build has put them beside the bundle, or where the package has them. */
function folder(): string {
  const beside = fileURLToPath(new URL('./fonts', import.meta.url))
  return existsSync(beside) ? beside : join(dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`)), 'files')
}

export type FontFile = { readonly name: string; readonly bytes: Buffer }

export function fontFiles(): FontFile[] {
  const place = folder()
  return WEIGHTS.flatMap((weight) =>
    SUBSETS.map((subset) => ({
      name: fontName(weight, subset),
      bytes: readFileSync(join(place, `be-vietnam-pro-${subset}-${weight}-normal.woff`)),
    })),
  )
}

function fontName(weight: Weight, subset: Subset): string {
  return `${subset}-${weight}`
}

/** As in the package's own unicode-range. */
const VIETNAMESE = /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01A0\u01A1\u01AF\u01B0\u1EA0-\u1EF9\u20AB]/
const LATIN = /[\u0020-\u00FF\u0131\u0152\u0153\u02C6\u02DA\u02DC\u2000-\u206F\u20AC\u2122\u2212\u2215]/

export type Run = { readonly font: string; readonly text: string }

/** Letters that neither file has become a question mark: a box would say less. */
export function runsOf(text: string, weight: Weight): Run[] {
  const runs: { font: string; text: string }[] = []
  for (const letter of text.normalize('NFC').replaceAll('\u2009', '\u00A0')) {
    const isVietnamese = VIETNAMESE.test(letter)
    const font = fontName(weight, isVietnamese ? 'vietnamese' : 'latin')
    const shown = isVietnamese || LATIN.test(letter) ? letter : '?'
    const last = runs.at(-1)
    if (last?.font === font) last.text += shown
    else runs.push({ font, text: shown })
  }
  return runs
}
