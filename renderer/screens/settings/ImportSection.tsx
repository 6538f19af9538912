/** CSV import: choose or drop a file, see what each row would become, accept. */
import { useRef, useState, type DragEvent } from 'react'
import { Download, FileUp } from 'lucide-react'
import { useCommand, useRead } from '../../app/client.ts'
import { failureOf, phraseText, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Loading } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { Checkbox } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import { saveFile } from '../../app/save.ts'
import { decode } from './csv-file.ts'
import { ImportPlanTable } from './ImportPlanTable.tsx'
import { template, type TemplateKind } from './template.ts'
import css from './Settings.module.css'

type Chosen = { fileName: string; text: string }

export function ImportSection() {
  const { t, locale } = useWords()
  const credentials = useRead('devices.credentials')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [createPlaces, setCreatePlaces] = useState(false)
  const plan = useCommand('imports.plan')
  const accept = useCommand('imports.accept', {
    refresh: [
      'stations.list',
      'stations.get',
      'stations.places',
      'hamlets.list',
      'feeders.list',
      'devices.list',
      'stations.overview',
      'alarms.audit',
    ],
  })

  const ask = (file: Chosen, places: boolean) => {
    accept.reset()
    plan.mutate({ ...file, createPlaces: places })
  }
  const take = async (file: File | undefined) => {
    if (!file) return
    setProblem(null)
    const read = decode(new Uint8Array(await file.arrayBuffer()))
    if (!read.ok) {
      setChosen(null)
      plan.reset()
      setProblem(t(`imports.${read.problem}`, { name: file.name }))
      return
    }
    const next = { fileName: file.name, text: read.text }
    setChosen(next)
    ask(next, createPlaces)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  const clear = () => {
    setChosen(null)
    setProblem(null)
    plan.reset()
    accept.reset()
  }
  const save = (planId: string) =>
    accept.mutate(
      { planId },
      {
        onSuccess: (done) => {
          toast({ text: t('imports.done', done), action: { label: t('settings.section.stations'), href: '/settings/stations' } })
          clear()
        },
      },
    )
  const offer = (kind: TemplateKind) => {
    const file = template(kind, locale, credentials.data?.[0]?.name)
    saveFile(file.fileName, file.text)
  }
  const failure = accept.error ?? plan.error
  return (
    <>
      <div
        className={css.drop}
        data-over={over || undefined}
        data-compact={plan.data ? true : undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileUp size={24} strokeWidth={1.5} aria-hidden />
        <p>{t(over ? 'imports.dropActive' : 'imports.drop')}</p>
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,text/csv"
          className="visually-hidden"
          tabIndex={-1}
          aria-label={t('imports.choose')}
          onChange={(event) => {
            void take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <div className={css.dropActions}>
          <Button kind={chosen ? 'secondary' : 'primary'} onClick={() => input.current?.click()}>
            {t(chosen ? 'imports.chooseOther' : 'imports.choose')}
          </Button>
          <Button kind="quiet" icon={Download} onClick={() => offer('stations')}>
            {t('imports.templateStations')}
          </Button>
          <Button kind="quiet" icon={Download} onClick={() => offer('devices')}>
            {t('imports.templateDevices')}
          </Button>
          <Button kind="quiet" icon={Download} onClick={() => offer('hamlets')}>
            {t('imports.templateHamlets')}
          </Button>
        </div>
        <Checkbox
          label={t('imports.createPlaces')}
          checked={createPlaces}
          onChange={(event) => {
            setCreatePlaces(event.target.checked)
            if (chosen) ask(chosen, event.target.checked)
          }}
        />
      </div>
      {problem === null ? null : (
        <p role="alert" className={css.problem}>
          {problem}
        </p>
      )}
      {plan.isPending ? (
        <>
          <p role="status">{t('imports.reading', { name: chosen?.fileName })}</p>
          <Loading lines={5} />
        </>
      ) : null}
      {failure ? (
        <div className={css.problem} role="alert">
          <p>{sentence(t, failureOf(failure))}</p>
          {chosen ? (
            <Button size="small" onClick={() => ask(chosen, createPlaces)}>
              {t('imports.again')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {plan.data && !plan.isPending ? (
        plan.data.problem ? (
          <p role="alert" className={css.problem}>
            {t('imports.problem')}: {phraseText(t, plan.data.problem, 'imports.problem')}
          </p>
        ) : (
          <ImportPlanTable plan={plan.data} busy={accept.isPending} onAccept={() => save(plan.data.planId)} onCancel={clear} />
        )
      ) : null}
    </>
  )
}
