/**
 * Names everything that shapes a rendition (LibreOffice settings, fonts, our own drawing). Part of the rendition's
 * key: after a change that makes better pages, count up, and the next reader of an attachment gets it made anew.
 */
export const converterVersion = '2'
