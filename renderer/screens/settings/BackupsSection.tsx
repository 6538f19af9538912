/** Backups: how old the newest is, making one now, the list of them, how they are made, and putting one back. */
import { useState } from 'react'
import { Archive, ArchiveRestore, Trash2 } from 'lucide-react'
import { bytes } from '../../../shared/format/bytes.ts'
import { NONE, number } from '../../../shared/format/number.ts'
import { moment } from '../../../shared/format/time.ts'
import { useCommand, useRead, type OutputOf } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { Button, IconButton } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Checkbox, Field, Input } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import { BackupsForm } from './BackupsForm.tsx'
import { RestoreDialog } from './RestoreDialog.tsx'
import { useMay } from './may.ts'
import css from './Settings.module.css'

type State = OutputOf<'backups.list'>
type Row = State['rows'][number]

export function BackupsSection() {
  const state = useRead('backups.list', undefined, { refetchInterval: 30_000 })
  const [restoring, setRestoring] = useState<string | null>(null)
  return (
    <>
      <Await of={state}>
        {(data) => (
          <>
            <Overview state={data} />
            <List state={data} onRestore={setRestoring} />
            <BackupsForm settings={data.settings} />
            <Elsewhere onRestore={setRestoring} />
            <Replaced state={data} />
          </>
        )}
      </Await>
      {restoring === null ? null : <RestoreDialog backup={restoring} onClose={() => setRestoring(null)} />}
    </>
  )
}

/** The state in a few lines, what went wrong, and the way to make one now. */
function Overview({ state }: { state: State }) {
  const { t, locale } = useWords()
  const may = useMay('engineer')
  const [history, setHistory] = useState(true)
  const make = useCommand('backups.make', { refresh: ['backups.list'] })
  const need = bytes(state.forecastBytes, locale)
  const tight = state.freeBytes !== null && state.forecastBytes > state.freeBytes + state.rows.reduce((sum, row) => sum + row.bytes, 0)
  const busy = state.making !== null || state.restoring !== null
  return (
    <Panel>
      <div className={css.fields}>
        <Facts className={css.facts}>
          <Fact name={t('backups.state.last')}>{state.lastAt === null ? t('backups.state.none') : <Age at={state.lastAt} />}</Fact>
          <Fact name={t('backups.state.next')}>{state.nextAt === null ? t('backups.state.off') : moment(state.nextAt, locale)}</Fact>
          <Fact name={t('backups.state.target')}>
            <span className={css.path}>{state.target}</span>
          </Fact>
          <Fact name={t('backups.state.forecast')}>
            {state.freeBytes === null
              ? t('backups.state.noFree', { need })
              : t('backups.state.forecastText', { need, free: bytes(state.freeBytes, locale) })}
            {tight ? ` · ${t('backups.state.tight')}` : ''}
          </Fact>
        </Facts>
        <Troubles state={state} />
        <Going state={state} />
        {may && !busy ? (
          <div className={css.actions}>
            <Button
              kind="primary"
              icon={Archive}
              busy={make.isPending}
              onClick={() => make.mutate({ history }, { onSuccess: () => toast({ text: t('backups.started') }), onError: toastFailure })}
            >
              {t('backups.make')}
            </Button>
            <Checkbox label={t('backups.withHistory')} checked={history} onChange={(event) => setHistory(event.target.checked)} />
          </div>
        ) : null}
      </div>
    </Panel>
  )
}

function Troubles({ state }: { state: State }) {
  const { t, locale } = useWords()
  const { restored } = state
  return (
    <>
      {state.daysWithout === null ? null : (
        <p role="alert" className={css.problem}>
          {t('backups.state.warn', { days: state.daysWithout })}
        </p>
      )}
      {state.problem ? (
        <p role="alert" className={css.problem}>
          {phraseText(t, state.problem)}
        </p>
      ) : null}
      {state.failed ? (
        <p className={css.problem}>
          {t('backups.state.failed', { at: moment(state.failed.at, locale) })} {phraseText(t, state.failed.phrase)}
        </p>
      ) : null}
      {state.restoreFailed ? (
        <p role="alert" className={css.problem}>
          {t('backups.state.restoreFailed', { at: moment(state.restoreFailed.at, locale) })} {phraseText(t, state.restoreFailed.phrase)}
        </p>
      ) : null}
      {restored ? (
        <p>
          {t('backups.state.restored', {
            at: moment(restored.at, locale),
            backupAt: moment(restored.backupAt, locale),
            actor: restored.actor,
            aside: restored.aside,
          })}{' '}
          {restored.credentialsShut ? t('backups.state.shut') : ''}
        </p>
      ) : null}
    </>
  )
}

/** The backup or restore that is going on, with the way to stop it. */
function Going({ state }: { state: State }) {
  const { t, locale } = useWords()
  const may = useMay('engineer')
  const cancel = useCommand('backups.cancel', { refresh: ['backups.list'] })
  const job = state.making ?? state.restoring
  if (!job) return null
  const words = { done: bytes(job.done, locale), total: job.total === 0 ? NONE : bytes(job.total, locale) }
  const text = state.making ? t('backups.making', words) : t('backups.restoring', words)
  return (
    <div className={css.actions} aria-live="polite">
      <progress max={1} value={job.total === 0 ? 0 : job.done / job.total} aria-label={text} />
      <span>{job.cancelled ? t('backups.stopping') : text}</span>
      {may && !job.cancelled ? (
        <Button size="small" onClick={() => cancel.mutate(undefined, { onError: toastFailure })}>
          {t('backups.stop')}
        </Button>
      ) : null}
    </div>
  )
}

function List({ state, onRestore }: { state: State; onRestore: (backup: string) => void }) {
  const { t, locale } = useWords()
  const may = useMay('admin')
  const [removing, setRemoving] = useState<Row | null>(null)
  const remove = useCommand('backups.remove', { refresh: ['backups.list'] })
  if (state.rows.length === 0) return <EmptyState icon={Archive}>{t('backups.list.empty')}</EmptyState>
  return (
    <>
      <Panel flush>
        <table className={css.list}>
          <thead>
            <tr>
              {(['at', 'content', 'size', 'checked', 'reason'] as const).map((id) => (
                <th key={id} scope="col">
                  {t(`backups.list.${id}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {state.rows.map((row) => (
              <tr key={row.name}>
                <th scope="row">
                  {moment(row.at, locale)}
                  <br />
                  <span className="muted">
                    <Age at={row.at} />
                  </span>
                </th>
                <td>
                  <Contents row={row} />
                </td>
                <td className={css.n}>{bytes(row.bytes, locale)}</td>
                <td>
                  <span className={css.stated}>
                    <ToneIcon tone={row.whole ? 'ok' : 'critical'} size={10} />{' '}
                    {t(row.whole ? 'backups.list.good' : 'backups.list.notWhole')}
                  </span>
                </td>
                <td>
                  {row.ours ? t(`backups.kept.${row.kept ?? 'none'}`) : t('backups.list.other')}
                  <br />
                  <span className="muted">{t(`backups.why.${row.reason}`)}</span>
                </td>
                <td>
                  {may ? (
                    <span className={css.rowActions}>
                      <Button size="small" icon={ArchiveRestore} onClick={() => onRestore(row.name)}>
                        {t('backups.list.restore')}
                      </Button>
                      {row.ours ? (
                        <IconButton
                          size="small"
                          icon={Trash2}
                          label={`${t('backups.list.remove')}: ${moment(row.at, locale)}`}
                          title={t('backups.list.remove')}
                          onClick={() => setRemoving(row)}
                        />
                      ) : null}
                    </span>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('backups.list.removeTitle', { at: removing ? moment(removing.at, locale) : '' })}
        verb={t('backups.list.remove')}
        kind="danger"
        onConfirm={async () => {
          if (!removing) return
          await remove.mutateAsync({ name: removing.name })
          toast({ text: t('backups.list.removed') })
        }}
      >
        <p>{t('backups.list.removeText')}</p>
      </ConfirmDialog>
    </>
  )
}

/** What a backup holds, in words. */
export function Contents({ row }: { row: Pick<Row, 'operations' | 'history' | 'keyFile' | 'stations' | 'devices'> }) {
  const { t, locale } = useWords()
  const parts = [
    row.operations ? t('backups.list.operations') : null,
    row.history ? t('backups.list.history') : null,
    row.keyFile ? t('backups.list.key') : null,
  ].filter((one) => one !== null)
  return (
    <>
      {parts.join(' · ')}
      {row.stations === null ? null : (
        <>
          <br />
          <span className="muted">
            {t('backups.list.stations', { stations: number(row.stations, locale), devices: number(row.devices ?? 0, locale) })}
          </span>
        </>
      )}
    </>
  )
}

/** A backup that was brought from another computer. */
function Elsewhere({ onRestore }: { onRestore: (backup: string) => void }) {
  const { t } = useWords()
  const may = useMay('admin')
  const [path, setPath] = useState('')
  if (!may) return null
  return (
    <Panel title={t('backups.elsewhere.title')} level={3}>
      <form
        className={css.fields}
        onSubmit={(event) => {
          event.preventDefault()
          if (path.trim() !== '') onRestore(path.trim())
        }}
      >
        <Field label={t('backups.elsewhere.label')} hint={t('backups.elsewhere.hint')}>
          <Input value={path} maxLength={1000} onChange={(event) => setPath(event.target.value)} />
        </Field>
        <div className={css.actions}>
          <Button type="submit" icon={ArchiveRestore} disabled={path.trim() === ''}>
            {t('backups.elsewhere.open')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}

/** What restores have put aside: it takes room until somebody says that it is not needed. */
function Replaced({ state }: { state: State }) {
  const { t, locale } = useWords()
  const may = useMay('admin')
  const [removing, setRemoving] = useState<State['replaced'][number] | null>(null)
  const remove = useCommand('backups.removeReplaced', { refresh: ['backups.list'] })
  if (state.replaced.length === 0) return null
  return (
    <Panel title={t('backups.replaced.title')} level={3}>
      <p className="muted">{t('backups.replaced.lead')}</p>
      <Facts className={css.facts}>
        {state.replaced.map((one) => (
          <Fact key={one.name} name={<span className={css.path}>{one.name}</span>}>
            {bytes(one.bytes, locale)}{' '}
            {may ? (
              <IconButton
                size="small"
                icon={Trash2}
                label={`${t('backups.list.remove')}: ${one.name}`}
                title={t('backups.list.remove')}
                onClick={() => setRemoving(one)}
              />
            ) : null}
          </Fact>
        ))}
      </Facts>
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('backups.replaced.removeTitle', { name: removing?.name })}
        verb={t('backups.list.remove')}
        kind="danger"
        onConfirm={async () => {
          if (!removing) return
          await remove.mutateAsync({ name: removing.name })
          toast({ text: t('backups.replaced.removed', { name: removing.name }) })
        }}
      >
        <p>{t('backups.replaced.removeText', { size: bytes(removing?.bytes ?? 0, locale) })}</p>
      </ConfirmDialog>
    </Panel>
  )
}
