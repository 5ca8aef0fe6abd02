import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { type Texts, useText } from '../i18n/index.tsx'

/**
 * Keeps the window's title telling which screen this is, for tabs, history and screen readers. A case says its own
 * (features/approving).
 */
export function useTitle(): void {
  const text = useText()
  const [path] = useLocation()
  const name = nameOf(path, text)
  useEffect(() => {
    if (name !== undefined) document.title = `${name} - Kessai`
  }, [name, path])
}

function nameOf(path: string, text: Texts): string | undefined {
  const [place = '', more] = path.split('/').slice(1)
  switch (place) {
    case '':
      return text.shell.inbox
    case 'inbox':
      return text.bulk.title
    case 'notices':
      return text.notifying.notices
    // One of them says its own, with its title.
    case 'receipts':
      return more === undefined ? text.shell.receiving : undefined
    // One of them says its own, with its number.
    case 'disclosure':
      return more === undefined || more === 'index' ? text.shell.disclosureTitle : undefined
    case 'issuing':
      return text.issuingList.title
    case 'documents':
      return text.shell.documents
    case 'measures':
      return text.shell.measures
    case 'search':
      return text.search.title
    case 'folders':
      return text.shell.folders
    case 'compose':
      return text.shell.compose
    case 'settings': {
      const { title, sections } = text.settings
      const section = more === undefined ? undefined : sections[more as keyof typeof sections]
      return section === undefined ? title : `${section} - ${title}`
    }
    // It says its own, with the name of the file.
    case 'compare':
      return undefined
    case 'proposals':
      return path.endsWith('/audit') ? text.audit.title : undefined
    default:
      return text.common.notFoundTitle
  }
}
