/** Settings of LibreOffice in its own registry format. */
const settings: readonly (readonly [path: string, property: string, value: string])[] = [
  // Workbooks keep the results of their last calculation; after a cell was edited they would be stale. 0: always.
  ['/org.openoffice.Office.Calc/Formula/Load', 'OOXMLRecalcMode', '0'],
  ['/org.openoffice.Office.Calc/Formula/Load', 'ODFRecalcMode', '0'],
  // 3: very high; nothing but trusted locations, of which there are none.
  ['/org.openoffice.Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['/org.openoffice.Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  // 0: never. The sandbox has no network and no files; this saves the attempts.
  ['/org.openoffice.Office.Writer/Content/Update', 'Link', '0'],
  ['/org.openoffice.Office.Common/Misc', 'CrashReport', 'false'],
  ['/org.openoffice.Office.Common/Misc', 'FirstRun', 'false'],
  ['/org.openoffice.Office.Common/Save/URL', 'FileSystem', 'false'],
  [
    "/org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments",
    'AutoCheckEnabled',
    'false',
  ],
  // Decides the paper (A4) and the fonts of files that name none.
  ['/org.openoffice.Setup/L10N', 'ooSetupSystemLocale', 'ja-JP'],
  ['/org.openoffice.Office.Linguistic/General', 'DefaultLocale', 'ja-JP'],
  ['/org.openoffice.Office.Linguistic/General', 'DefaultLocale_CJK', 'ja-JP'],
]

/** Content of `user/registrymodifications.xcu` of a new profile. */
export function registryModifications(): string {
  const items = settings.map(
    ([path, property, value]) =>
      `<item oor:path="${path}"><prop oor:name="${property}" oor:op="fuse"><value>${value}</value></prop></item>`,
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    ...items,
    '</oor:items>',
  ].join('\n')
}

/**
 * Fonts that office files name and that nobody may ship, with free ones of the same widths where there are such (IPA for
 * ＭＳ) and of the same kind where there are not.
 */
const aliases: readonly (readonly [names: readonly string[], instead: readonly string[]])[] = [
  [
    ['ＭＳ 明朝', 'MS 明朝', 'MS Mincho', 'MS-Mincho'],
    ['IPAMincho', 'IPAexMincho', 'Noto Serif CJK JP'],
  ],
  [
    ['ＭＳ Ｐ明朝', 'MS P明朝', 'MS PMincho', 'MS-PMincho'],
    ['IPAPMincho', 'IPAexMincho', 'Noto Serif CJK JP'],
  ],
  [
    ['ＭＳ ゴシック', 'MS ゴシック', 'MS Gothic', 'MS-Gothic'],
    ['IPAGothic', 'IPAexGothic', 'Noto Sans CJK JP'],
  ],
  [
    ['ＭＳ Ｐゴシック', 'MS Pゴシック', 'MS PGothic', 'MS-PGothic', 'MS UI Gothic'],
    ['IPAPGothic', 'IPAexGothic', 'Noto Sans CJK JP'],
  ],
  [
    [
      '游明朝',
      '游明朝 Light',
      '游明朝 Demibold',
      'Yu Mincho',
      'YuMincho',
      'Yu Mincho Light',
      'ヒラギノ明朝 Pro W3',
      'ヒラギノ明朝 ProN W3',
      'Hiragino Mincho ProN',
      'HGS明朝E',
      'HGP明朝E',
      'HG明朝E',
      'HG明朝B',
      'HGS明朝B',
      'HGP明朝B',
      'HGS教科書体',
      'HGP教科書体',
      'HG教科書体',
      'UD デジタル 教科書体 N-R',
      'UD デジタル 教科書体 NK-R',
      'UD デジタル 教科書体 NP-R',
    ],
    ['Noto Serif CJK JP', 'IPAexMincho'],
  ],
  [
    ['BIZ UD明朝 Medium', 'BIZ UDMincho', 'BIZ UD明朝', 'BIZ UDMincho Medium'],
    ['IPAMincho', 'Noto Serif CJK JP'],
  ],
  [
    ['BIZ UDP明朝 Medium', 'BIZ UDPMincho', 'BIZ UDPMincho Medium'],
    ['IPAPMincho', 'Noto Serif CJK JP'],
  ],
  [
    [
      '游ゴシック',
      '游ゴシック Light',
      '游ゴシック Medium',
      '游ゴシック体',
      'Yu Gothic',
      'YuGothic',
      'Yu Gothic Light',
      'Yu Gothic Medium',
      'Yu Gothic UI',
      'メイリオ',
      'Meiryo',
      'Meiryo UI',
      'BIZ UDゴシック',
      'BIZ UDGothic',
      'BIZ UDPゴシック',
      'BIZ UDPGothic',
      'ヒラギノ角ゴ Pro W3',
      'ヒラギノ角ゴ ProN W3',
      'ヒラギノ角ゴシック W3',
      'Hiragino Kaku Gothic ProN',
      'Hiragino Sans',
      'HG丸ｺﾞｼｯｸM-PRO',
      'HG丸ゴシックM-PRO',
      'HGPｺﾞｼｯｸM',
      'HGSｺﾞｼｯｸM',
      'HGｺﾞｼｯｸM',
      'HGPｺﾞｼｯｸE',
      'HGSｺﾞｼｯｸE',
      'HGｺﾞｼｯｸE',
      'HGP創英角ｺﾞｼｯｸUB',
      'HGS創英角ｺﾞｼｯｸUB',
      'HG創英角ｺﾞｼｯｸUB',
      'HGP創英角ﾎﾟｯﾌﾟ体',
      'HGS創英角ﾎﾟｯﾌﾟ体',
      'HG創英角ﾎﾟｯﾌﾟ体',
      'Osaka',
    ],
    ['Noto Sans CJK JP', 'IPAexGothic'],
  ],
]

/** The whole font configuration a conversion sees (`FONTCONFIG_FILE`). */
export function fontsConf(cacheFolder: string): string {
  const family = (name: string): string => `<family>${name}</family>`
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    '<fontconfig>',
    '<dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>',
    `<cachedir>/var/cache/fontconfig</cachedir><cachedir>${cacheFolder}</cachedir>`,
    ...aliases.map(([names, instead]) =>
      names
        .map(
          (name) =>
            `<alias binding="same">${family(name)}<accept>${instead.map(family).join('')}</accept></alias>`,
        )
        .join('\n'),
    ),
    '<include ignore_missing="yes">/etc/fonts/conf.d</include>',
    '</fontconfig>',
  ].join('\n')
}
