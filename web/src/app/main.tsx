import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../ui/theme.css'
import { loadFonts } from '../ui/fonts.ts'
import { App } from './app.tsx'
import { preloadPage } from './routes.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
await preloadPage(location.pathname)
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
// The reader calls for them itself as soon as its first page is there.
setTimeout(loadFonts, location.pathname.startsWith('/proposals/') ? 2500 : 0)
