/** The MIB files that give names: which are loaded, what could not be read and why, load more, take one out. */
import { useRef, useState, type DragEvent } from 'react'
import { FileUp, Trash2 } from 'lucide-react'
import { compareText } from '../../../shared/format/text.ts'
import { number } from '../../../shared/format/number.ts'
import type { Mibs } from '../../../shared/contract/traps.ts'
import { call, queryClient, keyOf, useCommand, useRead } from '../../app/client.ts'
import { failureOf, phraseText, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { Button, IconButton } from '../../components/Button.tsx'
import { ConfirmDialog, Dialog } from '../../components/Dialog.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { toast } from '../../components/Toast.tsx'
import { useMay } from '../settings/may.ts'
import { dropped, portions, readMib, type Chosen, type MibUpload } from './mib-upload.ts'
import css from './Traps.module.css'

export function MibDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const may = useMay('engineer')
  const mibs = useRead('traps.mibs')
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('traps.mib.title')}
      size="wide"
      description={t('traps.mib.lead', { folder: mibs.data?.folder ?? '…' })}
    >
      {may ? <Upload /> : null}
      <Await of={mibs} lines={6}>
        {(data) => (
          <>
            <Issues mibs={data} />
            <Files mibs={data} may={may} />
          </>
        )}
      </Await>
    </Dialog>
  )
}

function Upload() {
  const { t, locale } = useWords()
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const [notes, setNotes] = useState<readonly string[]>([])

  const take = async (chosen: readonly Chosen[]) => {
    if (chosen.length === 0 || progress) return
    setNotes([])
    setProgress({ done: 0, total: chosen.length })
    const said: string[] = []
    try {
      const read: MibUpload[] = []
      const skipped: string[] = []
      for (const file of chosen) {
        const mib = await readMib(file)
        if (mib) read.push(mib)
        else skipped.push(file.name)
      }
      let written = 0
      let same = 0
      let done = skipped.length
      for (const portion of portions(read)) {
        const answer = await call('traps.addMibs', { files: portion })
        written += answer.written
        same += answer.same
        done += portion.length
        setProgress({ done, total: chosen.length })
      }
      if (written > 0) toast({ text: t('traps.mib.added', { n: number(written, locale) }) })
      if (same > 0) said.push(t('traps.mib.same', { n: number(same, locale) }))
      if (skipped.length > 0) said.push(t('traps.mib.skipped', { names: skipped.slice(0, 5).join(', ') + (skipped.length > 5 ? '…' : '') }))
    } catch (error) {
      said.push(sentence(t, failureOf(error)))
    } finally {
      setProgress(null)
      setNotes(said)
      void queryClient.invalidateQueries({ queryKey: keyOf('traps.mibs') })
    }
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void dropped(event.dataTransfer).then(take)
  }
  const picker = (ref: typeof files, label: string, whole: boolean) => (
    <input
      ref={ref}
      type="file"
      multiple
      {...(whole ? { webkitdirectory: '' } : { accept: '.mib,.txt,.my,.smi,text/plain' })}
      className="visually-hidden"
      tabIndex={-1}
      aria-label={label}
      onChange={(event) => {
        void take([...(event.target.files ?? [])])
        event.target.value = ''
      }}
    />
  )
  return (
    <>
      <div
        className={css.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <FileUp size={20} strokeWidth={1.5} aria-hidden />
        <p role="status">{progress ? t('traps.mib.adding', progress) : t(over ? 'traps.mib.dropActive' : 'traps.mib.drop')}</p>
        {picker(files, t('traps.mib.chooseFiles'), false)}
        {picker(folder, t('traps.mib.chooseFolder'), true)}
        <div className={css.dropDeeds}>
          <Button size="small" kind="primary" busy={progress !== null} onClick={() => files.current?.click()}>
            {t('traps.mib.chooseFiles')}
          </Button>
          <Button size="small" disabled={progress !== null} onClick={() => folder.current?.click()}>
            {t('traps.mib.chooseFolder')}
          </Button>
        </div>
      </div>
      {notes.map((note) => (
        <p key={note} role="alert" className={css.trouble}>
          {note}
        </p>
      ))}
    </>
  )
}

function Issues({ mibs }: { mibs: Mibs }) {
  const { t, locale } = useWords()
  const all = mibs.issues.length + mibs.moreIssues
  if (all === 0) return mibs.files.length === 0 ? null : <p className="muted">{t('traps.mib.noIssues')}</p>
  return (
    <section>
      <h3 className={css.issueHead}>
        <ToneIcon tone="minor" size={12} /> {t('traps.mib.issues', { n: number(all, locale) })}
      </h3>
      <ul className={css.issues}>
        {mibs.issues.map(({ file, line, phrase }) => (
          <li key={`${file}|${line}|${phrase.key}|${phrase.params?.['name'] ?? ''}`}>
            <strong>{file}</strong>
            {line === null ? null : <span className="muted"> · {t('traps.mib.line', { line })}</span>}
            <br />
            {phraseText(t, phrase)}
          </li>
        ))}
      </ul>
      {mibs.moreIssues > 0 ? <p className="muted">{t('traps.mib.moreIssues', { n: number(mibs.moreIssues, locale) })}</p> : null}
    </section>
  )
}

function Files({ mibs, may }: { mibs: Mibs; may: boolean }) {
  const { t, locale } = useWords()
  const [asked, setAsked] = useState<string | null>(null)
  const [shipped, setShipped] = useState(false)
  const remove = useCommand('traps.removeMib', { refresh: ['traps.mibs'] })
  const byName = new Map(mibs.modules.map((one) => [`${one.file ?? ''}|${one.name}`, one]))
  const standard = mibs.modules.filter((one) => one.file === null).toSorted((a, b) => compareText(a.name, b.name))
  const size = (file: string, name: string) => {
    const one = byName.get(`${file}|${name}`)
    return one
      ? `${t('traps.mib.objects', { n: number(one.objects, locale) })}${one.traps > 0 ? ` · ${t('traps.mib.traps', { n: number(one.traps, locale) })}` : ''}`
      : ''
  }
  return (
    <section>
      {mibs.files.length === 0 ? <p className="muted">{t('traps.mib.none')}</p> : null}
      <ul className={css.mibs}>
        {mibs.files.map((file) => (
          <li key={file.name}>
            <div className={css.mibText}>
              <span className={css.code}>{file.name}</span>
              <span className="muted">{file.modules.map((name) => `${name} (${size(file.name, name)})`).join(', ')}</span>
            </div>
            {may ? (
              <IconButton size="small" icon={Trash2} label={`${t('traps.mib.remove')} ${file.name}`} onClick={() => setAsked(file.name)} />
            ) : null}
          </li>
        ))}
        {shipped
          ? standard.map((one) => (
              <li key={one.name}>
                <div className={css.mibText}>
                  <span className={css.code}>{one.name}</span>
                  <span className="muted">
                    {size('', one.name)} · {t('traps.mib.shipped')}
                  </span>
                </div>
              </li>
            ))
          : null}
      </ul>
      <Button kind="quiet" size="small" onClick={() => setShipped(!shipped)}>
        {shipped ? t('traps.mib.hideShipped') : t('traps.mib.showShipped', { n: number(standard.length, locale) })}
      </Button>
      <ConfirmDialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={t('traps.mib.removeTitle', { name: asked })}
        verb={t('traps.mib.remove')}
        kind="danger"
        onConfirm={async () => {
          if (asked === null) return
          await remove.mutateAsync({ name: asked })
          toast({ text: t('traps.mib.removed', { name: asked }) })
        }}
      >
        <p>{t('traps.mib.removeText')}</p>
      </ConfirmDialog>
    </section>
  )
}
