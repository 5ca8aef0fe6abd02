import { Suspense } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { Boundary, Button, LinkButton, EmptyState, Spinner } from '../ui/index.ts'
import { useText } from '../i18n/index.tsx'
import { page } from './page.tsx'
import { useTitle } from './use-title.ts'

const InboxPage = page(async () => (await import('../features/inbox/inbox-page.tsx')).InboxPage)
const BulkPage = page(async () => (await import('../features/inbox/bulk-page.tsx')).BulkPage)
const DocumentsPage = page(
  async () => (await import('../features/documents/documents-page.tsx')).DocumentsPage,
)
const SearchPage = page(async () => (await import('../features/searching/search-page.tsx')).SearchPage)
const FoldersPage = page(async () => (await import('../features/records/folders-page.tsx')).FoldersPage)
const RecordCalendarPage = page(
  async () => (await import('../features/records/record-calendar-page.tsx')).RecordCalendarPage,
)
const ExpiryPage = page(async () => (await import('../features/records/expiry-page.tsx')).ExpiryPage)
const FolderPage = page(async () => (await import('../features/records/folder-page.tsx')).FolderPage)
const RenewalPage = page(async () => (await import('../features/records/renewal-page.tsx')).RenewalPage)
const ReceivingPage = page(
  async () => (await import('../features/receiving/receiving-page.tsx')).ReceivingPage,
)
const IssuingPage = page(async () => (await import('../features/issuing/issuing-page.tsx')).IssuingPage)
const ReceiptPage = page(async () => (await import('../features/receiving/receipt-page.tsx')).ReceiptPage)
const ComposePage = page(async () => (await import('../features/drafting/compose-page.tsx')).ComposePage)
const DisclosuresPage = page(
  async () => (await import('../features/disclosing/requests-page.tsx')).DisclosuresPage,
)
const DisclosurePage = page(
  async () => (await import('../features/disclosing/request-page.tsx')).DisclosurePage,
)
const MaskPage = page(async () => (await import('../features/disclosing/mask-page.tsx')).MaskPage)
const PublicationPage = page(
  async () => (await import('../features/disclosing/publication-page.tsx')).PublicationPage,
)
const SettingsPage = page(
  async () => (await import('../features/administering/settings-page.tsx')).SettingsPage,
)
const AuditPage = page(async () => (await import('../features/auditing/audit-page.tsx')).AuditPage)
const NoticesPage = page(async () => (await import('../features/notifying/notices-page.tsx')).NoticesPage)
const MeasuresPage = page(async () => (await import('../features/measuring/measures-page.tsx')).MeasuresPage)
const ProposalPage = page(async () => (await import('../features/approving/proposal-page.tsx')).ProposalPage)

const ComparePage = page(async () => (await import('../features/approving/compare-page.tsx')).ComparePage)

/** Which page an address begins, the first that fits; no other one is the inbox. */
const pageAt = [
  [/^\/proposals\/[^/]+\/audit$/, AuditPage],
  [/^\/proposals\//, ProposalPage],
  [/^\/compare\//, ComparePage],
  [/^\/compose/, ComposePage],
  [/^\/inbox\/bulk$/, BulkPage],
  [/^\/documents$/, DocumentsPage],
  [/^\/search$/, SearchPage],
  [/^\/measures$/, MeasuresPage],
  [/^\/issuing$/, IssuingPage],
  [/^\/receipts$/, ReceivingPage],
  [/^\/receipts\//, ReceiptPage],
  [/^\/folders\/renewal$/, RenewalPage],
  [/^\/folders\/calendar$/, RecordCalendarPage],
  [/^\/folders\/expiry$/, ExpiryPage],
  [/^\/folders\//, FolderPage],
  [/^\/folders$/, FoldersPage],
  [/^\/disclosure\/index$/, PublicationPage],
  [/^\/disclosure\/[^/]+\/files\//, MaskPage],
  [/^\/disclosure\//, DisclosurePage],
  [/^\/disclosure$/, DisclosuresPage],
  [/^\/settings/, SettingsPage],
  [/^\/notices$/, NoticesPage],
] as const

/** Fetches the code of the page at this address, so that the first drawing is the page and not a spinner. */
export async function preloadPage(path: string): Promise<void> {
  const [, wanted = InboxPage] = pageAt.find(([address]) => address.test(path)) ?? []
  // What does not arrive now is asked for again, and complained about, where it is drawn.
  await wanted.preload().catch(() => {})
}

/** Which address shows which page. */
export function Routes() {
  const text = useText()
  const [path] = useLocation()
  useTitle()
  return (
    <Boundary at={path} instead={<PageFailed />}>
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
          <Route path="/inbox/bulk">
            <BulkPage />
          </Route>
          <Route path="/notices">
            <NoticesPage />
          </Route>
          <Route path="/documents">
            <DocumentsPage />
          </Route>
          <Route path="/measures">
            <MeasuresPage />
          </Route>
          <Route path="/search">
            <SearchPage />
          </Route>
          <Route path="/folders">
            <FoldersPage />
          </Route>
          <Route path="/folders/renewal">
            <RenewalPage />
          </Route>
          <Route path="/folders/calendar">
            <RecordCalendarPage />
          </Route>
          <Route path="/folders/expiry">
            <ExpiryPage />
          </Route>
          <Route path="/folders/:id">{({ id }) => <FolderPage key={id} id={id} />}</Route>
          <Route path="/issuing">
            <IssuingPage />
          </Route>
          <Route path="/receipts">
            <ReceivingPage />
          </Route>
          <Route path="/receipts/:id">{({ id }) => <ReceiptPage key={id} id={id} />}</Route>
          <Route path="/disclosure">
            <DisclosuresPage />
          </Route>
          <Route path="/disclosure/index">
            <PublicationPage />
          </Route>
          <Route path="/disclosure/:id">{({ id }) => <DisclosurePage key={id} id={id} />}</Route>
          <Route path="/disclosure/:id/files/:revisionId">
            {({ id, revisionId }) => <MaskPage key={revisionId} id={id} revisionId={revisionId} />}
          </Route>
          <Route path="/settings/:section?">{({ section }) => <SettingsPage section={section} />}</Route>
          <Route path="/compose/:id?">{({ id }) => <ComposePage id={id} />}</Route>
          <Route path="/proposals/:id/audit">{({ id }) => <AuditPage key={id} id={id} />}</Route>
          <Route path="/compare/:id">{({ id }) => <ComparePage id={id} />}</Route>
          <Route path="/proposals/:id">{({ id }) => <ProposalPage key={id} id={id} />}</Route>
          <Route>
            <EmptyState
              isPage
              title={text.common.notFoundTitle}
              text={text.common.notFoundText}
              action={<LinkButton href="/">{text.common.toInbox}</LinkButton>}
            />
          </Route>
        </Switch>
      </Suspense>
    </Boundary>
  )
}

/** In place of a page whose code does not come; the frame around it goes on. A reload also asks for it again. */
function PageFailed() {
  const { common } = useText()
  return (
    <EmptyState
      isPage
      title={common.pageFailed}
      text={common.renewed}
      action={<Button onPress={() => location.reload()}>{common.reload}</Button>}
    />
  )
}
