import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Suspense } from 'react'
import { Link, Redirect } from 'wouter'
import { Renewed } from '../../api/renewed.tsx'
import { useMe } from '../../api/queries.ts'
import { useText } from '../../i18n/index.tsx'
import { Boundary, EmptyState, LinkButton, Spinner, cx } from '../../ui/index.ts'
import { type SettingsSection, sections } from './sections.ts'

/** 設定: a list of sections beside the chosen one; at phone width first the list, then the section. */
export function SettingsPage({ section }: { readonly section: string | undefined }) {
  const { common, settings: text } = useText()
  const roles = useMe().data?.roles ?? []
  const open = sections.filter(
    (it) => it.roles === undefined || it.roles.some((role) => roles.includes(role)),
  )
  const chosen = open.find((it) => it.id === section)
  const first = open[0]
  if (section === undefined && first !== undefined && window.matchMedia('(width >= 48rem)').matches) {
    return <Redirect to={`/settings/${first.id}`} replace />
  }
  return (
    <div className="mx-auto flex min-h-full max-w-[84rem] max-md:flex-col">
      <nav
        aria-label={text.title}
        className={cx('shrink-0 px-3 py-4 md:w-60 md:pl-6', section !== undefined && 'max-md:hidden')}
      >
        <h1 className="mb-3 px-2 text-xl font-bold">{text.title}</h1>
        <ul className="grid gap-1 max-md:paper max-md:overflow-hidden">
          {open.map((it) => (
            <li key={it.id}>
              <SectionLink section={it} here={it.id === section} label={text.sections[it.id]} />
            </li>
          ))}
        </ul>
      </nav>
      {section !== undefined && (
        <div className="min-w-0 flex-1 px-3 py-4 sm:px-6">
          {/* At phone width the list with its heading is a page of its own. */}
          <h1 className="sr-only md:hidden">{text.title}</h1>
          <Link
            href="/settings"
            className="mb-2 inline-flex min-h-9 items-center gap-1 rounded-6 pr-2 text-sm text-lead md:hidden"
          >
            <ChevronLeft className="size-4" aria-hidden />
            {text.title}
          </Link>
          {chosen === undefined ? (
            <EmptyState
              title={common.notFoundTitle}
              text={text.notForYou}
              action={<LinkButton href="/settings">{text.title}</LinkButton>}
            />
          ) : (
            <Boundary at={chosen.id} instead={<Renewed />}>
              <Suspense fallback={<Waiting label={common.loading} />}>
                <chosen.Page />
              </Suspense>
            </Boundary>
          )}
        </div>
      )}
    </div>
  )
}

function Waiting({ label }: { readonly label: string }) {
  return (
    <div className="grid place-items-center p-16">
      <Spinner label={label} />
    </div>
  )
}

type SectionLinkProps = {
  readonly section: SettingsSection
  readonly here: boolean
  readonly label: string
}

function SectionLink({ section, here, label }: SectionLinkProps) {
  return (
    <Link
      href={`/settings/${section.id}`}
      aria-current={here ? 'page' : undefined}
      className={cx(
        'flex min-h-11 items-center gap-2.5 rounded-8 px-3 text-ink no-underline max-md:min-h-14 max-md:rounded-none max-md:px-4',
        here ? 'bg-lead-soft font-bold text-lead' : 'hover:bg-ink/6',
      )}
    >
      <section.icon className="size-5 shrink-0" strokeWidth={1.8} aria-hidden />
      <span className="flex-1">{label}</span>
      <ChevronRight className="size-5 text-ink-3 md:hidden" aria-hidden />
    </Link>
  )
}
