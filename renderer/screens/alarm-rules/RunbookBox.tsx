/** What the branch tells its people to do about a rule's alarm: its own steps, and a link to the whole procedure. Nothing where it has written nothing. */
import { ExternalLink } from 'lucide-react'
import { isWebAddress, type Runbook } from '../../../shared/model/override.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import css from './Rules.module.css'

export function RunbookBox({ ruleId }: { ruleId: string }) {
  const { t } = useWords()
  const book = useRead('rules.runbooks').data?.find((one) => one.ruleId === ruleId)
  if (!book) return null
  return (
    <section className={css.runbook}>
      <h3>{t('rules.runbook.title')}</h3>
      <RunbookText book={book} />
    </section>
  )
}

export function RunbookText({ book }: { book: Runbook }) {
  const { t, locale } = useWords()
  const said = (locale === 'vi' ? book.vi || book.en : book.en || book.vi).split('\n').map((line) => line.trim())
  const steps = said.filter((line) => line !== '')
  return (
    <>
      {steps.length > 0 ? (
        <ol className={css.steps}>
          {steps.map((step, i) => (
            // oxlint-disable-next-line react/no-array-index-key -- lines of one text have no other name
            <li key={i}>{step}</li>
          ))}
        </ol>
      ) : null}
      {book.url !== '' && isWebAddress(book.url) ? (
        <a href={book.url} target="_blank" rel="noopener noreferrer" className={css.outside}>
          <ExternalLink size={14} strokeWidth={1.75} aria-hidden />
          {t('rules.runbook.open')}
          <span className="muted">{hostOf(book.url)}</span>
        </a>
      ) : null}
    </>
  )
}

const hostOf = (url: string): string => /^https?:\/\/([^/?#]+)/i.exec(url)?.[1] ?? ''
