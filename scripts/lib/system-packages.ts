import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

type Need = {
  /** Debian and Ubuntu package names. */
  readonly packages: readonly string[]
  /** Any of these files says that it is there: asking dpkg would cost seconds at every start. */
  readonly found: readonly string[]
  /** What does not work without it, for the person who reads the line. */
  readonly without: string
}

const libreoffice = '/usr/lib/libreoffice/program'
const macOffice = '/Applications/LibreOffice.app/Contents/MacOS/soffice'

/** What a running Kessai wants from the system; it runs without, and says what it cannot do. */
const runtime: readonly Need[] = [
  {
    // The full packages, not -nogui: LibreOffice as a library, which keeps it warm, is only tried with them.
    packages: ['libreoffice-writer', 'libreoffice-calc', 'libreoffice-impress'],
    found: [`${libreoffice}/libswlo.so`, '/usr/lib64/libreoffice/program/libswlo.so', macOffice],
    without: 'Word・Excel・PowerPoint をページとして表示できません',
  },
  {
    packages: ['libreoffice-calc'],
    found: [`${libreoffice}/libsclo.so`, '/usr/lib64/libreoffice/program/libsclo.so', macOffice],
    without: 'Excel をページとして表示できません',
  },
  {
    packages: ['libreoffice-impress'],
    found: [`${libreoffice}/libsdlo.so`, '/usr/lib64/libreoffice/program/libsdlo.so', macOffice],
    without: 'PowerPoint をページとして表示できません',
  },
  {
    packages: ['fonts-noto-cjk'],
    found: [
      '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
      '/usr/share/fonts/google-noto-sans-cjk-fonts',
      macOffice,
    ],
    without: '日本語のゴシック体が正しく表示されません',
  },
  {
    packages: ['fonts-ipafont-gothic', 'fonts-ipafont-mincho'],
    found: [
      '/usr/share/fonts/opentype/ipafont-mincho/ipam.ttf',
      '/usr/share/fonts/ipa-mincho-fonts',
      macOffice,
    ],
    without: '日本語の明朝体が正しく表示されません',
  },
  {
    packages: ['python3'],
    found: ['/usr/bin/python3', macOffice],
    without: 'Word・Excel・PowerPoint をページにするのに1件あたり1秒ほど長くかかります',
  },
  {
    packages: ['bubblewrap'],
    found: ['/usr/bin/bwrap', macOffice],
    without: '文書の変換を隔離して実行できません',
  },
]

const tests: readonly Need[] = [
  {
    packages: ['chromium'],
    found: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/Applications/Chromium.app'],
    without: 'ブラウザの試験を実行できません',
  },
  {
    packages: ['chromium-headless-shell'],
    found: ['/usr/bin/chromium-headless-shell', '/Applications/Chromium.app'],
    without: 'ブラウザの試験に3割ほど長くかかります',
  },
  {
    packages: ['curl'],
    found: ['/usr/bin/curl'],
    without: 'docs/api/README.md の例の試験を実行できません',
  },
  {
    packages: ['jq'],
    found: ['/usr/bin/jq', '/opt/homebrew/bin/jq'],
    without: 'docs/api/README.md の例の試験を実行できません',
  },
  {
    packages: ['poppler-utils'],
    found: ['/usr/bin/pdftotext', '/opt/homebrew/bin/pdftotext', '/usr/local/bin/pdftotext'],
    without: 'PDF の試験を実行できません',
  },
  {
    packages: ['poppler-data'],
    found: ['/usr/share/poppler/cMap', '/opt/homebrew/share/poppler/cMap', '/usr/local/share/poppler/cMap'],
    without: '日本語の PDF の試験を実行できません',
  },
  {
    packages: ['qpdf'],
    found: ['/usr/bin/qpdf', '/opt/homebrew/bin/qpdf', '/usr/local/bin/qpdf'],
    without: 'PDF の構造の試験を実行できません',
  },
  {
    packages: ['litmus'],
    found: ['/usr/bin/litmus', '/opt/homebrew/bin/litmus', '/usr/local/bin/litmus'],
    without: 'WebDAV の規約の試験を実行できません',
  },
  {
    packages: ['cadaver'],
    found: ['/usr/bin/cadaver', '/opt/homebrew/bin/cadaver', '/usr/local/bin/cadaver'],
    without: 'WebDAV の試験を実行できません',
  },
  {
    packages: ['default-jdk-headless'],
    found: ['/usr/bin/javac', '/opt/homebrew/opt/openjdk/bin/javac'],
    without: 'Keycloak と PDF/A の試験を実行できません',
  },
  {
    packages: ['maven'],
    found: ['/usr/bin/mvn', '/opt/homebrew/bin/mvn', '/usr/local/bin/mvn'],
    without: 'Keycloak と veraPDF を取得できません',
  },
]

const bench: readonly Need[] = [
  {
    packages: ['postgresql-contrib'],
    found: [
      '/usr/bin/pgbench',
      ...[15, 16, 17, 18].map((major) => `/usr/lib/postgresql/${major}/bin/pgbench`),
      '/opt/homebrew/bin/pgbench',
    ],
    without: '性能の天井を測れません',
  },
]

/** `runtime` for a start, `test` and `bench` add what those need. */
export type Purpose = 'runtime' | 'test' | 'bench'

const needs: Readonly<Record<Purpose, readonly Need[]>> = {
  runtime,
  test: [...runtime, ...tests],
  bench: [...runtime, ...bench],
}

/** What is missing, by the files that are not there; instant. */
export function missing(purpose: Purpose, exists: (path: string) => boolean = existsSync): readonly Need[] {
  return needs[purpose].filter((need) => !need.found.some(exists))
}

/** The line a person types to install these. */
export function installLine(missed: readonly Need[]): string {
  const packages = [...new Set(missed.flatMap((need) => need.packages))]
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`
}

function apt(args: readonly string[]): boolean {
  // Installing goes to standard error: the output of start and test stays theirs.
  const done = spawnSync('apt-get', args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return done.status === 0
}

/**
 * Sees to the system packages: installs the missing ones where that is allowed (root on Debian or Ubuntu), otherwise
 * prints the one line to type and goes on. Returns what is still missing.
 */
export function ensureSystemPackages(purpose: Purpose): readonly Need[] {
  const missed = missing(purpose)
  if (missed.length === 0) return missed
  const packages = [...new Set(missed.flatMap((need) => need.packages))]
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error(`システムパッケージを導入しています(初回のみ): ${packages.join(' ')}`)
    apt(['-q', 'update'])
    if (!apt(['-q', 'install', '-y', '--no-install-recommends', ...packages])) {
      // One package that this release does not know must not keep the others away.
      for (const name of packages) apt(['-q', 'install', '-y', '--no-install-recommends', name])
    }
  }
  const still = missing(purpose)
  if (still.length > 0) {
    for (const need of still) console.error(`${need.packages.join(' ')} がないため、${need.without}。`)
    console.error(`次の1行で導入できます(Debian・Ubuntu):\n  ${installLine(still)}`)
  }
  return still
}
