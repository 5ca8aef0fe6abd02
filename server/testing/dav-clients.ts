import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from './running-server.ts'

type Teardown = { teardown(fn: () => unknown): void }

/** Runs a program to its end and gives what it printed on both lines, with its exit code. */
async function run(
  command: string,
  args: readonly string[],
  { cwd, input = '' }: { readonly cwd: string; readonly input?: string },
): Promise<{ readonly code: number | null; readonly text: string }> {
  const child = spawn(command, args, { cwd, env: { ...process.env, HOME: cwd, LC_ALL: 'C.UTF-8' } })
  const chunks: Buffer[] = []
  child.stdout.on('data', (it: Buffer) => chunks.push(it))
  child.stderr.on('data', (it: Buffer) => chunks.push(it))
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, text: Buffer.concat(chunks).toString('utf8') }
}

export type LitmusGroup = {
  readonly name: string
  readonly passed: number
  readonly failed: number
  readonly warnings: readonly string[]
  readonly failures: readonly string[]
}

/** Debian's conformance suite for WebDAV servers, all its groups, against an address. */
export async function litmus(t: Teardown, url: string): Promise<readonly LitmusGroup[]> {
  const cwd = await temporaryFolder(t, 'litmus')
  const { text } = await run('litmus', ['-k', url], { cwd })
  return text
    .split('-> running `')
    .slice(1)
    .map((part) => {
      const lines = part.split(/[\r\n]+/)
      const [, passed, failed] = /(\d+) passed, (\d+) failed/.exec(part) ?? []
      return {
        name: part.slice(0, part.indexOf("'")),
        passed: Number(passed),
        failed: Number(failed),
        warnings: lines.filter((it) => it.includes('WARNING')),
        failures: lines.filter((it) => it.includes('FAIL')),
      }
    })
}

/** Types commands into cadaver, the command line program for WebDAV; answers what it said. */
export async function cadaver(cwd: string, url: string, commands: readonly string[]): Promise<string> {
  return (await run('cadaver', [url], { cwd, input: `${[...commands, 'quit'].join('\n')}\n` })).text
}

/** Opens a document by its address in LibreOffice, writes a sentence at its end, saves and closes it. */
const macro = (url: string, text: string): string => `Sub Edit
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL("${url}", "_blank", 0, hidden())
  document.Text.insertString(document.Text.getEnd(), "${text}", False)
  document.store()
  document.close(True)
  StarDesktop.terminate()
End Sub
`

/** LibreOffice itself, with a profile of its own and nothing of ours in between. */
export async function editInLibreOffice(t: Teardown, url: string, text: string): Promise<string> {
  const home = await temporaryFolder(t, 'office')
  const office = [`-env:UserInstallation=file://${join(home, 'profile')}`, '--headless', '--norestore']
  // A new profile is filled with what LibreOffice brings, over everything that lies there already.
  await run('soffice', [...office, '--terminate_after_init'], { cwd: home })
  await writeFile(
    join(home, 'profile/user/basic/Standard/Module1.xba'),
    `<?xml version="1.0" encoding="UTF-8"?>\n<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">${macro(url, text).replaceAll('"', '&quot;')}</script:module>`,
  )
  return (await run('soffice', [...office, 'macro:///Standard.Module1.Edit'], { cwd: home })).text
}
