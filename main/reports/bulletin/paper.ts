/** Writing on A4: lines of runs, wrapped words, tables that go on over pages with their heads, and a foot on every page. */
import PDFDocument from 'pdfkit'
import { fontFiles, runsOf, type Weight } from './fonts.ts'

const MARGIN = 42
const FOOT = 28

export type Cell = { readonly text: string; readonly end?: boolean }
export type ColumnWidth = { readonly width: number; readonly end?: boolean }

export type Paper = {
  readonly width: number
  /** `keep`: room that has to be left below it, so that a heading does not stand alone. */
  line(text: string, options?: { size?: number; weight?: Weight; gap?: number; indent?: number; centre?: boolean; keep?: number }): void
  space(height: number): void
  table(columns: readonly ColumnWidth[], head: readonly string[], rows: readonly (readonly string[])[], total: readonly string[]): void
  /** Ends the document; `foot` is put on every page with its number. */
  end(foot: (page: number, pages: number) => string): Promise<Buffer>
}

/** `at` is the moment that the file says it was made at: the same content gives the same bytes. */
export function paper(title: string, at: number, language: string): Paper {
  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    font: '',
    lang: language,
    displayTitle: true,
    info: { Title: title, Creator: 'Branchwatch', Producer: 'Branchwatch', CreationDate: new Date(at) },
  })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  for (const { name, bytes } of fontFiles()) doc.registerFont(name, bytes)
  const width = doc.page.width - 2 * MARGIN
  const bottom = doc.page.height - MARGIN - FOOT
  let y = MARGIN

  const widthOf = (text: string, size: number, weight: Weight): number =>
    runsOf(text, weight).reduce((sum, run) => sum + doc.font(run.font).fontSize(size).widthOfString(run.text), 0)
  const draw = (text: string, x: number, top: number, size: number, weight: Weight): void => {
    let at = x
    for (const run of runsOf(text, weight)) {
      doc.font(run.font).fontSize(size).text(run.text, at, top, { lineBreak: false })
      at += doc.widthOfString(run.text)
    }
  }
  /** Words put into lines no wider than `most`; a word wider than that is cut. */
  const wrap = (text: string, most: number, size: number, weight: Weight): string[] => {
    const lines: string[] = []
    let line = ''
    for (const word of text.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`
      if (widthOf(longer, size, weight) <= most) {
        line = longer
        continue
      }
      if (line !== '') lines.push(line)
      line = word
      while (widthOf(line, size, weight) > most && line.length > 1) {
        let cut = line.length - 1
        while (cut > 1 && widthOf(line.slice(0, cut), size, weight) > most) cut--
        lines.push(line.slice(0, cut))
        line = line.slice(cut)
      }
    }
    return [...lines, line]
  }
  const room = (height: number): boolean => {
    if (y + height <= bottom) return false
    doc.addPage()
    y = MARGIN
    return true
  }

  return {
    width,
    line(text, { size = 10, weight = 400, gap = 4, indent = 0, centre = false, keep = 0 } = {}) {
      for (const part of wrap(text, width - indent, size, weight)) {
        room(size * 1.35 + keep)
        const shift = centre ? (width - widthOf(part, size, weight)) / 2 : indent
        draw(part, MARGIN + shift, y, size, weight)
        y += size * 1.35
      }
      y += gap
    },
    space(height) {
      y += height
    },
    table(columns, head, rows, total) {
      const size = 8.5
      const pad = 4
      const row = (cells: readonly string[], weight: Weight, shade: boolean): void => {
        const texts = cells.map((cell, i) => wrap(cell, (columns[i]?.width ?? 0) - 2 * pad, size, weight))
        const height = Math.max(...texts.map((lines) => lines.length)) * size * 1.3 + 2 * pad
        if (room(height) && !shade) row(head, 600, true)
        let x = MARGIN
        for (const [i, lines] of texts.entries()) {
          const column = columns[i]
          if (!column) continue
          if (shade) doc.rect(x, y, column.width, height).fill('#eceff3')
          doc.rect(x, y, column.width, height).lineWidth(0.5).stroke('#98a2b0')
          doc.fillColor('#000000')
          for (const [n, text] of lines.entries()) {
            const shift = column.end ? column.width - pad - widthOf(text, size, weight) : pad
            draw(text, x + shift, y + pad + n * size * 1.3, size, weight)
          }
          x += column.width
        }
        y += height
      }
      row(head, 600, true)
      for (const cells of rows) row(cells, 400, false)
      row(total, 600, true)
      y += 8
    },
    async end(foot) {
      const { count } = doc.bufferedPageRange()
      for (let page = 0; page < count; page++) {
        doc.switchToPage(page)
        // Below the margin: otherwise it would begin a page of its own.
        doc.page.margins.bottom = 0
        draw(foot(page + 1, count), MARGIN, doc.page.height - MARGIN, 7.5, 400)
      }
      const ended = new Promise<void>((resolve) => void doc.on('end', () => resolve()))
      doc.end()
      await ended
      return Buffer.concat(chunks)
    },
  }
}
