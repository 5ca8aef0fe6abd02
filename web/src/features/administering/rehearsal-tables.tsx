import { useState, type ReactNode } from 'react'
import type { DirectoryImportView } from '../../../../server/contract/directory.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, TextField, TogglePill, cx, searchKey } from '../../ui/index.ts'

type Line = {
  readonly key: string
  readonly badge: { readonly text: string; readonly tone: 'plain' | 'lead' | 'shu' | 'solid-shu' }
  readonly what: string
  readonly detail: ReactNode
  /** What the filter looks at. */
  readonly words: string
  readonly needed: boolean
}
type Section = { readonly id: string; readonly title: string; readonly lines: readonly Line[] }

/** So many rows are drawn at once; the rest is found by filtering. */
const mostShown = 300

type Made = Pick<DirectoryImportView, 'problems' | 'rehearsal'>
type Props = {
  readonly made: Made
  /** Of one change: too few lines to look for one. */
  readonly isShort?: boolean
}

/** What an import changes, as tables; what needs care first, and alone if wanted. */
export function RehearsalTables({ made, isShort = false }: Props) {
  const text = useText().administering.transfers
  const sections = useSections(made)
  const [onlyNeeded, setOnlyNeeded] = useState(false)
  const [typed, setTyped] = useState('')
  const key = searchKey(typed)
  const shown = sections
    .map((it) => ({
      ...it,
      lines: it.lines.filter((one) => (!onlyNeeded || one.needed) && searchKey(one.words).includes(key)),
    }))
    .filter((it) => it.lines.length > 0)
  const lines = sections.flatMap((it) => it.lines)
  return (
    <div className="grid gap-4">
      <div className={cx('flex flex-wrap items-end gap-3', isShort && 'hidden')}>
        <p className="flex-1 basis-48 font-bold" role="status">
          {text.counts(lines.filter((it) => it.needed).length, lines.length)}
        </p>
        <TextField
          label={text.search}
          type="search"
          value={typed}
          onChange={setTyped}
          className="w-full sm:w-64"
        />
        <TogglePill isSelected={onlyNeeded} onChange={setOnlyNeeded}>
          {text.onlyNeeded}
        </TogglePill>
      </div>
      {shown.length === 0 && !isShort && <p className="paper px-4 py-4 text-ink-2">{text.nothingNeeded}</p>}
      {shown.map((section) => (
        <section key={section.id} className="paper overflow-hidden" aria-labelledby={`part-${section.id}`}>
          <h3
            id={`part-${section.id}`}
            className="flex items-center gap-2 border-b border-line bg-well px-4 py-2.5 font-bold"
          >
            {section.title}
            <span className="text-sm font-normal text-ink-2 tabular">{section.lines.length}</span>
          </h3>
          <ul className="divide-y divide-line">
            {section.lines.slice(0, mostShown).map((it) => (
              <li
                key={it.key}
                className="grid items-start gap-x-4 gap-y-1 px-4 py-2.5 md:grid-cols-[7rem_16rem_minmax(0,1fr)]"
              >
                <span>
                  <Badge tone={it.badge.tone}>{it.badge.text}</Badge>
                </span>
                <span className="leading-snug font-bold">{it.what}</span>
                <div className="text-sm leading-relaxed text-ink-2">{it.detail}</div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

const namesOf = (list: readonly { readonly name: string }[]): string => list.map((it) => it.name).join('、')

function useSections(made: Made): readonly Section[] {
  const text = useText().administering.transfers
  const { rehearsal } = made
  const line = (
    key: string,
    badge: Line['badge'],
    what: string,
    detail: ReactNode,
    words: string,
    needed = true,
  ): Line => ({
    key,
    badge,
    what,
    detail,
    words: `${what} ${words}`,
    needed,
  })
  return [
    {
      id: 'problems',
      title: text.problems,
      lines: made.problems.map((it, index) =>
        line(
          `${index}`,
          { text: text[it.severity], tone: it.severity === 'error' ? 'solid-shu' : 'shu' },
          `${text.file[it.file]} ${text.row} ${it.row}${it.column === undefined ? '' : `・${it.column}`}`,
          it.text,
          it.text,
        ),
      ),
    },
    { id: 'proposals', title: text.proposals, lines: useProposalLines(made) },
    {
      id: 'vacated',
      title: text.vacated,
      lines: rehearsal.vacated.map((it) =>
        line(
          it.post,
          { text: text.nobody, tone: it.waiting > 0 || it.onRoutes ? 'shu' : 'plain' },
          it.title,
          [
            text.vacatedLast(namesOf(it.last)),
            it.waiting > 0 ? text.vacatedWaiting(it.waiting) : '',
            it.onRoutes ? text.onRoutes : '',
          ]
            .filter((one) => one !== '')
            .join('・'),
          namesOf(it.last),
          it.waiting > 0 || it.onRoutes,
        ),
      ),
    },
    {
      id: 'doubled',
      title: text.doubled,
      lines: rehearsal.doubled.map((it) =>
        line(
          it.post,
          { text: text.warning, tone: 'shu' },
          it.title,
          namesOf(it.holders),
          namesOf(it.holders),
        ),
      ),
    },
    {
      id: 'proxies',
      title: text.proxies,
      lines: rehearsal.proxies.map((it) =>
        line(
          `${it.kind} ${it.post} ${it.who?.person ?? ''}`,
          { text: text.proxyKind[it.kind], tone: 'shu' },
          it.title,
          it.who === undefined ? text.orderEmpty : text.orphan(it.who.name),
          it.who?.name ?? '',
        ),
      ),
    },
    {
      id: 'folders',
      title: text.folders,
      lines: rehearsal.folders.map((it) =>
        line(it.id, { text: text.warning, tone: 'shu' }, it.name, text.folderOf(it.unitName), it.unitName),
      ),
    },
    {
      id: 'units',
      title: text.unitChanges,
      lines: rehearsal.units.map((it) =>
        line(
          `${it.change} ${it.code}`,
          { text: text.unitChange[it.change], tone: 'plain' },
          it.name,
          [
            it.code,
            it.oldName === undefined ? '' : text.seatMoves(it.oldName, it.name),
            it.successor === undefined ? '' : text.successor(it.successor),
          ]
            .filter((one) => one !== '')
            .join('・'),
          it.oldName ?? '',
          false,
        ),
      ),
    },
    {
      id: 'people',
      title: text.peopleChanges,
      lines: rehearsal.people.map((it) => {
        const list = (titles: readonly string[]) => (titles.length === 0 ? text.noPost : titles.join('、'))
        const name = it.oldName === undefined ? it.name : text.seatMoves(it.oldName, it.name)
        return line(
          it.person,
          { text: text.peopleChange[it.change], tone: it.change === 'moves' ? 'lead' : 'plain' },
          name,
          text.seatMoves(list(it.before), list(it.after)),
          `${it.person} ${it.before.join(' ')} ${it.after.join(' ')}`,
          false,
        )
      }),
    },
  ]
}

function useProposalLines(made: Made): readonly Line[] {
  const text = useText().administering.transfers
  return made.rehearsal.proposals.map((it) => {
    const again = it.steps.some((one) => one.again.length > 0)
    const empty = it.steps.some((one) => one.after.length === 0)
    return {
      key: it.id,
      badge: { text: it.number, tone: again || empty ? 'shu' : 'plain' },
      what: it.title ?? text.noTitle,
      detail: (
        <ul className="grid gap-1">
          {it.steps.map((step) => (
            <li key={step.id}>
              <span className="font-bold text-ink">{step.title}</span>{' '}
              <span className="text-ink-3">({step.waiting ? text.waiting : text.ahead})</span>{' '}
              {text.seatMoves(namesOf(step.before) || text.nobody, namesOf(step.after) || text.nobody)}
              {step.again.length > 0 && (
                <span className="ml-2 inline-block">
                  <Badge tone="solid-shu">
                    {text.again2}：{namesOf(step.again)}
                  </Badge>
                </span>
              )}
            </li>
          ))}
        </ul>
      ),
      words: `${it.title ?? ''} ${it.number} ${it.steps.map((one) => `${one.title} ${namesOf(one.before)} ${namesOf(one.after)}`).join(' ')}`,
      needed: again || empty,
    }
  })
}
