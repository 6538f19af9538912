/** Putting a backup back, in two steps: first what it is and what is wanted of it, then what will be lost, with a tick. */
import { useState } from 'react'
import { bytes } from '../../../shared/format/bytes.ts'
import { NONE, number } from '../../../shared/format/number.ts'
import { moment } from '../../../shared/format/time.ts'
import { RestoreHistory } from '../../../shared/model/backup.ts'
import { useCommand, useRead, type OutputOf } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Checkbox, Field, FieldGroup, Select } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import { Contents } from './BackupsSection.tsx'
import css from './Settings.module.css'

type Preview = OutputOf<'backups.preview'>
type Wish = { operations: boolean; history: RestoreHistory }

/** `backup` is a name in the folder of backups or a whole path. */
export function RestoreDialog({ backup, onClose }: { backup: string; onClose: () => void }) {
  const { t } = useWords()
  const preview = useRead('backups.preview', { backup })
  if (preview.data) return <Steps backup={backup} preview={preview.data} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={t('backups.restore.verb')} footer={<Button onClick={onClose}>{t('common.close')}</Button>}>
      <Await of={preview}>{() => null}</Await>
    </Dialog>
  )
}

function Steps({ backup, preview, onClose }: { backup: string; preview: Preview; onClose: () => void }) {
  const { t, locale } = useWords()
  const { backup: row } = preview
  const [wish, setWish] = useState<Wish>({ operations: row.operations, history: row.history ? 'backup' : 'keep' })
  const [sure, setSure] = useState(false)
  const [ticked, setTicked] = useState(false)
  const restore = useCommand('backups.restore', { refresh: ['backups.list'] })
  const at = moment(row.at, locale)
  const nothing = !wish.operations && wish.history === 'keep'
  const go = () =>
    restore.mutate(
      { backup, ...wish },
      {
        onSuccess: () => {
          toast({ text: t('backups.restore.begun') })
          onClose()
        },
      },
    )
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('backups.restore.title', { at })}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {sure ? (
            <Button kind="danger" busy={restore.isPending} disabled={!ticked} onClick={go}>
              {t('backups.restore.verb')}
            </Button>
          ) : (
            <Button kind="primary" disabled={nothing || !row.whole} onClick={() => setSure(true)}>
              {t('backups.restore.next')}
            </Button>
          )}
        </>
      }
    >
      <div className={css.fields}>
        {sure ? <Losses preview={preview} wish={wish} at={at} /> : <Choice preview={preview} wish={wish} onWish={setWish} />}
        {sure ? (
          <Checkbox label={t('backups.restore.confirm', { at })} checked={ticked} onChange={(event) => setTicked(event.target.checked)} />
        ) : null}
        {restore.error ? (
          <p role="alert" className={css.problem}>
            {sentence(t, failureOf(restore.error))}
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}

function Choice({ preview, wish, onWish }: { preview: Preview; wish: Wish; onWish: (wish: Wish) => void }) {
  const { t, locale } = useWords()
  const { backup: row } = preview
  const choices = RestoreHistory.options.filter((one) => one !== 'backup' || row.history)
  return (
    <>
      <Facts className={css.facts}>
        <Fact name={t('backups.restore.facts.branch')}>{row.branchName === '' ? null : row.branchName}</Fact>
        <Fact name={t('backups.restore.facts.at')}>{moment(row.at, locale)}</Fact>
        <Fact name={t('backups.restore.facts.content')}>
          <Contents row={row} />
        </Fact>
        <Fact name={t('backups.restore.facts.version')}>{row.version === '' ? NONE : row.version}</Fact>
        <Fact name={t('backups.restore.facts.size')}>
          {bytes(row.bytes, locale)} ·{' '}
          {t('backups.restore.room', { need: bytes(preview.needBytes, locale), free: bytes(preview.freeBytes, locale) })}
        </Fact>
      </Facts>
      {row.whole ? null : (
        <p role="alert" className={css.problem}>
          {t('backups.list.notWhole')}
        </p>
      )}
      <FieldGroup title={t('backups.restore.what')}>
        <Checkbox
          label={t('backups.restore.operations')}
          checked={wish.operations}
          disabled={!row.operations}
          onChange={(event) => onWish({ ...wish, operations: event.target.checked })}
        />
        <Field
          label={t('backups.restore.history.label')}
          hint={wish.operations && wish.history === 'keep' ? t('backups.restore.keepText') : undefined}
        >
          <Select
            value={wish.history}
            onChange={(event) => onWish({ ...wish, history: choices.find((one) => one === event.target.value) ?? 'keep' })}
          >
            {choices.map((one) => (
              <option key={one} value={one}>
                {t(`backups.restore.history.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
      </FieldGroup>
    </>
  )
}

function Losses({ preview, wish, at }: { preview: Preview; wish: Wish; at: string }) {
  const { t, locale } = useWords()
  const { lost } = preview
  return (
    <>
      {wish.operations ? (
        <p>
          <strong>
            {lost
              ? t('backups.restore.lost', { at, changes: number(lost.changes, locale), alarms: number(lost.alarms, locale) })
              : t('backups.restore.lostUnknown', { at })}
          </strong>
        </p>
      ) : null}
      {wish.history === 'backup' ? <p>{t('backups.restore.lostHistory', { at })}</p> : null}
      {wish.history === 'empty' ? <p>{t('backups.restore.lostAllHistory')}</p> : null}
      {wish.operations && preview.credentialsShut ? <p className={css.problem}>{t('backups.restore.shut')}</p> : null}
      <p>{t('backups.restore.aside')}</p>
      <p className="muted">{t('backups.restore.pause')}</p>
    </>
  )
}
