/** How both editors look: all colours are the page's own, so that they follow its scheme. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const theme = EditorView.theme({
  '&': { height: '100%', fontSize: 'var(--code-size)', backgroundColor: 'transparent', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-content': { padding: '8px 0 40vh', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 16px 0 8px' },
  '.cm-gutters': { backgroundColor: 'var(--paper)', border: 'none', color: 'var(--number)' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '34px', padding: '0 6px 0 8px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter': { backgroundColor: 'var(--line-tint)' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: 'var(--selection)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--selection)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--selection)', outline: 'none' },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-tint)', outline: '1px solid var(--warn-line)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--line-tint)', border: 'none', color: 'var(--muted)', padding: '0 6px' },
  '.cm-foldGutter .cm-gutterElement': { color: 'var(--number)', cursor: 'pointer' },
  '.cm-panels': { backgroundColor: 'var(--paper)', color: 'var(--ink)', borderColor: 'var(--hairline)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--hairline)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--hairline)' },
  '.cm-textfield': { backgroundColor: 'var(--paper)', border: '1px solid var(--hairline)', borderRadius: '4px', color: 'var(--ink)' },
  '.cm-button': { background: 'none', border: '1px solid var(--hairline)', borderRadius: '4px', color: 'var(--ink)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    border: '1px solid var(--hairline)',
    borderRadius: '8px',
    boxShadow: 'var(--lift)',
    color: 'var(--ink)',
    fontFamily: 'var(--sans)',
    maxWidth: 'min(460px, 90vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '16em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent-tint)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal', marginLeft: '1.2em' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-tooltip.cm-completionInfo': { padding: '8px 12px' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--error)', textUnderlineOffset: '3px' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--warn)', textUnderlineOffset: '3px' },
  '.cm-diagnostic': { borderLeftWidth: '3px', padding: '6px 10px' },
  '.cm-diagnosticAction': { backgroundColor: 'transparent', color: 'var(--accent)', padding: '2px 0', marginLeft: '12px' },
});

const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.keyword, tags.controlKeyword, tags.typeName, tags.attributeName], color: 'var(--code-key)' },
  // Keys of YAML and JSON are properties; what follows a dot in Terraform is one too, and is read as a word.
  { tag: tags.propertyName, color: 'var(--code-property)' },
  { tag: [tags.labelName, tags.string, tags.special(tags.string)], color: 'var(--code-text)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--code-number)' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: 'var(--muted)' },
  { tag: [tags.punctuation, tags.separator, tags.bracket, tags.brace, tags.squareBracket, tags.operator], color: 'var(--code-mark)' },
  { tag: [tags.variableName, tags.content], color: 'var(--ink)' },
  { tag: tags.invalid, color: 'var(--error)' },
]);

export const look: Extension = [theme, syntaxHighlighting(colours)];
