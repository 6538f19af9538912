/** The devices that answer slowest, and those that have failed most often in a row; each leads to its page. */
import type { ComponentType } from 'react'
import { useRead, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Age } from '../../components/Value.tsx'
import { number } from '../../../shared/format/number.ts'
import { milliseconds } from '../device/words.ts'
import css from './Poller.module.css'

const EVERY_MS = 15_000
type Noted = OutputOf<'poller.worst'>['slowest'][number]

const useWorst = () => useRead('poller.worst', undefined, { refetchInterval: EVERY_MS })

export function SlowestPanel() {
  const { t } = useWords()
  const worst = useWorst()
  return (
    <Panel title={t('poller.worst.slowest')}>
      <Await of={worst} lines={5}>
        {({ slowest }) => <List rows={slowest} none={t('poller.worst.noneSlow')} Much={Slow} />}
      </Await>
    </Panel>
  )
}

export function FailingPanel() {
  const { t } = useWords()
  const worst = useWorst()
  return (
    <Panel title={t('poller.worst.failing')} actions={<a href="#/devices/list?is=failing&sort=failures.desc">{t('poller.worst.all')}</a>}>
      <Await of={worst} lines={5}>
        {({ failing }) => <List rows={failing} none={t('poller.worst.noneFailing')} Much={Failed} />}
      </Await>
    </Panel>
  )
}

function Slow({ one }: { one: Noted }) {
  const { locale } = useWords()
  return one.responseMs === null ? null : milliseconds(one.responseMs, locale)
}

function Failed({ one }: { one: Noted }) {
  const { t, locale } = useWords()
  return (
    <>
      {t('poller.worst.failures', { n: number(one.failures, locale) })} <Age at={one.lastOkAt} className="muted" />
    </>
  )
}

function List({ rows, none, Much }: { rows: readonly Noted[]; none: string; Much: ComponentType<{ one: Noted }> }) {
  if (rows.length === 0) return <p className="muted">{none}</p>
  return (
    <ul className={css.list}>
      {rows.map((one) => (
        <li key={one.id}>
          <a href={`#/devices/${one.id}`}>
            <span className={css.what} title={`${one.name} · ${one.code} ${one.station}`}>
              {one.name}{' '}
              <span>
                · {one.code} {one.station}
              </span>
            </span>
            <span className={css.much}>
              <Much one={one} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
