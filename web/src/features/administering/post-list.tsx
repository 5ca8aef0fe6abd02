import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button } from '../../ui/index.ts'
import type { OnChange } from './directory-change.ts'
import type { PostView } from './organisation-tree.ts'

type Props = {
  readonly posts: readonly PostView[]
  readonly onPerson: (id: string) => void
  readonly onChange: OnChange
}

/** Posts with who holds them, vacancies in vermilion. */
export function PostList({ posts, onPerson, onChange }: Props) {
  const { shell, administering } = useText()
  const text = administering.organisation
  return (
    <table className="w-full text-left">
      <thead className="bg-well text-sm text-ink-2">
        <tr>
          <th scope="col" className="px-4 py-2 font-bold">
            {text.post}
          </th>
          <th scope="col" className="px-4 py-2 font-bold">
            {text.holder}
          </th>
        </tr>
      </thead>
      <tbody>
        {posts.map((post) => (
          <tr key={post.id} className="border-t border-line align-top">
            <th scope="row" className="px-4 py-2.5 font-normal">
              {post.title}
            </th>
            <td className="px-4 py-2.5">
              {onChange !== undefined && (
                <Button
                  variant="quiet"
                  size="small"
                  className="float-right -mr-2 text-lead"
                  aria-label={administering.changes.appointTo(post.title)}
                  onPress={() => onChange({ form: 'appoint', unit: post.unit, position: post.position })}
                >
                  {administering.changes.appoint}
                </Button>
              )}
              {post.holders.length === 0 ? (
                <Badge tone="shu">{text.vacant}</Badge>
              ) : (
                <ul className="grid gap-1.5">
                  {post.holders.map((it) => (
                    <li key={`${it.person} ${it.kind}`} className="flex flex-wrap items-center gap-2">
                      <Button
                        variant="quiet"
                        size="small"
                        className="-ml-2.5 text-base"
                        onPress={() => onPerson(it.person)}
                      >
                        {it.name}
                      </Button>
                      {it.kind !== 'primary' && (
                        <Badge>{shell[it.kind as 'concurrent' | 'handling' | 'proxy']}</Badge>
                      )}
                      {it.absent && <Badge tone="shu">{text.absent}</Badge>}
                    </li>
                  ))}
                </ul>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
