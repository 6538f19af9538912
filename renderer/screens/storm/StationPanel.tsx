/** One station without mains beside the board: how long it lasts in a sentence, what hangs behind it, what was sent, and what could be. */
import { useState } from 'react'
import { ArrowRight } from 'lucide-react'
import type { TFunction } from 'i18next'
import { number, withUnit } from '../../../shared/format/number.ts'
import { duration, moment } from '../../../shared/format/time.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { Resource, ResourceRow } from '../../../shared/model/storm.ts'
import { useRead, type OutputOf } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { useTenSeconds } from '../../app/now.ts'
import { Await } from '../../components/Blank.tsx'
import { Button, LinkButton } from '../../components/Button.tsx'
import { SidePanel } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Age } from '../../components/Value.tsx'
import { useMay } from '../settings/may.ts'
import { AssignDialog } from './AssignDialog.tsx'
import { DutyCard } from './DutyCard.tsx'
import { Left, Reach } from './Left.tsx'
import type { StormRow } from './rows.ts'
import { whenText } from './words.ts'
import css from './Storm.module.css'

const MOST_HAMLETS = 8
const MOST_RESOURCES = 6

/** How long it lasts, as one sentence. */
export function lastsText(row: StormRow, now: number, t: TFunction, locale: Locale): string {
  if (row.group === 'dark') return t('storm.panel.dark')
  if (row.darkAt === null) {
    const head = t(row.group === 'held' ? 'storm.panel.held' : 'storm.panel.cannotTell')
    return row.why ? `${head} ${phraseText(t, row.why)}` : head
  }
  const left = duration(Math.max(0, row.darkAt - now), locale)
  const when = whenText(row.darkAt, now, locale)
  const said = t(row.supply === 'genset' ? 'storm.panel.genset' : 'storm.panel.battery', { left, when })
  const band =
    row.earliestAt === null || row.latestAt === null
      ? ''
      : ` ${t('storm.left.band', { from: whenText(row.earliestAt, now, locale), to: whenText(row.latestAt, now, locale) })}.`
  return `${said}${band}${row.confidence ? ` ${t(`storm.panel.confidence.${row.confidence}`)}` : ''}`
}

export function StationPanel({ row, resources, onClose }: { row: StormRow; resources: readonly ResourceRow[]; onClose: () => void }) {
  const { t, locale } = useWords()
  const now = useTenSeconds()
  const may = useMay('engineer')
  const detail = useRead('storm.station', { id: row.id }, { keep: true })
  const [sending, setSending] = useState<Resource | null>(null)
  const here = resources.filter(({ assignment }) => assignment?.stationId === row.id)
  return (
    <SidePanel label={t('storm.panel.label')} over={`${row.code} · ${row.commune}`} title={row.name} onClose={onClose}>
      <div className={css.panel}>
        <div className={css.lead}>
          <span className={css.bigLeft}>
            <Left station={row} />
          </span>
          <Reach station={row} />
        </div>
        <p>{lastsText(row, now, t, locale)}</p>
        <Facts>
          <Fact name={t('storm.panel.lost')}>
            {row.lostAt === null ? null : (
              <span title={moment(row.lostAt, locale)}>
                <Age at={row.lostAt} />
              </span>
            )}
          </Fact>
          <Fact name={t('storm.panel.travel')}>
            {row.accessMinutes === null ? null : t('storm.panel.minutes', { n: number(row.accessMinutes, locale) })}
          </Fact>
          <Fact name={t('storm.panel.volts')}>{row.volts === null ? null : withUnit(number(row.volts, locale, 1), 'V')}</Fact>
        </Facts>
        {here.length === 0 ? null : (
          <section>
            <h3>{t('storm.panel.here')}</h3>
            {here.map((one) => (
              <DutyCard key={one.resource.id} row={one} />
            ))}
          </section>
        )}
        <section>
          <h3>{t('storm.panel.behind')}</h3>
          <Await of={detail} lines={2}>
            {(data) => <Behind detail={data} />}
          </Await>
        </section>
        <section>
          <h3>{t('storm.panel.free')}</h3>
          <Await of={detail} lines={3}>
            {(data) => <Free nearest={data.nearest} resources={resources} onSend={may ? setSending : null} />}
          </Await>
        </section>
        <LinkButton href={`/stations/${row.id}`} icon={ArrowRight}>
          {t('storm.panel.open')}
        </LinkButton>
      </div>
      {sending ? <AssignDialog resource={sending} station={row} onClose={() => setSending(null)} /> : null}
    </SidePanel>
  )
}

function Behind({ detail }: { detail: OutputOf<'storm.station'> }) {
  const { t, locale } = useWords()
  const { stationIds, hamlets } = detail
  if (stationIds.length + hamlets.length === 0) return <p className="muted">{t('storm.panel.behindNone')}</p>
  return (
    <ul className={css.behind}>
      {stationIds.length === 0 ? null : <li>{t('storm.panel.behindStations', { n: number(stationIds.length, locale) })}</li>}
      {hamlets.slice(0, MOST_HAMLETS).map(({ id, name, households }) => (
        <li key={id}>
          {households === null ? t('storm.panel.hamletPlain', { name }) : t('storm.panel.hamlet', { name, n: number(households, locale) })}
        </li>
      ))}
      {hamlets.length > MOST_HAMLETS ? <li>{t('storm.panel.more', { n: number(hamlets.length - MOST_HAMLETS, locale) })}</li> : null}
    </ul>
  )
}

function Free({
  nearest,
  resources,
  onSend,
}: {
  nearest: OutputOf<'storm.station'>['nearest']
  resources: readonly ResourceRow[]
  onSend: ((resource: Resource) => void) | null
}) {
  const { t, locale } = useWords()
  const byId = new Map(resources.map(({ resource }) => [resource.id, resource]))
  const shown = nearest.flatMap((one) => {
    const resource = byId.get(one.resourceId)
    return resource ? [{ ...one, resource }] : []
  })
  if (shown.length === 0) return <p className="muted">{t('storm.panel.noneFree')}</p>
  return (
    <ul className={css.free}>
      {shown.slice(0, MOST_RESOURCES).map(({ resource, sameCommune, km }) => {
        const far = sameCommune ? t('storm.panel.sameCommune') : km === null ? '' : t('storm.panel.km', { n: number(km, locale) })
        return (
          <li key={resource.id}>
            <span className={css.freeWords}>
              <span className={css.code}>{resource.name}</span>
              <span className="muted">{[capacityText(resource, locale), far, resource.homePlace].filter(Boolean).join(' · ')}</span>
            </span>
            {onSend ? (
              <Button size="small" onClick={() => onSend(resource)} aria-label={`${t('storm.panel.assign')}: ${resource.name}`}>
                {t('storm.panel.assign')}
              </Button>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}

/** "30 kVA" or "200 Ah"; nothing where it is not on record. */
export function capacityText({ kind, kva, ah }: Resource, locale: Locale): string {
  const [value, unit] = kind === 'genset' ? [kva, 'kVA'] : [ah, 'Ah']
  return value === null ? '' : withUnit(number(value, locale, 1, true), unit)
}
