import { QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { Router } from 'wouter'
import type { FirstScreen } from '../../../server/contract/first-screen.ts'
import { createQueryClient, keys } from '../api/queries.ts'
import { Shell } from '../app/shell.tsx'
import { ProposalPage } from '../features/approving/proposal-page.tsx'
import { LanguageProvider } from '../i18n/index.tsx'
import { ReadyPicture } from '../viewer/first-pages.tsx'

/** The reading page as the server sends it; the components of the browser, with the answers already there. */
export const firstScreen: FirstScreen = ({ me, proposal, book, picture, language }) => {
  const client = createQueryClient()
  client.setQueryData(keys.me, me)
  client.setQueryData(keys.proposal(proposal.id), proposal)
  client.setQueryData(keys.book(proposal.id), book)
  const html = renderToStaticMarkup(
    <div data-first-screen lang={language}>
      <Router ssrPath={`/proposals/${proposal.id}`}>
        <QueryClientProvider client={client}>
          <LanguageProvider initial={language}>
            <Shell me={me}>
              <ReadyPicture value={picture}>
                <ProposalPage id={proposal.id} />
              </ReadyPicture>
            </Shell>
          </LanguageProvider>
        </QueryClientProvider>
      </Router>
    </div>,
  )
  client.clear()
  // The security policy refuses inline styles; what is placed by them only moves later.
  return html.replaceAll(/ style="[^"]*"/g, '')
}
