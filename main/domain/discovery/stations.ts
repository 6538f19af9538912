/** Finds the station whose code stands in a device's name: case, accents and separators do not matter, "TQG0327-12_RTN" is TQG0327-12. Pure. */
import { fold } from '../../../shared/format/fold.ts'

/** Shorter codes would be found in anything. */
const LEAST_LETTERS = 3
/** A name of more parts is no name. */
const MOST_PARTS = 40

export type CodeBook = {
  /** Stations whose code is written in the text, at the borders of its words and numbers; the longer of two that overlap. */
  in(text: string): number[]
  /** Stations of exactly this code, however it is spelled. */
  called(code: string): number[]
}

export function codeBook(stations: readonly { readonly id: number; readonly code: string }[]): CodeBook {
  const byCode = new Map<string, number[]>()
  for (const { id, code } of stations) {
    const key = partsOf(code).join('')
    if (key.length >= LEAST_LETTERS) byCode.set(key, [...(byCode.get(key) ?? []), id])
  }
  return {
    called: (code) => byCode.get(partsOf(code).join('')) ?? [],
    in(text) {
      const parts = partsOf(text).slice(0, MOST_PARTS)
      const hits: { from: number; to: number; ids: number[] }[] = []
      for (let from = 0; from < parts.length; from++) {
        let key = ''
        for (let to = from; to < parts.length; to++) {
          key += parts[to]
          const ids = byCode.get(key)
          if (ids) hits.push({ from, to, ids })
        }
      }
      const longest = hits.filter(
        (hit) =>
          !hits.some((other) => other !== hit && other.from <= hit.from && hit.to <= other.to && other.to - other.from > hit.to - hit.from),
      )
      return [...new Set(longest.flatMap(({ ids }) => ids))]
    },
  }
}

/** Runs of letters and runs of digits, folded: "TQG0327-12" is tqg, 0327, 12. */
const partsOf = (text: string): string[] => fold(text).match(/\p{L}+|\d+/gu) ?? []
