/** The sheet itself: station header, every answer, findings, and the lines to sign on. */
import type { ReactNode } from 'react'
import type { TFunction } from 'i18next'
import { number, withUnit } from '../../../shared/format/number.ts'
import { dayOf, dayText, moment } from '../../../shared/format/time.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { Answer, ChecklistItem } from '../../../shared/model/inspection.ts'
import type { Commune, Hamlet, Station } from '../../../shared/model/station.ts'
import type { OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { answersOf } from './draft.ts'
import { nameOf } from './names.ts'
import { itemsOf, resultOf } from '../../../shared/model/answer.ts'
import { compare } from './result.ts'
import css from './Sheet.module.css'

export type InspectionSheetProps = {
  round: OutputOf<'inspections.get'>
  station: Station
  communes: readonly Commune[]
  hamlets: readonly Hamlet[]
  branch: string
}

export function InspectionSheet({ round, station, communes, hamlets, branch }: InspectionSheetProps) {
  const { t, locale } = useWords()
  const { inspection, checklist, findings } = round
  const answers = answersOf(inspection.answers)
  const at = inspection.finishedAt ?? inspection.startedAt
  const today = dayOf(inspection.startedAt)
  const items = itemsOf(checklist)
  const count = (wanted: Answer['result']) => items.filter((item) => resultOf(item, answers.get(item.id), today) === wanted).length
  const [y = '', m = '', d = ''] = dayOf(at).split('-')
  const head = (id: string) => t(`inspections.print.${id}`)
  return (
    <article className={css.sheet} lang={locale}>
      <header className={css.head}>
        <div className={css.branch}>{branch}</div>
        <h2 className={css.title}>{head('title')}</h2>
        {inspection.state === 'finished' ? null : <p className={css.draft}>{head('draft')}</p>}
      </header>
      <StationFacts station={station} communes={communes} hamlets={hamlets}>
        <Fact name={head('date')}>{moment(at, locale)}</Fact>
        <Fact name={head('inspector')}>{inspection.by}</Fact>
        <Fact name={head('reason')}>{t(`inspections.reason.${inspection.reason}`)}</Fact>
        <Fact name={head('checklist')}>
          {t('inspections.print.checklistValue', { name: nameOf(checklist, locale), version: checklist.version })}
        </Fact>
      </StationFacts>
      <p className={css.summary}>
        <strong>{head('summary')}:</strong>{' '}
        {t('inspections.print.summaryValue', {
          passed: count('pass'),
          failed: count('fail'),
          na: count('notApplicable'),
          unanswered: count(null),
        })}
      </p>
      <table className={css.answers}>
        <thead>
          <tr>
            <th className={css.no}>{head('number')}</th>
            <th>{head('item')}</th>
            <th className={css.value}>{head('value')}</th>
            <th className={css.value}>{head('live')}</th>
            <th className={css.result}>{head('result')}</th>
            <th className={css.note}>{head('note')}</th>
          </tr>
        </thead>
        {checklist.groups.map((group, index) => (
          <tbody key={group.id}>
            <tr className={css.groupRow}>
              <th colSpan={6} scope="rowgroup">
                {index + 1}. {nameOf(group, locale)}
              </th>
            </tr>
            {group.items.map((item, row) => (
              <Row key={item.id} label={`${index + 1}.${row + 1}`} item={item} answer={answers.get(item.id)} today={today} />
            ))}
          </tbody>
        ))}
      </table>
      {findings.length > 0 ? (
        <section className={css.findings}>
          <h3>{head('findings')}</h3>
          <ol>
            {findings.map((finding) => {
              const item = items.find((one) => one.id === finding.itemId)
              return (
                <li key={finding.id}>
                  {item ? nameOf(item, locale) : finding.itemId}: {t(`common.severity.${finding.severity}`)},{' '}
                  {dayText(finding.dueOn, locale)}
                  {finding.note === '' ? '' : `. ${finding.note}`}
                </li>
              )
            })}
          </ol>
        </section>
      ) : null}
      <p className={css.place}>{t('inspections.print.place', { branch, d, m, y })}</p>
      <div className={css.signatures}>
        {(['signInspector', 'signStation', 'signHead'] as const).map((id) => (
          <div key={id}>
            <strong>{head(id)}</strong>
            <span>{head('signHint')}</span>
          </div>
        ))}
      </div>
    </article>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function powerOf(station: Station, t: TFunction, locale: Locale): string {
  const words = [
    t(station.mains ? 'inspections.print.mainsYes' : 'inspections.print.mainsNo'),
    station.batteryAh === null ? null : t('inspections.print.battery', { ah: number(station.batteryAh, locale, 1, true) }),
    station.genset === 'fixed' ? t('inspections.print.gensetFixed') : null,
    station.genset === 'portable' ? t('inspections.print.gensetPortable') : null,
    station.solar ? t('inspections.print.solar') : null,
  ]
  return words.filter((word) => word !== null).join(', ')
}

function StationFacts({
  station,
  communes,
  hamlets,
  children,
}: {
  station: Station
  communes: readonly Commune[]
  hamlets: readonly Hamlet[]
  children: ReactNode
}) {
  const { t, locale } = useWords()
  const head = (id: string) => t(`inspections.print.${id}`)
  const hamlet = hamlets.find((one) => one.id === station.hamletId)?.name
  const { lat, lon } = station
  return (
    <dl className={css.facts}>
      <Fact name={head('station')}>
        <strong>{station.code}</strong> {station.name}
      </Fact>
      <Fact name={head('commune')}>{communes.find((one) => one.id === station.communeId)?.name ?? '—'}</Fact>
      <Fact name={head('hamlet')}>{hamlet ?? '—'}</Fact>
      <Fact name={head('coordinates')}>{lat === null || lon === null ? '—' : `${number(lat, locale, 5)}; ${number(lon, locale, 5)}`}</Fact>
      <Fact name={head('technologies')}>{station.technologies.join(', ') || '—'}</Fact>
      <Fact name={head('power')}>{powerOf(station, t, locale)}</Fact>
      {children}
    </dl>
  )
}

function Row({ label, item, answer, today }: { label: string; item: ChecklistItem; answer: Answer | undefined; today: string }) {
  const { t, locale } = useWords()
  const result = resultOf(item, answer, today)
  const said = (value: number | null | undefined) =>
    value === null || value === undefined ? '' : withUnit(number(value, locale, 2, true), item.unit)
  const value = item.kind === 'date' ? (answer?.day ? dayText(answer.day, locale) : '') : said(answer?.value)
  const differs = compare(answer?.value ?? null, answer?.live).kind === 'differs'
  return (
    <tr>
      <td className={css.no}>{label}</td>
      <td>{nameOf(item, locale)}</td>
      <td className={css.value}>{value}</td>
      <td className={css.value}>
        {said(answer?.live?.value)}
        {differs ? ' (!)' : ''}
      </td>
      <td className={css.result} data-result={result ?? 'open'}>
        {t(result === null ? 'inspections.form.unanswered' : `inspections.form.${result}`)}
      </td>
      <td className={css.note}>{answer?.note ?? ''}</td>
    </tr>
  )
}
