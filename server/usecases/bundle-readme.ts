/** README.txt of every decision bundle: what it is for somebody who finds it in twenty years. */
export const bundleReadme = `決裁の証拠 (Kessai decision bundle, format 1)

この ZIP は、ひとつの起案の決裁を、決裁システムがなくても確かめるためのものです。
中のファイルを変えたり、ZIP を作り直したりせず、このまま保存してください。

  decision.json    決裁の記録: 件名、番号、決裁した日時と人、添付の一覧
  decision.pdf     決裁文書: 決裁鑑（押印欄）と添付を一つにした PDF（読むための写し）
  events/          経過: 提出から今までの処理を一件ずつ。書かれた文字がそのまま証拠です
  chain.json       経過の件数と、最後の一件の指紋（ハッシュ）
  manifests/       署名の対象: 処理した人が見ていた件名・伺い文・属性・添付の指紋
  files/           決裁された添付の原本。番号は綴じた順
  issuing.json     施行の記録: 浄書・照合・公印（電子署名）をした人、宛先ごとの発送と不着、施行日、完結日（施行があったとき）
  issued/          施行した文書: 浄書したファイルと、その PDF/A または電子署名した PDF
  index.json       ほかのすべてのファイルの一覧と指紋

移行した文書（decision.json の result が imported）では、決裁は旧システムの記録によるもので、ここでは行われていません。
decision.pdf はなく、経過は取込みから始まります。

確かめ方
  一、Kessai の docs/verify にある verify.mjs（Node 20 以上）で「node verify.mjs このファイル.zip」を実行します。
      一字でも変わっていれば、どこが変わったかを示します。
  二、最後に表示される「経過の終わりの指紋」を、別に控えてある指紋（財務会計などの連携先が受け取った値、
      印刷した控えなど）と比べます。すべてを作り直した偽物は、この比較で見つかります。

手で確かめるとき
  経過の一件の指紋 = SHA-256(前の一件の指紋の 32 バイト（最初はなし） + events/ のファイルの全バイト)
  署名の対象の指紋 = SHA-256(manifests/ のファイルの全バイト)。各処理の manifestSha256 と同じです。
  添付の指紋       = SHA-256(files/ のファイルの全バイト)。署名の対象に書かれています。
  施行文書の指紋   = SHA-256(issued/ のファイルの全バイト)。浄書と公印（電子署名）の経過に書かれています。

----------------------------------------------------------------------------------------------------

This zip proves one decision without Kessai. Keep it as it is.

  decision.json  the record of the decision      decision.pdf  the cover with its seals, and all files (a copy to read)
  events/        what happened, one file each, exactly the bytes that were hashed
  chain.json     how many events there are, and the hash of the last
  manifests/     what people signed: title, text, properties, and the hashes of the files
  files/         the attachments that were decided upon      index.json  every other entry with its hash
  issuing.json   who made, collated and sealed what went out, and every sending      issued/  those files, as they were sealed

Of a case that was brought in from another system ("result": "imported") the decision is what that system said; nobody
sealed it here, and there is no decision.pdf.

Check it with docs/verify/verify.mjs of Kessai: node verify.mjs this.zip. Then compare the hash of the last event with one
that was kept elsewhere: only that shows a forgery in which everything was made anew.
By hand: hash of an event = SHA-256(32 bytes of the previous hash, none for the first, + all bytes of its file).
`
