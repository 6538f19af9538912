/** The bulletin in words, as a province sends it: the same lines on screen, in the clipboard and on paper. */
import type { TFunction } from 'i18next'
import type { Locale } from '../i18n/words.ts'
import type { BulletinContent, BulletinFact, BulletinFigures } from '../model/bulletin.ts'
import { number, percent } from './number.ts'
import { plain } from './plain.ts'
import { clock, date, iso } from './time.ts'

/** Working among those in service; null where none is. */
export function workingShare({ working, total, notInService }: BulletinFigures): number | null {
  return total === notInService ? null : working / (total - notInService)
}

/** 14:00, 25/11/2026. */
export function hourText(hour: number, locale: Locale): string {
  return `${clock(hour, false)}, ${date(hour, locale)}`
}

/** `bulletin-20261125-1400-r2.pdf`; a draft has no revision. */
export function bulletinFile(hour: number, revision: number): string {
  const [day = '', time = ''] = iso(hour).split('T')
  return `bulletin-${day.replaceAll('-', '')}-${time.slice(0, 5).replace(':', '')}${revision > 0 ? `-r${revision}` : ''}.pdf`
}

/** The figures of all, a sentence each. */
export function figureLines({ total }: BulletinContent, t: TFunction, locale: Locale): string[] {
  const n = (value: number) => number(value, locale)
  const inService = total.total - total.notInService
  return [
    t('bulletin.text.working', { working: n(total.working), stations: n(inService), share: percent(workingShare(total), locale) }),
    t('bulletin.text.interrupted', { n: n(total.interrupted), power: n(total.byPower), planned: n(total.planned) }),
    t('bulletin.text.unknown', { n: n(total.unknown), unreachable: n(total.unreachable) }),
    t('bulletin.text.supply', { battery: n(total.onBattery), genset: n(total.onGenset) }),
    t('bulletin.text.towers', { n: n(total.towersDown) }),
    t('bulletin.text.cables', { cut: n(total.cablesCut), restored: n(total.cablesRestored) }),
  ]
}

/** True where a commune is worth a line of its own. */
export function isTroubled(figures: BulletinFigures): boolean {
  const { interrupted, unknown, onBattery, onGenset, towersDown, cablesCut, cablesRestored } = figures
  return interrupted + unknown + onBattery + onGenset + towersDown + cablesCut + cablesRestored > 0
}

export function communeLine(name: string, figures: BulletinFigures, t: TFunction, locale: Locale): string {
  const n = (value: number) => number(value, locale)
  const parts = (['interrupted', 'unknown', 'onBattery', 'onGenset', 'towersDown', 'cablesCut', 'cablesRestored'] as const)
    .filter((figure) => figures[figure] > 0)
    .map((figure) => `${t(`bulletin.figure.${figure}`).toLocaleLowerCase(locale)} ${n(figures[figure])}`)
  const share = percent(workingShare(figures), locale)
  const head = t('bulletin.text.commune', {
    name: plain(name),
    working: n(figures.working),
    stations: n(figures.total - figures.notInService),
    share,
  })
  return parts.length === 0 ? head : `${head}; ${parts.join(', ')}`
}

/** An entry in one line: when, what, where, and who told it. */
export function factLine(fact: BulletinFact, communes: ReadonlyMap<number, string>, t: TFunction, locale: Locale): string {
  const where = [fact.station ?? '', plain(fact.place), plain(communes.get(fact.communeId) ?? '')].filter((part) => part !== '').join(', ')
  const what = fact.count > 1 ? `${t(`bulletin.kind.${fact.kind}`)} (${number(fact.count, locale)})` : t(`bulletin.kind.${fact.kind}`)
  const restored = fact.restoredAt === null ? '' : ` ${t('bulletin.text.restored', { when: hourText(fact.restoredAt, locale) })}`
  const note = fact.note === '' ? '' : `. ${plain(fact.note)}`
  return `${hourText(fact.at, locale)}: ${what}, ${where}${restored}${note} (${plain(fact.by)})`
}

/** The whole bulletin as text to be sent. */
export function bulletinText(content: BulletinContent, revision: number, t: TFunction, locale: Locale): string {
  const troubled = content.communes.filter(({ figures }) => isTroubled(figures))
  const calm = content.communes.filter(({ figures }) => !isTroubled(figures))
  const names = new Map(content.communes.map(({ id, name }) => [id, name]))
  const rest = calm.reduce((sum, { figures }) => sum + figures.working, 0)
  const restOf = calm.reduce((sum, { figures }) => sum + figures.total - figures.notInService, 0)
  return [
    t('bulletin.text.title').toLocaleUpperCase(locale),
    plain(content.branch),
    t('bulletin.text.asOf', { when: hourText(content.hour, locale) }) +
      (revision > 1 ? ` (${t('bulletin.text.revision', { n: revision })})` : ''),
    '',
    ...figureLines(content, t, locale).map((line, i) => `${i + 1}. ${line}`),
    ...(troubled.length === 0 ? [] : ['', t('bulletin.text.byCommune')]),
    ...troubled.map(({ name, figures }) => `- ${communeLine(name, figures, t, locale)}`),
    ...(troubled.length === 0 || calm.length === 0
      ? []
      : [
          `- ${t('bulletin.text.others', { n: number(calm.length, locale), working: number(rest, locale), stations: number(restOf, locale) })}`,
        ]),
    ...(content.facts.length === 0 ? [] : ['', t('bulletin.text.facts')]),
    ...content.facts.map((fact) => `- ${factLine(fact, names, t, locale)}`),
    '',
    t('bulletin.text.counted'),
  ].join('\n')
}
