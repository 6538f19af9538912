/** Health of the alarm system: key figures against the guides' targets, alarms over time with floods, and what stands behind each figure. */
import { useMemo } from 'react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { Await } from '../../components/Blank.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Select } from '../../components/Form.tsx'
import { KeyFigure } from '../../components/KeyFigure.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { PeriodNote, PeriodPicker } from '../../charts/PeriodPicker.tsx'
import { usePeriod } from '../../charts/usePeriod.ts'
import { NONE, number, percent } from '../../../shared/format/number.ts'
import { duration, moment } from '../../../shared/format/time.ts'
import { ALARM_TARGETS, type AlarmHealth } from '../../../shared/model/alarm-health.ts'
import { AlarmTabs } from '../alarms/AlarmTabs.tsx'
import { healthCsv } from './csv.ts'
import { figuresOf, missedOf, type FigureName } from './figures.ts'
import { FloodChart } from './FloodChart.tsx'
import { Tables, type Names } from './Tables.tsx'
import css from './AlarmHealth.module.css'

const MOST_OPERATORS = 10
const EVERY_MS = 60_000

export default function AlarmHealthScreen() {
  const { t } = useWords()
  const params = useParams()
  const { period, window } = usePeriod()
  const given = Number(params.get('operators') ?? '')
  const operators = Number.isInteger(given) && given >= 1 && given <= MOST_OPERATORS ? given : null
  const health = useRead('alarmHealth.get', { ...window, operators }, { keep: true, refetchInterval: EVERY_MS })
  const list = useRead('stations.list', undefined, { staleTime: EVERY_MS })
  const names = useMemo<Names>(() => {
    const codes = new Map(list.data?.rows.map((one) => [one.id, one.code]))
    return {
      station: (id) => (id === 0 ? t('alarmHealth.console') : (codes.get(id) ?? String(id))),
      rule: (id) => t(`rule.${id}.title`, { defaultValue: id }),
    }
  }, [list.data, t])
  return (
    <Page
      title={t('alarmHealth.title')}
      note={<PeriodNote period={period} window={window} />}
      actions={
        health.data ? (
          <CopyButton size="normal" what={t('alarmHealth.copy')} text={() => (health.data ? healthCsv(health.data, t, names) : '')} />
        ) : null
      }
      filters={<AlarmTabs at="health" />}
    >
      <div className={css.ask}>
        <PeriodPicker period={period} window={window} />
        <label className={css.operators}>
          {t('alarmHealth.operators')}
          <Select
            value={operators ?? ''}
            onChange={(event) => params.set({ operators: event.target.value === '' ? null : event.target.value })}
          >
            <option value="">{t('alarmHealth.byDeeds')}</option>
            {Array.from({ length: MOST_OPERATORS }, (_, n) => (
              <option key={n} value={n + 1}>
                {n + 1}
              </option>
            ))}
          </Select>
        </label>
      </div>
      <Await of={health} lines={10}>
        {(data) => (
          <>
            <Verdict health={data} />
            <Figures health={data} />
            <Panel title={t('alarmHealth.chart.title')} note={t('alarmHealth.chart.note')}>
              <FloodChart health={data} />
            </Panel>
            <Tables health={data} names={names} />
          </>
        )}
      </Await>
    </Page>
  )
}

function Verdict({ health }: { health: AlarmHealth }) {
  const { t, locale } = useWords()
  const missed = missedOf(health)
  const { count, names, basis } = health.operators
  const text =
    health.raised === 0 && health.standing.count === 0
      ? t('alarmHealth.verdict.quiet')
      : missed.length === 0
        ? t('alarmHealth.verdict.good')
        : t('alarmHealth.verdict.missed', {
            n: missed.length,
            names: missed.map((one) => t(`alarmHealth.figure.${one}`).toLowerCase()).join(', '),
          })
  return (
    <div className={css.verdict} role="status">
      <ToneIcon tone={missed.length === 0 ? 'ok' : missed.length > 2 ? 'major' : 'minor'} size={16} />
      <p>
        <span className={css.answer}>{text}</span>{' '}
        <span className="muted">
          {t(`alarmHealth.basis.${basis}`, { n: number(count, locale) })}
          {basis === 'acted' ? `: ${names.join(', ')}` : ''}
        </span>
      </p>
    </div>
  )
}

function Figures({ health }: { health: AlarmHealth }) {
  const { t, locale } = useWords()
  const { perHour, peak, floods, floodShare, standing, chattering, sources, acknowledgement } = health
  const { median, p90 } = acknowledgement.all
  const whole = (n: number) => number(n, locale)
  const met = new Map(figuresOf(health).map((one) => [one.name, one.met]))
  const target = (value: string) => t('alarmHealth.target', { value })
  const seconds = (value: number) => duration(value * 1000, locale)
  const figure = (name: FigureName, value: string, note: string) => (
    <KeyFigure
      key={name}
      label={t(`alarmHealth.figure.${name}`)}
      value={value}
      note={note}
      tone={met.get(name) === false ? 'major' : met.get(name) === true ? 'ok' : 'unknown'}
      quiet={met.get(name) === null}
    />
  )
  return (
    <div className={css.figures}>
      {figure('rate', perHour === null ? NONE : number(perHour, locale, 1), target(whole(ALARM_TARGETS.perHour)))}
      {figure(
        'peak',
        peak === null ? NONE : number(peak.alarms, locale, 1, true),
        peak === null
          ? target(whole(ALARM_TARGETS.perTenMinutes))
          : `${target(whole(ALARM_TARGETS.perTenMinutes))} · ${moment(peak.at, locale)}`,
      )}
      {figure(
        'floods',
        whole(floods.length),
        t('alarmHealth.floodTime', { share: percent(floodShare, locale, 1), target: percent(ALARM_TARGETS.floodShare, locale, 0) }),
      )}
      {figure('standing', whole(standing.count), target(whole(ALARM_TARGETS.standing)))}
      {figure('chattering', whole(chattering.count), target(whole(ALARM_TARGETS.chattering)))}
      {figure('worst', percent(sources.share, locale, 0), target(percent(ALARM_TARGETS.tenWorst, locale, 0)))}
      {figure(
        'acknowledge',
        median === null ? NONE : seconds(median),
        p90 === null
          ? target(seconds(ALARM_TARGETS.acknowledgeSeconds))
          : `${target(seconds(ALARM_TARGETS.acknowledgeSeconds))} · ${t('alarmHealth.p90')} ${seconds(p90)}`,
      )}
      <KeyFigure
        label={t('alarmHealth.figure.raised')}
        value={whole(health.raised)}
        note={t('alarmHealth.silent', { n: whole(health.suppressed), share: percent(health.suppressedShare, locale, 0) })}
      />
    </div>
  )
}
