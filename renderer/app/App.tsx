/** The whole page: providers, then either the set-up or the console itself. */
import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { Suspense } from 'react'
import { Route, Router, Switch } from 'wouter'
import { EmptyState, ErrorState, Loading } from '../components/Blank.tsx'
import { LinkButton } from '../components/Button.tsx'
import { Page } from '../components/Page.tsx'
import { Toasts } from '../components/Toast.tsx'
import { queryClient, useRead } from './client.ts'
import { useConnection } from './connection.ts'
import { Guard } from './Guard.tsx'
import { useWords } from './i18n.ts'
import { routing, useHashPath } from './location.ts'
import { PLACES, screen } from './screens.ts'
import { Refused, Waiting } from './Doors.tsx'
import { Shell } from './Shell.tsx'

const Setup = screen('setup')
const Station = screen('station')
const Wall = screen('wall')

export function App() {
  return (
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <Router {...routing}>
          <Guard>
            <Console />
          </Guard>
          <Toasts />
        </Router>
      </QueryClientProvider>
    </CSPProvider>
  )
}

function Console() {
  const me = useRead('session.me', undefined, { staleTime: Infinity })
  const refused = useConnection((c) => c.refused)
  const path = useHashPath()
  if (me.data === undefined) {
    if (refused) return <Refused />
    return me.error ? <Waiting>{<ErrorState error={me.error} onRetry={() => void me.refetch()} />}</Waiting> : <Waiting />
  }
  if (me.data.dataset.kind === 'none' && Setup) {
    return (
      <Suspense fallback={<Waiting />}>
        <Setup />
      </Suspense>
    )
  }
  if (Wall && path === '/wall') {
    return (
      <Suspense fallback={<Waiting />}>
        <Wall />
      </Suspense>
    )
  }
  return (
    <Shell me={me.data}>
      <Guard>
        <Suspense fallback={<LoadingPage />}>
          <Switch>
            {Station ? <Route path="/stations/:id" component={Station} /> : null}
            {PLACES.map((place) =>
              place.path === '/' ? (
                <Route key={place.name} path="/" component={place.Screen} />
              ) : (
                <Route key={place.name} path={`${place.path}/*?`} component={place.Screen} />
              ),
            )}
            <Route component={Nowhere} />
          </Switch>
        </Suspense>
      </Guard>
    </Shell>
  )
}

function LoadingPage() {
  const { t } = useWords()
  return (
    <Page title={t('common.loading')} head={<span />}>
      <Loading lines={8} />
    </Page>
  )
}

function Nowhere() {
  const { t } = useWords()
  return (
    <Page title={t('common.nowhere.title')}>
      <EmptyState action={<LinkButton href="/">{t('common.nav.overview')}</LinkButton>}>{t('common.nowhere.text')}</EmptyState>
    </Page>
  )
}
