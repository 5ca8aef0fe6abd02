import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { watchAttendance } from '../api/client.ts'
import { takeEarlyAnswers } from '../api/early-answers.ts'
import { createQueryClient } from '../api/queries.ts'
import { storedLanguage } from '../i18n/stored-language.ts'
import { loadFonts } from '../ui/fonts.ts'
import { App } from './app.tsx'
import { preloadPage } from './routes.tsx'

/** Draws the client in place of what the server may have drawn of its first screen. */
export async function start(root: HTMLElement): Promise<void> {
  watchAttendance()
  await preloadPage(location.pathname)
  const client = createQueryClient()
  takeEarlyAnswers(client)
  createRoot(root).render(
    <StrictMode>
      <App client={client} language={storedLanguage()} />
    </StrictMode>,
  )
  // The reader calls for them itself as soon as its first page is there.
  setTimeout(loadFonts, location.pathname.startsWith('/proposals/') ? 2500 : 0)
}
