/** Uptime of a month: figures, where the time went, tables by station and commune, CSV and paper. */
import { useState } from 'react'
import { ChartSpline, ChevronLeft, ChevronRight, Download, FileBarChart2, FileDown, Printer } from 'lucide-react'
import { moment, monthOf } from '../../../shared/format/time.ts'
import { call, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button, IconButton, LinkButton } from '../../components/Button.tsx'
import { Field, Select, Switch } from '../../components/Form.tsx'
import { Page } from '../../components/Page.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { useTenSeconds } from '../../app/now.ts'
import { saveFile } from '../../app/save.ts'
import { addMonths, isMonth, lastMonths, monthParams } from './months.ts'
import { Printed } from './Printed.tsx'
import { usePrinting } from './printing.ts'
import type { Scope } from './rows.ts'
import { Totals } from './Totals.tsx'
import { UptimeSheet } from './UptimeSheet.tsx'
import { UptimeTable } from './UptimeTable.tsx'
import css from './Reports.module.css'

const MONTHS_BACK = 36

export default function ReportsScreen() {
  const { t, locale } = useWords()
  const params = useParams()
  const now = useTenSeconds()
  const running = monthOf(now)
  const asked = params.get('month')
  const month = isMonth(asked) ? asked : running
  const unreachableIsDown = params.get('policy') === 'down'
  const scope: Scope = params.get('by') === 'communes' ? 'communes' : 'stations'
  const future = month > running
  const report = useRead('reports.uptime', { month, unreachableIsDown }, { keep: true, enabled: !future, staleTime: 30_000 })
  const me = useRead('session.me')
  const printing = usePrinting()
  const [saving, setSaving] = useState(false)
  const setMonth = (next: string) => params.set({ month: next === running ? null : next })
  const ready = report.data !== undefined && !future

  const csv = async () => {
    setSaving(true)
    try {
      const file = await call('reports.uptimeCsv', { month, unreachableIsDown, locale, scope })
      saveFile(file.fileName, file.text)
      toast({ text: t('reports.csvDone', { name: file.fileName }) })
    } catch (error) {
      toastFailure(error)
    } finally {
      setSaving(false)
    }
  }

  const body = () => {
    if (future) return <EmptyState icon={FileBarChart2}>{t('reports.future')}</EmptyState>
    if (report.data === undefined) {
      return report.error ? <ErrorState error={report.error} onRetry={() => void report.refetch()} /> : <Loading lines={12} />
    }
    if (report.data.stations.length === 0) {
      return (
        <EmptyState
          icon={FileBarChart2}
          hint={t('reports.emptyHelp')}
          action={<LinkButton href="/settings/stations">{t('settings.stations.add')}</LinkButton>}
        >
          {t('reports.empty')}
        </EmptyState>
      )
    }
    return (
      <div className={css.body} aria-busy={report.isPlaceholderData || undefined} data-old={report.isPlaceholderData || undefined}>
        <Totals total={report.data.total} />
        <UptimeTable report={report.data} scope={scope} />
        <details className={css.definitions}>
          <summary>{t('reports.definitions')}</summary>
          <p>{t('reports.definitionsText')}</p>
        </details>
      </div>
    )
  }

  return (
    <Page
      title={`${t('reports.uptime')} · ${t('reports.monthName', monthParams(month))}`}
      note={
        report.data && !future
          ? month === running
            ? t('reports.running', { when: moment(report.data.to, locale) })
            : t('reports.period', { from: moment(report.data.from, locale), to: moment(report.data.to, locale) })
          : undefined
      }
      actions={
        <>
          <LinkButton href="/export" kind="quiet" icon={FileDown}>
            {t('common.nav.export')}
          </LinkButton>
          <LinkButton href="/compare" kind="quiet" icon={ChartSpline}>
            {t('compare.title')}
          </LinkButton>
          <Button icon={Printer} disabled={!ready} onClick={() => print()}>
            {t('reports.print')}
          </Button>
          <Button kind="primary" icon={Download} disabled={!ready} busy={saving} onClick={() => void csv()}>
            {t('reports.csv')}
          </Button>
        </>
      }
      filters={
        <>
          <div className={css.months}>
            <IconButton
              icon={ChevronLeft}
              kind="secondary"
              label={t('reports.monthPrevious')}
              onClick={() => setMonth(addMonths(month, -1))}
            />
            <Field label={t('reports.month')} hideLabel className={css.month}>
              <Select value={month} onChange={(event) => setMonth(event.target.value)}>
                {monthsWith(month, running).map((one) => (
                  <option key={one} value={one}>
                    {t('reports.monthName', monthParams(one))}
                  </option>
                ))}
              </Select>
            </Field>
            <IconButton
              icon={ChevronRight}
              kind="secondary"
              label={t('reports.monthNext')}
              disabled={month >= running}
              onClick={() => setMonth(addMonths(month, 1))}
            />
          </div>
          <Switch
            label={t('reports.policy')}
            title={t('reports.policyWhy')}
            checked={unreachableIsDown}
            onChange={(event) => params.set({ policy: event.target.checked ? 'down' : null })}
          />
        </>
      }
    >
      {body()}
      {printing && report.data ? (
        <Printed landscape>
          <UptimeSheet report={report.data} scope={scope} branch={me.data?.dataset.branchName ?? ''} now={now} />
        </Printed>
      ) : null}
    </Page>
  )
}

/** The months to choose from, the one on screen always among them. */
function monthsWith(month: string, running: string): string[] {
  const [y = 1970, m = 1] = running.split('-').map(Number)
  const list = lastMonths(Date.UTC(y, m - 1, 15), MONTHS_BACK)
  return list.includes(month) ? list : [...list, month].sort().reverse()
}
