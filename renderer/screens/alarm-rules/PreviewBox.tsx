/** "This rule would have raised N alarms": asks history about a change that is not saved yet, and shows before and after. */
import { FlaskConical } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { date, dayAndMonth } from '../../../shared/format/time.ts'
import type { RuleProposal } from '../../../shared/contract/rules.ts'
import { failureOf, phraseText, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { useBook } from '../alarms/data.ts'
import { figuresOf, sharesOf, worstOf, type PreviewTotal } from './preview.ts'
import { usePreview } from './usePreview.ts'
import css from './Rules.module.css'

/** `proposal` null: there is nothing to try yet; `missing` says what is, otherwise the form has fields to mend first. */
export function PreviewBox({ proposal, missing = null }: { proposal: RuleProposal | null; missing?: string | null }) {
  const { t, locale } = useWords()
  const preview = usePreview()
  const { state, total } = preview
  const going = state === 'going'
  const failure = state === 'failed' ? failureOf(preview.error) : null
  return (
    <section className={css.preview} aria-label={t('rules.preview.title')}>
      <div className={css.previewHead}>
        <h3>{t('rules.preview.title')}</h3>
        {going ? (
          <Button size="small" onClick={preview.cancel}>
            {t('common.cancel')}
          </Button>
        ) : (
          <Button size="small" icon={FlaskConical} disabled={proposal === null} onClick={() => proposal && preview.start(proposal)}>
            {t(state === 'idle' ? 'rules.preview.run' : 'rules.preview.again')}
          </Button>
        )}
      </div>
      {proposal === null && !going ? <p className="muted">{missing ?? t('rules.preview.mend')}</p> : null}
      {going ? (
        <div className={css.progress}>
          <progress max={Math.max(1, total?.stations ?? 1)} value={total?.looked ?? 0} aria-label={t('rules.preview.title')} />
          <span className="muted">
            {t('rules.preview.going', { done: number(total?.looked ?? 0, locale), all: number(total?.stations ?? 0, locale) })}
          </span>
        </div>
      ) : null}
      {failure ? (
        <p role="alert" className={css.problem}>
          {failure.issues[0] ? phraseText(t, failure.issues[0].phrase) : sentence(t, failure)}
        </p>
      ) : null}
      <div aria-live="polite">{total && !going ? <Result total={total} /> : null}</div>
      {total && going ? <Days total={total} /> : null}
    </section>
  )
}

function Result({ total }: { total: PreviewTotal }) {
  const { t, locale } = useWords()
  const n = (value: number) => number(value, locale)
  if (total.cannotTell) return <p className={css.note}>{phraseText(t, total.cannotTell)}</p>
  const figures = figuresOf(total)
  const { before, after, againBefore, againAfter } = figures
  return (
    <>
      {total.done ? null : <p className={css.note}>{t('rules.preview.partial', { done: n(total.looked), all: n(total.stations) })}</p>}
      <p className={css.sentence}>
        {t('rules.preview.sentence', {
          from: date(total.from, locale),
          to: date(total.to, locale),
          before: n(before),
          after: n(after),
          stationsBefore: n(figures.stationsBefore),
          stationsAfter: n(figures.stationsAfter),
        })}{' '}
        {againBefore + againAfter > 0 ? t('rules.preview.againToo', { before: n(againBefore), after: n(againAfter) }) : null}
      </p>
      {before + after === 0 ? <p className="muted">{t('rules.preview.none')}</p> : <Days total={total} />}
      <Worst total={total} />
      <p className="muted">{total.basis === 'alarms' ? t('rules.preview.fromAlarms') : <Coverage total={total} />}</p>
    </>
  )
}

function Coverage({ total }: { total: PreviewTotal }) {
  const { t, locale } = useWords()
  const shares = sharesOf(total)
  if (!shares) return t('rules.preview.noSeries')
  const parts = [
    t('rules.preview.raw', { percent: shares.raw }),
    ...(shares.coarse > 0 ? [t('rules.preview.coarse', { percent: shares.coarse })] : []),
    ...(shares.missing > 0 ? [t('rules.preview.missing', { percent: shares.missing })] : []),
  ]
  return t('rules.preview.coverage', { series: number(total.coverage.series, locale), parts: parts.join(', ') })
}

/** Two bars a day: as it is, and after the change. */
function Days({ total }: { total: PreviewTotal }) {
  const { t, locale } = useWords()
  const most = Math.max(1, ...total.days.flatMap(({ before, after }) => [before, after]))
  const height = (value: number) => `${Math.round((value / most) * 100)}%`
  return (
    <figure className={css.daysFigure}>
      <ol className={css.days} aria-label={t('rules.preview.days')}>
        {total.days.map(({ at, before, after }) => {
          const day = date(at, locale)
          const told = t('rules.preview.day', { day, before: number(before, locale), after: number(after, locale) })
          return (
            <li key={at} title={told}>
              <span className="visually-hidden">{told}</span>
              <span className={css.bars} aria-hidden>
                <i className={css.barBefore} style={{ height: height(before) }} />
                <i className={css.barAfter} style={{ height: height(after) }} />
              </span>
              <span className={css.dayName} aria-hidden>
                {dayAndMonth(at, locale)}
              </span>
            </li>
          )
        })}
      </ol>
      <figcaption className={css.legend}>
        <span>
          <i className={css.barBefore} aria-hidden /> {t('rules.preview.before')}
        </span>
        <span>
          <i className={css.barAfter} aria-hidden /> {t('rules.preview.after')}
        </span>
      </figcaption>
    </figure>
  )
}

function Worst({ total }: { total: PreviewTotal }) {
  const { t, locale } = useWords()
  const book = useBook()
  const rows = worstOf(total)
  if (rows.length === 0) return null
  return (
    <table className={css.worst}>
      <caption>{t('rules.preview.worst')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('rules.preview.station')}</th>
          <th scope="col">{t('rules.preview.before')}</th>
          <th scope="col">{t('rules.preview.after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ stationId, before, after }) => {
          const station = book.station(stationId)
          return (
            <tr key={stationId}>
              <th scope="row">
                <a href={`#/stations/${stationId}`}>
                  {station?.code ?? `#${stationId}`} {station?.name}
                </a>
              </th>
              <td>{number(before.alarms, locale)}</td>
              <td>{number(after.alarms, locale)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
