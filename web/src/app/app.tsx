import { type QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { RouterProvider } from 'react-aria-components'
import { useLocation } from 'wouter'
import { useMe } from '../api/queries.ts'
import { problemText } from '../api/problem-text.tsx'
import { startStream } from '../api/stream.ts'
import { type Language, LanguageProvider, useLanguage, useText } from '../i18n/index.tsx'
import { I18nProvider } from 'react-aria-components'
import { Button, EmptyState, Spinner, ToastRegion } from '../ui/index.ts'
import { useEffect } from 'react'
import { Routes } from './routes.tsx'
import { SessionEnded, useSessionEnded } from './session-end.tsx'
import { Shell } from './shell.tsx'

type Props = { readonly client: QueryClient; readonly language: Language }

/** The whole web client; drawn in the browser, and its first screen by the server. */
export function App({ client, language }: Props) {
  return (
    <QueryClientProvider client={client}>
      <LanguageProvider initial={language}>
        <Localised />
      </LanguageProvider>
    </QueryClientProvider>
  )
}

function Localised() {
  const { language } = useLanguage()
  const [, navigate] = useLocation()
  return (
    <I18nProvider locale={language === 'ja' ? 'ja-JP' : 'en-GB'}>
      <RouterProvider navigate={navigate}>
        <SignedIn />
        <ToastRegion />
      </RouterProvider>
    </I18nProvider>
  )
}

let streaming = false

function SignedIn() {
  const client = useQueryClient()
  const me = useMe()
  const text = useText()
  const known = me.data !== undefined
  useEffect(() => {
    if (!known || streaming) return
    streaming = true
    startStream(client)
  }, [client, known])
  const isEnded = useSessionEnded()
  if (isEnded) return <SessionEnded />
  if (me.data === undefined) {
    return (
      <div className="grid min-h-dvh place-items-center p-6">
        {me.isError && !me.isFetching ? (
          <EmptyState
            title={problemText(me.error, text)}
            action={<Button onPress={() => void me.refetch()}>{text.common.retry}</Button>}
          />
        ) : (
          <Spinner label={text.common.loading} />
        )}
      </div>
    )
  }
  return (
    <Shell me={me.data}>
      <Routes />
    </Shell>
  )
}
