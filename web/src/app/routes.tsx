import { Suspense, lazy } from 'react'
import { Route, Switch } from 'wouter'
import { LinkButton, EmptyState, Spinner } from '../ui/index.ts'
import { useText } from '../i18n/index.tsx'

const InboxPage = lazy(async () => ({
  default: (await import('../features/inbox/inbox-page.tsx')).InboxPage,
}))
const DocumentsPage = lazy(async () => ({
  default: (await import('../features/documents/documents-page.tsx')).DocumentsPage,
}))
const ComposePage = lazy(async () => ({
  default: (await import('../features/drafting/compose-page.tsx')).ComposePage,
}))
const ProposalPage = lazy(async () => ({
  default: (await import('../features/approving/proposal-page.tsx')).ProposalPage,
}))

/** Which address shows which page. */
export function Routes() {
  const text = useText()
  return (
    <Suspense
      fallback={
        <div className="grid h-full place-items-center p-16">
          <Spinner label={text.common.loading} />
        </div>
      }
    >
      <Switch>
        <Route path="/">
          <InboxPage />
        </Route>
        <Route path="/documents">
          <DocumentsPage />
        </Route>
        <Route path="/compose/:id?">{({ id }) => <ComposePage id={id} />}</Route>
        <Route path="/proposals/:id">{({ id }) => <ProposalPage key={id} id={id} />}</Route>
        <Route>
          <EmptyState
            title={text.common.notFoundTitle}
            text={text.common.notFoundText}
            action={<LinkButton href="/">{text.common.toInbox}</LinkButton>}
          />
        </Route>
      </Switch>
    </Suspense>
  )
}
