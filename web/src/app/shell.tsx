import {
  Bell,
  CalendarOff,
  ChartColumn,
  FilePenLine,
  FileSearch,
  Files,
  FolderClosed,
  Inbox,
  LogOut,
  MailOpen,
  Search,
  Send,
  Settings,
  WifiOff,
} from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { Link } from 'react-aria-components'
import { useLocation } from 'wouter'
import type { Me } from '../../../server/contract/me.ts'
import { signOut } from '../api/client.ts'
import { useUnreadNotices } from '../api/notices.ts'
import { useInbox } from '../api/queries.ts'
import { useConnection } from '../api/stream.ts'
import { useLanguage, useText, type Texts } from '../i18n/index.tsx'
import { type Place, Rail } from './rail.tsx'
import { SearchBox } from '../features/searching/search-box.tsx'
import { Badge, Menu, cx, isTyping, toast, usePageKeys } from '../ui/index.ts'
import { SessionBanner } from './session-end.tsx'

/**
 * The frame around every page: rail, top bar, banner. At phone width the rail lies at the foot, and a document has the
 * whole screen: its own arrow leads back, and the top bar comes only to say that the line is down.
 */
export function Shell({ me, children }: { readonly me: Me; readonly children: ReactNode }) {
  const text = useText()
  const counts = useInbox('approve').data?.pages[0]?.counts
  const { ahead: _onItsWay, ...open } = counts ?? { ahead: 0 }
  const waiting = Object.values(open).reduce((sum, count) => sum + count, 0)
  const places: readonly Place[] = [
    { href: '/', label: text.shell.inbox, icon: Inbox, count: waiting },
    { href: '/compose', label: text.shell.compose, icon: FilePenLine },
    { href: '/documents', label: text.shell.documents, icon: Files },
    { href: '/search', label: text.search.title, icon: Search },
    { href: '/receipts', label: text.shell.receiving, icon: MailOpen },
    { href: '/issuing', label: text.issuingList.title, icon: Send },
    { href: '/folders', label: text.shell.folders, icon: FolderClosed },
    ...(mayDisclose(me)
      ? [
          {
            ...{ href: '/disclosure', label: text.shell.disclosure, icon: FileSearch },
            count: me.opinionsAsked,
          },
        ]
      : []),
    { href: '/measures', label: text.shell.measures, icon: ChartColumn },
    { href: '/settings', label: text.shell.settings, icon: Settings },
  ]
  const [path] = useLocation()
  const reads = /^\/(?:proposals|receipts)\/[^/]+$/.test(path)
  const isCutOff = useConnection() === 'lost'
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-8 focus:bg-paper focus:px-4 focus:py-2"
      >
        {text.shell.skip}
      </a>
      {me.demo && (
        <aside
          aria-label={text.shell.demoLabel}
          className="bg-shu-strong px-4 py-1 text-center text-xs leading-snug font-bold text-white sm:text-sm print:hidden"
        >
          {text.shell.demo}
        </aside>
      )}
      <SessionBanner />
      <div className={cx('shrink-0', reads && !isCutOff && 'max-md:hidden')}>
        <TopBar me={me} text={text} />
      </div>
      <div className="flex min-h-0 flex-1 flex-col-reverse md:flex-row">
        <Rail places={places} label={text.shell.navigation} more={text.shell.more} isHiddenOnPhone={reads} />
        <main id="main" tabIndex={-1} className="relative min-h-0 min-w-0 flex-1 overflow-auto outline-none">
          {children}
        </main>
      </div>
    </div>
  )
}

/** 情報公開担当, whoever publishes the 目録, and those whose 課 is asked for its opinion. */
function mayDisclose({ roles, opinionsAsked }: Me): boolean {
  return opinionsAsked > 0 || roles.includes('auditor') || roles.includes('records_manager')
}

function TopBar({ me, text }: { readonly me: Me; readonly text: Texts }) {
  const { language, setLanguage } = useLanguage()
  const connection = useConnection()
  const first = me.capacities[0]
  return (
    <header className="flex h-14 shrink-0 items-center gap-3 border-b border-line bg-paper pr-2 pl-4 print:hidden">
      <Link href="/" className="flex items-center gap-2.5 rounded-6 whitespace-nowrap text-ink no-underline">
        <Mark />
        <span className="text-lg leading-none font-bold">{text.shell.product}</span>
      </Link>
      <span className="hidden truncate border-l border-line pl-3 text-ink-2 sm:block">{me.bodyName}</span>
      <TopSearch />
      {connection === 'lost' && (
        <output className="flex items-center gap-1.5 text-sm text-shu" title={text.shell.reconnecting}>
          <WifiOff className="size-4" aria-hidden />
          <span className="hidden lg:inline">{text.shell.reconnecting}</span>
          <span className="sr-only lg:hidden">{text.shell.reconnecting}</span>
        </output>
      )}
      <BellLink text={text} />
      <AbsenceLink absent={me.absent} text={text} />
      <Menu
        label={text.shell.person(me.name, first?.title ?? '')}
        trigger={
          <>
            <span className="hidden text-right leading-tight sm:grid">
              <span className="text-xs text-ink-3">{first?.title} </span>
              <span className="text-sm font-bold">{me.name}</span>
            </span>
            {/* Drawn, not written: as text it would be a part of what the button seems to say. */}
            <span
              aria-hidden
              data-initial={firstCharacter(me.name)}
              className="grid size-9 place-items-center rounded-full border border-lead-line bg-lead-soft font-bold text-lead before:content-[attr(data-initial)]"
            />
          </>
        }
        head={<PersonHead me={me} text={text} />}
        sections={[
          {
            title: text.shell.language,
            entries: (['ja', 'en'] as const).map((it) => ({
              id: it,
              label: it === 'ja' ? '日本語' : 'English',
              chosen: it === language,
              onAction: () => setLanguage(it),
            })),
          },
          {
            entries: [
              {
                id: 'sign-out',
                label: text.shell.signOut,
                icon: <LogOut className="size-4 text-ink-2" aria-hidden />,
                onAction: () => void signOut().catch(() => toast(text.shell.signOutFailed, 'warning')),
              },
            ],
          },
        ]}
      />
    </header>
  )
}

/** A search from every page; `/` leads to it where the page has no such key of its own. The page of searches has a larger one. */
function TopSearch() {
  const [path, navigate] = useLocation()
  const input = useRef<HTMLInputElement>(null)
  usePageKeys((event) => {
    if (event.key !== '/' || event.defaultPrevented || isTyping(event)) return
    if (event.ctrlKey || event.altKey || event.metaKey || path.startsWith('/proposals/')) return
    const box = input.current ?? document.querySelector<HTMLInputElement>('main search input')
    if (box === null) return
    event.preventDefault()
    box.focus()
    box.select()
  })
  if (path === '/search') return <span className="flex-1" />
  return (
    <>
      <span className="flex-1 md:hidden" />
      <span className="flex flex-1 justify-center max-md:hidden">
        <span className="flex w-full max-w-96">
          <SearchBox
            input={input}
            words=""
            onSearch={(q) => navigate(`/search?${new URLSearchParams({ q }).toString()}`)}
          />
        </span>
      </span>
    </>
  )
}

/** To お知らせ, with how many are unread; the number moves by itself. */
function BellLink({ text }: { readonly text: Texts }) {
  const unread = useUnreadNotices()
  const count = unread > 999 ? '999+' : String(unread)
  return (
    <Link
      href="/notices"
      aria-label={`${text.notifying.notices} ${unread === 0 ? text.notifying.noneUnread : text.notifying.unread(count)}`}
      className="relative grid min-h-10 min-w-10 place-items-center rounded-8 text-ink-2 no-underline data-[hovered]:bg-ink/6 data-[hovered]:text-ink"
    >
      <Bell className="size-5" strokeWidth={1.8} aria-hidden />
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute top-0 right-0 min-w-5 rounded-full bg-shu px-1 text-center text-xs leading-5 font-bold text-white tabular"
        >
          {count}
        </span>
      )}
    </Link>
  )
}

/** To the place where one's own absence is registered; while it lasts it stands out. */
function AbsenceLink({ absent, text }: { readonly absent: boolean; readonly text: Texts }) {
  return (
    <Link
      href="/settings/absences"
      className={cx(
        'flex min-h-10 items-center gap-1.5 rounded-8 px-2 text-sm no-underline',
        absent
          ? 'border border-shu-line bg-shu-soft font-bold text-shu-strong'
          : 'text-ink-2 data-[hovered]:bg-ink/6 data-[hovered]:text-ink',
      )}
    >
      <CalendarOff className="size-5" strokeWidth={1.8} aria-hidden />
      <span className={absent ? '' : 'max-sm:sr-only'}>
        {absent ? text.shell.isAbsent : text.shell.beAbsent}
      </span>
    </Link>
  )
}

/** The picture of public/icon.svg, written out: as a file it is a document of its own to fetch, read and lay out. */
function Mark() {
  return (
    <svg viewBox="0 0 32 32" className="size-7" aria-hidden>
      <rect width="32" height="32" rx="7" className="fill-lead" />
      <g fill="none" stroke="#fff" strokeWidth="2">
        <circle cx="16" cy="16" r="9.5" />
        <path d="M8.2 12.8h15.6M8.2 19.2h15.6" />
      </g>
    </svg>
  )
}

/** Whole, whatever it is made of: 葛󠄀 with its variation selector is one. */
function firstCharacter(name: string): string {
  const [first] = new Intl.Segmenter('ja').segment(name)
  return first?.segment ?? ''
}

function PersonHead({ me, text }: { readonly me: Me; readonly text: Texts }) {
  return (
    <div className="grid gap-2 border-b border-line px-3 py-3">
      <div className="leading-snug">
        <div className="font-bold">{me.name}</div>
        <div className="text-xs text-ink-3">{me.nameKana}</div>
      </div>
      <ul className="grid gap-1">
        {me.capacities.map((it) => (
          <li key={it.post} className="flex items-center gap-2 text-sm">
            <Badge tone={it.kind === 'primary' ? 'lead' : 'plain'}>{text.shell[it.kind]}</Badge>
            {it.title}
          </li>
        ))}
      </ul>
    </div>
  )
}
