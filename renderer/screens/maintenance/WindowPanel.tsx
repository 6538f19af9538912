/** One window in full: when, where, who asked and who decided, what comes next; and what may be done with it. */
import { Ban, Check, CircleSlash, Pencil } from 'lucide-react'
import { useState } from 'react'
import { call, useRead, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { SidePanel } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Badge } from '../../components/State.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import { allows } from '../../../shared/model/access.ts'
import { dayText } from '../../../shared/format/time.ts'
import { DecisionDialog, type Decision } from './DecisionDialog.tsx'
import { refreshWindows } from './refresh.ts'
import { TargetChips } from './TargetPicker.tsx'
import { WindowDialog } from './WindowDialog.tsx'
import { scopeText } from './WindowLists.tsx'
import { scheduleText, spanText, STATE_TONE } from './words.ts'
import css from './Maintenance.module.css'

type Detail = OutputOf<'windows.get'>

export function WindowPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useWords()
  const detail = useRead('windows.get', { id })
  const window = detail.data?.window
  return (
    <SidePanel
      label={t('maintenance.panel')}
      over={
        window ? (
          <Badge tone={STATE_TONE[window.state]} shape>
            {t(`maintenance.state.${window.state}`)}
          </Badge>
        ) : null
      }
      title={window?.title ?? t('maintenance.panel')}
      onClose={onClose}
    >
      <div className={css.panel}>
        <Await of={detail} lines={6}>
          {(data) => <Whole detail={data} />}
        </Await>
      </div>
    </SidePanel>
  )
}

function Whole({ detail }: { detail: Detail }) {
  const { t, locale } = useWords()
  const { window, scope, next, trail } = detail
  return (
    <>
      <Deeds detail={detail} />
      {window.notes === '' ? null : <p className={css.notes}>{window.notes}</p>}
      <Facts>
        <Fact name={t('maintenance.when')}>{scheduleText(window.schedule, t, locale)}</Fact>
        <Fact name={t('maintenance.where')}>
          <TargetChips targets={window.targets} />
          <span className="muted">{scopeText(scope, t, locale)}</span>
        </Fact>
        <Fact name={t('maintenance.proposedBy')}>
          {window.proposedBy}, <Age at={window.proposedAt} />
        </Fact>
        {window.decidedBy === null || window.decidedAt === null ? null : (
          <Fact name={t(`maintenance.decided.${window.state}`)}>
            {window.decidedBy}, <Age at={window.decidedAt} />
            {window.decision === '' ? null : <p className={css.said}>{window.decision}</p>}
          </Fact>
        )}
      </Facts>
      {next.length === 0 ? null : <Coming detail={detail} />}
      <section>
        <h3>{t('maintenance.trail')}</h3>
        <ol className={css.trail}>
          {trail.toReversed().map((entry) => (
            <li key={entry.id}>
              <strong>{t(`maintenance.did.${entry.action.split('.').at(-1) ?? ''}`, { defaultValue: entry.action })}</strong> {entry.actor}{' '}
              <Age at={entry.at} className="muted" />
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}

/** The next occurrences; one of a series may be left out, and taken back. */
function Coming({ detail: { window, next } }: { detail: Detail }) {
  const { t, locale } = useWords()
  const me = useRead('session.me')
  const may = (me.data ? allows(me.data.role, 'engineer') : false) && window.schedule.kind !== 'once'
  const skip = (day: string, out: boolean) => {
    void call('windows.skip', { id: window.id, version: window.version, day, skip: out })
      .then(() => toast({ text: t(out ? 'maintenance.skipped' : 'maintenance.unskipped', { day: dayText(day, locale) }) }))
      .catch(toastFailure)
      .finally(() => void refreshWindows())
  }
  return (
    <section>
      <h3>{t('maintenance.coming')}</h3>
      <ul className={css.coming}>
        {next.map((one) => (
          <li key={one.from}>
            <span>{spanText(one, locale)}</span>
            {may ? (
              <Button size="small" kind="quiet" onClick={() => skip(one.day, true)}>
                {t('maintenance.skip')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {window.skipped.length === 0 ? null : (
        <ul className={css.coming} aria-label={t('maintenance.leftOut')}>
          {window.skipped.map((day) => (
            <li key={day}>
              <s className="muted">{dayText(day, locale)}</s>
              {may ? (
                <Button size="small" kind="quiet" onClick={() => skip(day, false)}>
                  {t('maintenance.unskip')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Deeds({ detail: { window } }: { detail: Detail }) {
  const { t } = useWords()
  const me = useRead('session.me').data
  const [asked, setAsked] = useState<Decision | 'edit' | null>(null)
  const close = () => setAsked(null)
  const mayEdit = me !== undefined && allows(me.role, 'engineer')
  const mayDecide = me !== undefined && allows(me.role, 'manager')
  const isOwn = me !== undefined && window.proposedBy === me.name && me.role !== 'admin'
  const stands = window.state === 'proposed' || window.state === 'approved'
  return (
    <>
      <div className={css.deeds}>
        {window.state === 'proposed' && mayDecide ? (
          <>
            <Button
              kind="primary"
              icon={Check}
              disabled={isOwn}
              title={isOwn ? t('maintenance.own') : undefined}
              onClick={() => setAsked('approve')}
            >
              {t('maintenance.approve')}
            </Button>
            <Button icon={CircleSlash} onClick={() => setAsked('reject')}>
              {t('maintenance.reject')}
            </Button>
          </>
        ) : null}
        {stands && mayEdit ? (
          <>
            <Button icon={Pencil} onClick={() => setAsked('edit')}>
              {t('common.edit')}
            </Button>
            <Button icon={Ban} kind="quiet" onClick={() => setAsked('cancel')}>
              {t('maintenance.cancel')}
            </Button>
          </>
        ) : null}
      </div>
      {window.state === 'proposed' ? (
        <p className={css.hint}>{t(mayDecide ? (isOwn ? 'maintenance.own' : 'maintenance.decideHint') : 'maintenance.waitsHint')}</p>
      ) : null}
      {asked === 'edit' ? <WindowDialog window={window} onClose={close} onDone={close} /> : null}
      {asked !== null && asked !== 'edit' ? <DecisionDialog key={asked} window={window} decision={asked} onClose={close} /> : null}
    </>
  )
}
