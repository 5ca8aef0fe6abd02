import { Check, Copy, Minus } from 'lucide-react'
import type { ApplicationView } from '../../../../server/contract/applications.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Button, Disclosure, Notice, toast } from '../../ui/index.ts'

/** How an 外部システム gets its token, which roles there are, and which its last token carried. */
export function ApplicationSignIn({ view }: { readonly view: ApplicationView }) {
  const text = useText().administering.applications
  const { clientId, sandbox, token } = view
  const secret = token.demoSecret ?? `<${text.secretHere}>`
  return (
    <section aria-labelledby="sign-in" className="paper grid gap-4 px-4 py-4 sm:px-5">
      <div>
        <h3 id="sign-in" className="font-bold">
          {text.signIn}
        </h3>
        <p className="max-w-3xl text-sm leading-relaxed text-ink-2">{text.signInHelp}</p>
      </div>
      {sandbox && token.demoSecret === undefined && (
        <p className="max-w-3xl text-sm leading-relaxed text-ink-2">{text.trialSteps(clientId)}</p>
      )}
      {token.demoSecret !== undefined && (
        <Notice>
          {text.demoSecret}
          <br />
          <code className="font-mono break-all">{token.demoSecret}</code>
        </Notice>
      )}
      {token.endpoint === undefined ? (
        <Notice tone="warning">{text.noEndpoint}</Notice>
      ) : (
        <Command
          label={text.getToken}
          command={`curl -s -u '${clientId}:${secret}' \\\n  -d grant_type=client_credentials \\\n  '${token.endpoint}'`}
        />
      )}
      <Command
        label={text.callWith}
        command={`curl -s -H "Authorization: Bearer $TOKEN" \\\n  '${location.origin}/v1/proposals'`}
      />
      <Disclosure title="Keycloak" defaultExpanded={token.demoSecret === undefined}>
        <ol className="grid list-decimal gap-1 py-2 pl-6 text-sm leading-relaxed">
          {[text.keycloakClient(clientId), ...Object.values(text.keycloakSteps)].map((it) => (
            <li key={it}>{it}</li>
          ))}
        </ol>
      </Disclosure>
      <Roles view={view} />
    </section>
  )
}

function Command({ label, command }: { readonly label: string; readonly command: string }) {
  const text = useText().administering.applications
  const copy = () => {
    navigator.clipboard.writeText(command).then(
      () => toast(text.copied),
      () => toast(text.copyFailed, 'warning'),
    )
  }
  return (
    <figure className="grid min-w-0 gap-1">
      <figcaption className="flex flex-wrap items-center gap-3 text-sm font-bold">
        <span className="flex-1">{label}</span>
        <Button size="small" variant="quiet" aria-label={`${label}：${text.copy}`} onPress={copy}>
          <Copy className="size-4" aria-hidden />
          {text.copy}
        </Button>
      </figcaption>
      <pre className="rounded-8 border border-line bg-well px-3 py-2 font-mono text-sm break-all whitespace-pre-wrap">
        {command}
      </pre>
    </figure>
  )
}

function Roles({ view }: { readonly view: ApplicationView }) {
  const text = useText().administering.applications
  const { language } = useLanguage()
  const { roles, lastToken } = view
  const names: Readonly<Record<string, string>> = text.roleNames
  return (
    <div className="grid gap-2">
      <div>
        <h4 className="text-sm font-bold">{text.roles}</h4>
        <p className="text-sm text-ink-2">
          {text.rolesHelp}{' '}
          {lastToken === undefined ? text.noToken : text.lastToken(dateTimeOf(lastToken.at, language))}
        </p>
      </div>
      <ul className="grid gap-x-4 gap-y-1 text-sm">
        {roles.map((role) => (
          <li key={role} className="flex flex-wrap items-baseline gap-x-3">
            <code className="font-mono">{role}</code>
            <span className="text-ink-2">{names[role]}</span>
            {lastToken !== undefined && <Carried isThere={lastToken.roles.includes(role)} />}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Carried({ isThere }: { readonly isThere: boolean }) {
  const text = useText().administering.applications
  const Sign = isThere ? Check : Minus
  return (
    <span className={isThere ? 'font-bold text-lead' : 'text-ink-3'}>
      <Sign className="mr-1 inline size-4" aria-hidden />
      {isThere ? text.carried : text.notCarried}
    </span>
  )
}
