/** The editor of the spec. What it offers, tells and finds comes from the core. */
import { type Completion, type CompletionContext, type CompletionResult, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, pickedCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Transaction } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, hoverTooltip, keymap, lineNumbers } from '@codemirror/view';
import type { CompletionItem, Edit, Finding } from 'groundplan';

import type { Engine } from '../engine/engine.ts';
import type { Notation } from '../state/view-state.ts';
import { change } from './change.ts';
import { type Deeds, boxes, show } from './findings.ts';
import { look } from './look.ts';
import { words } from './words.ts';

export interface SpecEvents extends Deeds {
  /** The text is another one now. */
  changed(text: string): void;
}

/** The spec's text, as somebody writes it. */
export class SpecEditor {
  readonly view: EditorView;
  readonly #language = new Compartment();
  #notation: Notation;

  constructor(
    parent: HTMLElement,
    text: string,
    notation: Notation,
    private readonly engine: Engine,
    private readonly events: SpecEvents,
  ) {
    this.#notation = notation;
    this.view = new EditorView({ parent, state: this.#state(text) });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Another spec: what was done to the one before cannot be undone. */
  open(text: string, notation: Notation): void {
    this.#notation = notation;
    this.view.setState(this.#state(text));
    this.events.changed(text);
  }

  /** Another text for the same spec, which can be undone. */
  replace(text: string): void {
    const edit = change(this.text, text);
    if (edit) this.view.dispatch({ changes: edit, userEvent: 'input.replace', annotations: Transaction.addToHistory.of(true) });
  }

  /** Changes the text, as one step that can be undone; steps of the same kind that follow each other are one. */
  apply(edits: readonly Edit[], kind = 'input.apply'): void {
    if (edits.length === 0) return;
    this.view.dispatch({ changes: edits.map(({ from, to, insert }) => ({ from, to, insert })), userEvent: kind, scrollIntoView: kind !== 'input.slide' });
  }

  /** Puts the cursor somewhere, and shows it. */
  reveal(index: number): void {
    const at = Math.min(index, this.view.state.doc.length);
    this.view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
    this.view.focus();
  }

  /** What was found in the text; nothing of it, where the text has changed since. */
  find(findings: readonly Finding[]): void {
    show(this.view, findings, this.events);
  }

  #state(text: string): EditorState {
    return EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        codeFolding(),
        foldGutter({ openText: '⌄', closedText: '›' }),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        EditorState.allowMultipleSelections.of(true),
        EditorState.tabSize.of(2),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        autocompletion({ override: [(context) => this.#complete(context)], icons: false, activateOnTypingDelay: 60 }),
        hoverTooltip((view, at) => this.#hover(view, at), { hoverTime: 350 }),
        this.#language.of(this.#notation === 'yaml' ? yaml() : json()),
        boxes(this.events),
        look,
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ 'aria-label': 'Spec', tabindex: '0', 'aria-describedby': 'editor-keys', spellcheck: 'false', autocapitalize: 'off' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) this.events.changed(update.state.doc.toString());
        }),
      ],
    });
  }

  async #complete(context: CompletionContext): Promise<CompletionResult | null> {
    const typed = context.matchBefore(/[\w.$-]+$/);
    if (!context.explicit && !typed) return null;
    const text = context.state.doc.toString();
    const { from, items } = await this.engine.ask('complete', text, context.pos, { notation: this.#notation });
    if (context.aborted || items.length === 0) return null;
    return { from, options: items.map(option), filter: true, validFor: /^[\w.$-]*$/ };
  }

  async #hover(view: EditorView, at: number) {
    const found = await this.engine.ask('hover', view.state.doc.toString(), at, { notation: this.#notation });
    if (!found) return null;
    return { pos: found.from, end: found.to, above: true, create: () => ({ dom: tooltip(found.path, found.documentation) }) };
  }
}

function option(item: CompletionItem): Completion {
  return {
    label: item.label,
    detail: item.detail ?? '',
    boost: item.preferred ? 1 : 0,
    ...(item.documentation ? { info: () => words(item.documentation ?? '') } : {}),
    apply: (view, completion, from, to) =>
      view.dispatch({
        changes: { from, to, insert: item.insert },
        selection: { anchor: from + item.caret },
        annotations: pickedCompletion.of(completion),
        userEvent: 'input.complete',
      }),
  };
}

function tooltip(path: string, documentation: string): HTMLElement {
  const box = document.createElement('div');
  box.className = 'hover';
  const head = document.createElement('code');
  head.textContent = path;
  box.append(head, words(documentation));
  return box;
}
