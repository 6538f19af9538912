/** The bulletin as the browser prints it. */
import { factLine, figureLines, hourText, workingShare } from '../../../shared/format/bulletin.ts'
import { number, percent } from '../../../shared/format/number.ts'
import { compareText } from '../../../shared/format/text.ts'
import { moment } from '../../../shared/format/time.ts'
import type { BulletinContent, BulletinFigures, IssuedBulletin } from '../../../shared/model/bulletin.ts'
import { useWords } from '../../app/i18n.ts'
import css from '../reports/Sheet.module.css'

const FIGURES = ['interrupted', 'unknown', 'onBattery', 'onGenset', 'towersDown', 'cablesCut', 'cablesRestored'] as const

export function BulletinSheet({ content, issued, sha256 }: { content: BulletinContent; issued: IssuedBulletin | null; sha256: string }) {
  const { t, locale } = useWords()
  const names = new Map(content.communes.map(({ id, name }) => [id, name]))
  const cells = (figures: BulletinFigures) => (
    <>
      <td className={css.n}>
        {number(figures.working, locale)}/{number(figures.total - figures.notInService, locale)} = {percent(workingShare(figures), locale)}
      </td>
      {FIGURES.map((name) => (
        <td key={name} className={css.n}>
          {number(figures[name], locale)}
        </td>
      ))}
    </>
  )
  return (
    <article className={css.sheet} lang={locale}>
      <header>
        <div>{content.branch}</div>
        <h2 className={css.title}>{t('bulletin.text.title')}</h2>
        <p>
          {t('bulletin.text.asOf', { when: hourText(content.hour, locale) })}.{' '}
          {issued
            ? t('bulletin.text.issued', { n: issued.revision, when: moment(issued.issuedAt, locale), by: issued.issuedBy })
            : t('bulletin.text.draft')}
          .
        </p>
        {figureLines(content, t, locale).map((line, i) => (
          <p key={line}>
            {i + 1}. {line}
          </p>
        ))}
      </header>
      <table className={css.table}>
        <thead>
          <tr>
            <th>{t('bulletin.figure.commune')}</th>
            <th className={css.n}>{t('bulletin.figure.working')}</th>
            {FIGURES.map((name) => (
              <th key={name} className={css.n}>
                {t(`bulletin.figure.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...content.communes]
            .sort((a, b) => compareText(a.name, b.name))
            .map(({ id, name, figures }) => (
              <tr key={id}>
                <td>{name}</td>
                {cells(figures)}
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr>
            <th>{t('bulletin.figure.all')}</th>
            {cells(content.total)}
          </tr>
        </tfoot>
      </table>
      {content.facts.map((fact) => (
        <p key={fact.id}>• {factLine(fact, names, t, locale)}</p>
      ))}
      <p>{t('bulletin.text.counted')}</p>
      <p>{t('bulletin.screen.hash', { hash: sha256.slice(0, 16) })}</p>
    </article>
  )
}
