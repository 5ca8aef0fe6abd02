import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { sampleFile } from '../../db/seed/sample-files/index.ts'

export type SampleSet = {
  /** Chosen in the file dialog. */
  readonly chosen: string
  /** Dropped on the page; the last is a folder with two more files in it. */
  readonly dropped: readonly string[]
  /** A picture that is pasted. */
  readonly pasted: Buffer
  /** Text that can be found only inside the file of that name. */
  readonly says: Readonly<Record<string, string>>
}

const opinions = [
  ['番号', '区分', '意見'],
  ['1', '住民', '散策路の案内板を増やしてほしい'],
  ['2', '事業者', '冬季の交通手段を確保してほしい'],
]

/** Nine files of eight kinds for one proposal: what an office attaches to a plan. */
export async function makeSampleSet(folder: string): Promise<SampleSet> {
  const put = async (name: string, bytes: Uint8Array): Promise<string> => {
    const path = join(folder, name)
    await writeFile(path, bytes)
    return path
  }
  const annex = join(folder, '別紙')
  await mkdir(annex, { recursive: true })
  const chosen = await put('素案.docx', await sampleFile('docx', '観光振興計画素案', '四季を通じた誘客', 2))
  const dropped = [
    await put('経費内訳.xlsx', await sampleFile('xlsx', '意見募集経費内訳書', '予算内で執行する', 1)),
    await put('説明資料.pptx', await sampleFile('pptx', '観光振興計画説明資料', '住民説明会で使う', 2)),
    await put('公表案.pdf', await sampleFile('pdf', '意見募集公表案', '道庁ホームページ', 2)),
    await put('会場.jpg', await sampleFile('jpg', '会場写真', '写真', 1)),
    await put('実施要領.txt', await sampleFile('txt', '意見募集実施要領', '提出は郵送又は電子', 1)),
    annex,
  ]
  await put('別紙/周知文.txt', await sampleFile('txt_sjis', '周知依頼文', '市町村あて', 1))
  await put('別紙/意見一覧.csv', iconv.encode(opinions.map((row) => row.join(',')).join('\r\n'), 'cp932'))
  return {
    chosen,
    dropped,
    pasted: await sampleFile('png', '実施区域図', '位置図', 1),
    says: {
      '素案.docx': '四季を通じた誘客',
      '経費内訳.xlsx': '意見募集経費内訳書',
      '説明資料.pptx': '住民説明会で使う',
      '公表案.pdf': '意見募集公表案',
      '実施要領.txt': '意見募集実施要領',
      '周知文.txt': '周知依頼文',
      '意見一覧.csv': '冬季の交通手段を確保してほしい',
    },
  }
}
