/** What to scan: ranges, files, credentials and rate, with the estimate before anything is sent. */
import { useEffect, useState } from 'react'
import { useCommand, useRead } from '../../app/client.ts'
import { failureOf, phraseText, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Loading } from '../../components/Blank.tsx'
import { Button, LinkButton } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Checkbox, Field, FieldGroup, FieldRow, Input, Switch, TextArea } from '../../components/Form.tsx'
import { number } from '../../../shared/format/number.ts'
import { duration } from '../../../shared/format/time.ts'
import type { Scan, ScanEstimate } from '../../../shared/model/discovery.ts'
import type { FieldIssue } from '../../../shared/model/phrase.ts'
import { FIELDS, isAsked, issueOf, readDraft, type Draft, type FieldName } from './request.ts'
import { TextSource } from './TextSource.tsx'
import css from './Discovery.module.css'

/** Whole minutes, never too few. */
const upwards = (seconds: number): number => (seconds < 60 ? seconds : Math.ceil(seconds / 60) * 60)

const MOST_CREDENTIALS = 5
const EMPTY = { text: '', fileName: null }

/** The last scan's wishes are where the next one begins; its files are not kept. */
function draftOf(last: Scan | null): Draft {
  const { ranges = '', exclude = '', ports = [161], rate = 200, credentialIds = [], known = false } = last?.request ?? {}
  return { ranges, exclude, list: EMPTY, plan: EMPTY, ports: ports.join(', '), rate: String(rate), credentialIds, known }
}

/** The draft once it rests: an estimate for each letter would be too many. */
function useRested(draft: Draft): Draft {
  const [rested, setRested] = useState(draft)
  useEffect(() => {
    const timer = setTimeout(() => setRested(draft), 350)
    return () => clearTimeout(timer)
  }, [draft])
  return rested
}

export function ScanDialog({ last, onClose }: { last: Scan | null; onClose: () => void }) {
  const { t } = useWords()
  const credentials = useRead('devices.credentials')
  const [draft, setDraft] = useState(() => draftOf(last))
  const [confirmed, setConfirmed] = useState(false)
  const start = useCommand('discovery.start', { refresh: ['discovery.scan', 'discovery.rows'], onDone: onClose })
  const only = credentials.data?.length === 1 ? credentials.data[0]?.id : undefined
  const chosen = draft.credentialIds.length === 0 && only !== undefined ? [only] : draft.credentialIds
  const wished = { ...draft, credentialIds: chosen }
  const rested = useRested(draft)
  const read = readDraft({ ...rested, credentialIds: chosen })
  const askable = isAsked({ ...rested, credentialIds: chosen }) && 'request' in read
  const estimate = useRead('discovery.estimate', 'request' in read ? read.request : undefined, {
    enabled: askable,
    keep: true,
    staleTime: 0,
  })
  const refusal = start.error ?? (askable ? estimate.error : null)
  const issues: readonly FieldIssue[] = 'issues' in read ? read.issues : refusal ? failureOf(refusal).issues : []
  const errorOf = (field: FieldName): string | undefined => {
    // An empty form is not wrong yet.
    if (!isAsked(wished)) return undefined
    const issue = issueOf(issues, field)
    return issue ? phraseText(t, issue.phrase) : undefined
  }
  const stray = refusal && !FIELDS.some((field) => issueOf(issues, field)) ? sentence(t, failureOf(refusal)) : null
  const put = (change: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...change }))
    setConfirmed(false)
    start.reset()
  }
  const cost = askable && !estimate.error ? estimate.data : undefined
  const go = () => {
    const now = readDraft(wished)
    if ('request' in now) start.mutate({ ...now.request, confirmed })
  }
  const ready = isAsked(wished) && cost !== undefined && rested === draft && (!cost.mustConfirm || confirmed)
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={t('discovery.form.title')}
      description={t('discovery.form.lead')}
      footer={
        <>
          {last ? <p className={css.footNote}>{t('discovery.form.replaces')}</p> : null}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={start.isPending} disabled={!ready} onClick={go}>
            {t('discovery.form.go')}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <Field label={t('discovery.form.ranges')} hint={t('discovery.form.rangesHint')} error={errorOf('ranges')}>
          <TextArea
            rows={3}
            value={draft.ranges}
            spellCheck={false}
            autoCapitalize="none"
            onChange={(event) => put({ ranges: event.target.value })}
          />
        </Field>
        <Credentials
          of={credentials}
          chosen={chosen}
          onChange={(credentialIds) => put({ credentialIds })}
          error={errorOf('credentialIds')}
        />
        <Field label={t('discovery.form.exclude')} error={errorOf('exclude')}>
          <Input value={draft.exclude} autoCapitalize="none" onChange={(event) => put({ exclude: event.target.value })} />
        </Field>
        <Estimate cost={cost} waiting={askable && estimate.isFetching && !cost} confirmed={confirmed} onConfirm={setConfirmed} />
        <details className={css.more} open={draft.ports !== '161' || draft.rate !== '200' || undefined}>
          <summary>{t('discovery.form.more')}</summary>
          <div className={css.form}>
            <TextSource
              label={t('discovery.form.list')}
              hint={t('discovery.form.listHint')}
              value={draft.list}
              onChange={(list) => put({ list })}
              error={errorOf('list')}
            />
            <TextSource
              label={t('discovery.form.plan')}
              hint={t('discovery.form.planHint')}
              value={draft.plan}
              onChange={(plan) => put({ plan })}
              error={errorOf('plan')}
            />
            <FieldRow>
              <Field label={t('discovery.form.ports')} hint={t('discovery.form.portsHint')} error={errorOf('ports')}>
                <Input value={draft.ports} inputMode="numeric" onChange={(event) => put({ ports: event.target.value })} />
              </Field>
              <Field label={t('discovery.form.rate')} error={errorOf('rate')}>
                <Input
                  value={draft.rate}
                  inputMode="numeric"
                  suffix={t('discovery.form.rateUnit')}
                  onChange={(event) => put({ rate: event.target.value })}
                />
              </Field>
            </FieldRow>
            <Switch label={t('discovery.form.known')} checked={draft.known} onChange={(event) => put({ known: event.target.checked })} />
          </div>
        </details>
        {stray ? (
          <p className={css.problem} role="alert">
            {stray}
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}

type CredentialsProps = {
  of: ReturnType<typeof useRead<'devices.credentials'>>
  chosen: readonly number[]
  onChange: (ids: number[]) => void
  error: string | undefined
}

function Credentials({ of, chosen, onChange, error }: CredentialsProps) {
  const { t } = useWords()
  if (!of.data) return <Loading lines={1} />
  if (of.data.length === 0) {
    return (
      <div className={css.warning}>
        <p>{t('discovery.form.noCredentials')}</p>
        <LinkButton href="/settings/credentials">{t('discovery.form.toCredentials')}</LinkButton>
      </div>
    )
  }
  return (
    <FieldGroup title={t('discovery.form.credentials')} hint={t('discovery.form.credentialsHint')}>
      <div className={css.keys}>
        {of.data.map(({ id, name, version }) => {
          const place = chosen.indexOf(id)
          return (
            <Checkbox
              key={id}
              checked={place >= 0}
              disabled={place < 0 && chosen.length >= MOST_CREDENTIALS}
              label={`${place >= 0 && chosen.length > 1 ? `${place + 1}. ` : ''}${name} (v${version})`}
              onChange={() => onChange(place >= 0 ? chosen.filter((one) => one !== id) : [...chosen, id])}
            />
          )
        })}
      </div>
      {error ? (
        <p className={css.problem} role="alert">
          {error}
        </p>
      ) : null}
    </FieldGroup>
  )
}

type EstimateProps = { cost: ScanEstimate | undefined; waiting: boolean; confirmed: boolean; onConfirm: (yes: boolean) => void }

function Estimate({ cost, waiting, confirmed, onConfirm }: EstimateProps) {
  const { t, locale } = useWords()
  if (waiting) return <Loading lines={1} />
  if (!cost) return null
  const say = (n: number): string => number(n, locale)
  return (
    <div className={css.estimate} role="status">
      <strong>{t('discovery.form.estimate')}</strong>
      <p>
        {t('discovery.form.estimateText', {
          addresses: say(cost.addresses - cost.known),
          packets: say(cost.packets),
          time: duration(upwards(cost.seconds) * 1000, locale),
          rate: say(cost.rate),
        })}{' '}
        {cost.known > 0 ? t('discovery.form.estimateKnown', { n: say(cost.known) }) : null}
      </p>
      {cost.mustConfirm ? (
        <Checkbox
          label={t('discovery.form.confirm', { n: say(cost.addresses - cost.known) })}
          checked={confirmed}
          onChange={(event) => onConfirm(event.target.checked)}
        />
      ) : null}
    </div>
  )
}
