import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { AuthorityTableContent } from '../../../../server/contract/authority-table.ts'
import { useRuleDraft } from '../../api/rule-draft.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Button, TextField as SearchField, searchKey } from '../../ui/index.ts'
import { AuthorityTableClasses } from './authority-table-classes.tsx'
import { AuthorityTableFlags } from './authority-table-flags.tsx'
import { AuthorityTableRow } from './authority-table-row.tsx'
import { Editable, TextField } from './read-only.tsx'
import { RulePage } from './rule-page.tsx'

const path = '/v1/authority-tables'
type Item = AuthorityTableContent['items'][number]

/** 専決表: its rows and flags by version. */
export function AuthorityTablePage() {
  const { rules: text } = useText()
  const draft = useRuleDraft<AuthorityTableContent>(path)
  return (
    <RulePage
      path={path}
      title={text.table.title}
      help={text.table.help}
      draft={draft}
      trial={({ items, escalation }) => ({ items, flags: Object.keys(escalation) })}
    >
      {(content, change) => <Editor content={content} change={change} />}
    </RulePage>
  )
}

/** A class called otherwise, by a name no other has; the rows that name it follow. */
function withClassNamed(
  content: AuthorityTableContent,
  before: string,
  after: string,
): AuthorityTableContent {
  const rename = <One extends { readonly class: string }>(it: One): One =>
    it.class === before ? { ...it, class: after } : it
  return {
    ...content,
    classes: content.classes.map(rename),
    items: content.items.map((item) => ({ ...item, bands: item.bands.map(rename) })),
  }
}

type EditorProps = {
  readonly content: AuthorityTableContent
  readonly change: (to: (content: AuthorityTableContent) => AuthorityTableContent) => void
}

function Editor({ content, change }: EditorProps) {
  const { rules } = useText()
  const text = rules.table
  const [typed, setTyped] = useState('')
  // By place in the table: a code is text that changes while it is typed.
  const [open, setOpen] = useState<number | undefined>()
  const key = searchKey(typed)
  const shown = content.items
    .map((item, index) => ({ item, index }))
    .filter(({ item, index }) => index === open || searchKey(`${item.code} ${item.name}`).includes(key))
  const put = (index: number, item: Item) =>
    change((it) => ({ ...it, items: it.items.map((one, at) => (at === index ? item : one)) }))
  const add = () => {
    const lowest = content.classes.at(-1)
    const decider = lowest?.deciders[0]
    const item: Item = {
      code: '',
      name: '',
      bands: [{ minYen: 0, class: lowest?.class ?? '', ...(decider === undefined ? {} : { decider }) }],
      examiningUnits: [],
      concurringUnits: [],
    }
    change((it) => ({ ...it, items: [...it.items, item] }))
    setOpen(content.items.length)
    setTyped('')
  }
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <SearchField
          label={text.search}
          type="search"
          value={typed}
          onChange={setTyped}
          className="w-full sm:w-80"
        />
        <Editable>
          <Button size="small" onPress={add}>
            <Plus className="size-4" aria-hidden />
            {text.addRow}
          </Button>
        </Editable>
      </div>
      <ul aria-label={text.rows} className="divide-y divide-line rounded-8 border border-line">
        {shown.map(({ item, index }) => (
          <AuthorityTableRow
            key={index}
            item={item}
            table={content}
            isOpen={index === open}
            onToggle={() => setOpen(index === open ? undefined : index)}
            onChange={(next) => put(index, next)}
            onRemove={() => {
              setOpen(undefined)
              change((it) => ({ ...it, items: it.items.filter((_one, at) => at !== index) }))
            }}
          />
        ))}
      </ul>
      <AuthorityTableClasses
        classes={content.classes}
        onChange={(classes) => change((it) => ({ ...it, classes }))}
        onRename={(before, after) => change((it) => withClassNamed(it, before, after))}
      />
      <TextField
        label={text.source}
        value={content.source}
        onChange={(source) => change((it) => ({ ...it, source }))}
        maxLength={200}
      />
      <TextField
        label={text.tableNote}
        hint={text.tableNoteHelp}
        value={content.note ?? ''}
        maxLength={1000}
        onChange={(note) => change(({ note: _old, ...it }) => (note === '' ? it : { ...it, note }))}
      />
      <AuthorityTableFlags
        of={content}
        onChange={(reservations) => change((it) => ({ ...it, ...reservations }))}
      />
    </div>
  )
}
