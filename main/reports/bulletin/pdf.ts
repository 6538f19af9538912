/** The bulletin on paper: figures, the table by commune, entries, and its revision and hash. The same bulletin gives the same bytes. */
import { factLine, figureLines, hourText, workingShare } from '../../../shared/format/bulletin.ts'
import { number, percent } from '../../../shared/format/number.ts'
import { compareText } from '../../../shared/format/text.ts'
import { plain } from '../../../shared/format/plain.ts'
import { moment } from '../../../shared/format/time.ts'
import { translator, type Locale } from '../../../shared/i18n/words.ts'
import type { BulletinContent, BulletinFigures, IssuedBulletin } from '../../../shared/model/bulletin.ts'
import { paper } from './paper.ts'

export type BulletinPaper = {
  readonly content: BulletinContent
  /** Null for a draft. */
  readonly issued: IssuedBulletin | null
  readonly sha256: string
  readonly locale: Locale
}

/** Columns of the table after the name and the share. */
const FIGURES = ['interrupted', 'unknown', 'onBattery', 'onGenset', 'towersDown', 'cablesCut', 'cablesRestored'] as const
const SHARE_WIDTH = 92
const FIGURE_WIDTH = 44

export async function bulletinPdf({ content, issued, sha256, locale }: BulletinPaper): Promise<Buffer> {
  const t = translator(locale)
  const title = t('bulletin.text.title')
  const sheet = paper(`${title} ${hourText(content.hour, locale)}`, content.hour, locale)
  sheet.line(plain(content.branch), { size: 10, weight: 600, gap: 10 })
  sheet.line(title.toLocaleUpperCase(locale), { size: 14, weight: 600, gap: 2, centre: true })
  sheet.line(t('bulletin.text.asOf', { when: hourText(content.hour, locale) }), { size: 10, gap: 2, centre: true })
  const state = issued
    ? t('bulletin.text.issued', { n: issued.revision, when: moment(issued.issuedAt, locale), by: plain(issued.issuedBy) })
    : t('bulletin.text.draft')
  sheet.line(state, { size: 9, gap: 12, centre: true })
  for (const [i, line] of figureLines(content, t, locale).entries()) sheet.line(`${i + 1}. ${line}`)
  sheet.space(6)
  const cells = (name: string, figures: BulletinFigures): string[] => [
    plain(name),
    `${number(figures.working, locale)}/${number(figures.total - figures.notInService, locale)} = ${percent(workingShare(figures), locale)}`,
    ...FIGURES.map((figure) => number(figures[figure], locale)),
  ]
  sheet.table(
    [
      { width: sheet.width - SHARE_WIDTH - FIGURES.length * FIGURE_WIDTH },
      { width: SHARE_WIDTH, end: true },
      ...FIGURES.map(() => ({ width: FIGURE_WIDTH, end: true })),
    ],
    [t('bulletin.figure.commune'), t('bulletin.figure.working'), ...FIGURES.map((figure) => t(`bulletin.figure.${figure}`))],
    [...content.communes].sort((a, b) => compareText(a.name, b.name) || a.id - b.id).map(({ name, figures }) => cells(name, figures)),
    cells(t('bulletin.figure.all'), content.total),
  )
  if (content.facts.length > 0) {
    const names = new Map(content.communes.map(({ id, name }) => [id, name]))
    sheet.line(t('bulletin.text.facts'), { weight: 600, keep: 40 })
    for (const fact of content.facts) sheet.line(`• ${factLine(fact, names, t, locale)}`, { size: 9, gap: 2, indent: 8 })
    sheet.space(6)
  }
  sheet.line(t('bulletin.text.counted'), { size: 8 })
  return sheet.end((page, pages) => t('bulletin.text.foot', { page, pages, hash: sha256.slice(0, 16) }))
}
