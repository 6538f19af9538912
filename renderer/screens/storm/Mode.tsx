/** Storm mode: turned on and off, and when it is proposed. */
import { useState } from 'react'
import { CloudLightning, Settings2 } from 'lucide-react'
import { StormRules, StormSetting, type StormState } from '../../../shared/model/storm.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { typed, useSchemaForm } from '../../app/form.ts'
import { useWords } from '../../app/i18n.ts'
import { useNarrow } from '../../app/media.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, FieldRow, Input } from '../../components/Form.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { useMay } from '../settings/may.ts'

export function ModeActions() {
  const { t } = useWords()
  const may = useMay('engineer')
  const narrow = useNarrow()
  const mode = useRead('storm.mode').data
  const set = useCommand('storm.setMode', { refresh: ['storm.mode'] })
  const [asking, setAsking] = useState(false)
  if (!mode || !may) return null
  const isOn = mode.setting === 'on'
  const word = t(isOn ? 'storm.mode.turnOff' : 'storm.mode.turnOn')
  const turn = () =>
    set.mutate({ setting: isOn ? 'auto' : 'on', stations: mode.stations, minutes: mode.minutes }, { onError: toastFailure })
  return (
    <>
      {narrow ? (
        <IconButton icon={CloudLightning} kind="secondary" busy={set.isPending} label={word} pressed={isOn} onClick={turn} />
      ) : (
        <Button icon={CloudLightning} busy={set.isPending} onClick={turn} kind={isOn || mode.proposed ? 'secondary' : 'primary'}>
          {word}
        </Button>
      )}
      <IconButton icon={Settings2} kind="secondary" label={t('storm.mode.settings')} onClick={() => setAsking(true)} />
      {asking ? <ModeDialog mode={mode} onClose={() => setAsking(false)} /> : null}
    </>
  )
}

const ModeInput = StormRules.extend({ setting: StormSetting })

function ModeDialog({ mode, onClose }: { mode: StormState; onClose: () => void }) {
  const { t } = useWords()
  const form = useSchemaForm<{ stations: string; minutes: string }>({ stations: String(mode.stations), minutes: String(mode.minutes) }, [
    'stations',
    'minutes',
  ])
  const set = useCommand('storm.setMode', { refresh: ['storm.mode'] })
  const save = async () => {
    const saved = await form.send(
      ModeInput,
      ({ stations, minutes }) => ({ setting: mode.setting, stations: typed(stations), minutes: typed(minutes) }),
      (input) => set.mutateAsync(input),
    )
    if (!saved) return
    toast({ text: t('storm.mode.saved') })
    onClose()
  }
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      title={t('storm.mode.settings')}
      description={t('storm.mode.explain')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={form.busy} onClick={() => void save()}>
            {t('storm.mode.save')}
          </Button>
        </>
      }
    >
      <FieldRow>
        <Field label={t('storm.mode.stations')} error={form.errorOf('stations')}>
          <Input inputMode="numeric" {...form.register('stations')} />
        </Field>
        <Field label={t('storm.mode.minutes')} error={form.errorOf('minutes')}>
          <Input inputMode="numeric" suffix={t('storm.mode.minutesUnit')} {...form.register('minutes')} />
        </Field>
      </FieldRow>
      {form.problem ? <p role="alert">{form.problem}</p> : null}
    </Dialog>
  )
}
