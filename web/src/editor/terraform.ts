/** The Terraform that comes out: to be read, folded and searched. What the last edits changed is marked. */
import { json } from '@codemirror/lang-json';
import { bracketMatching, codeFolding, foldGutter, foldKeymap } from '@codemirror/language';
import { diff } from '@codemirror/merge';
import { search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, RangeSetBuilder, StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { defaultKeymap } from '@codemirror/commands';
import { hcl } from 'codemirror-lang-hcl';

import { change } from './change.ts';
import { look } from './look.ts';

const mark = StateEffect.define<readonly number[]>();
const changed = Decoration.line({ class: 'cm-changed' });
const chosen = Decoration.line({ class: 'cm-chosen' });
const choose = StateEffect.define<{ from: number; to: number } | null>();

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, { effects, changes, state }) {
    const given = effects.find((effect) => effect.is(mark));
    return given ? lines(given.value as readonly number[], state.doc) : shown.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const choice = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, { effects, changes, state }) {
    const given = effects.find((effect) => effect.is(choose));
    if (!given) return shown.map(changes);
    const range = given.value as { from: number; to: number } | null;
    if (!range) return Decoration.none;
    const set = new RangeSetBuilder<Decoration>();
    for (let line = range.from; line <= Math.min(range.to, state.doc.lines); line++) {
      const { from } = state.doc.line(line);
      set.add(from, from, chosen);
    }
    return set.finish();
  },
  provide: (field) => EditorView.decorations.from(field),
});

export interface TerraformEvents {
  /** A line was clicked, or Enter pressed on it. */
  asked(line: number, at: DOMRect): void;
}

export class TerraformView {
  readonly view: EditorView;
  readonly #language = new Compartment();
  #isJson = false;

  constructor(
    parent: HTMLElement,
    private readonly events: TerraformEvents,
  ) {
    this.view = new EditorView({ parent, state: this.#state('') });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Another file: from its top, and nothing marked. */
  open(text: string, isJson: boolean): void {
    this.#isJson = isJson;
    this.view.dom.parentElement?.classList.toggle('is-json', isJson);
    this.view.setState(this.#state(text));
  }

  /** The same file as it is now, with the lines marked that differ from an earlier text. */
  update(text: string, earlier: string): void {
    const edit = change(this.text, text);
    const effects = mark.of(changedLines(earlier, text));
    this.view.dispatch(edit ? { changes: edit, effects } : { effects });
  }

  /** Shows some lines as the ones that are talked about. */
  choose(from: number, to: number, isShown = true): void {
    const line = this.view.state.doc.line(Math.max(1, Math.min(from, this.view.state.doc.lines)));
    const effects: StateEffect<unknown>[] = [choose.of({ from, to })];
    if (isShown) effects.push(EditorView.scrollIntoView(line.from, { y: 'start', yMargin: 60 }));
    this.view.dispatch({ effects });
  }

  release(): void {
    this.view.dispatch({ effects: choose.of(null) });
  }

  /** The position of a line on the screen. */
  place(line: number): DOMRect {
    const { from } = this.view.state.doc.line(Math.max(1, Math.min(line, this.view.state.doc.lines)));
    const at = this.view.coordsAtPos(from);
    const box = this.view.dom.getBoundingClientRect();
    return at ? new DOMRect(at.left, at.top, 0, at.bottom - at.top) : box;
  }

  #state(text: string): EditorState {
    return EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        codeFolding(),
        foldGutter({ openText: '⌄', closedText: '›' }),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        EditorView.lineWrapping,
        search({ top: true }),
        EditorState.readOnly.of(true),
        this.#language.of(this.#isJson ? json() : hcl()),
        marks,
        choice,
        look,
        keymap.of([{ key: 'Enter', run: () => this.#ask() }, ...searchKeymap, ...foldKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': 'Terraform', tabindex: '0', 'aria-readonly': 'true', 'aria-describedby': 'terraform-keys' }),
        // Not at the click: the line is drawn anew when the button goes down, and then there is none.
        EditorView.domEventHandlers({ mouseup: (event, view) => this.#clicked(event, view) }),
      ],
    });
  }

  #clicked(event: MouseEvent, view: EditorView): boolean {
    // A selection is made to copy text, so it asks nothing.
    if (event.button !== 0 || !view.state.selection.main.empty) return false;
    // The nearest, since most of a line is beside its text.
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
    if (!(event.target as HTMLElement).closest('.cm-content')) return false;
    this.events.asked(view.state.doc.lineAt(at).number, new DOMRect(event.clientX, event.clientY, 0, 0));
    return false;
  }

  #ask(): boolean {
    const line = this.view.state.doc.lineAt(this.view.state.selection.main.head).number;
    this.events.asked(line, this.place(line));
    return true;
  }
}

/** The numbers of the lines that are other than they were. */
export function changedLines(before: string, after: string): number[] {
  if (before === after || before === '') return [];
  const [old, now] = [before.split('\n'), after.split('\n')];
  // Lines as letters: the algorithm compares texts.
  const known = new Map<string, string>();
  const letter = (line: string) => {
    const found = known.get(line) ?? String.fromCharCode(0xe000 + known.size);
    known.set(line, found);
    return found;
  };
  if (old.length + now.length > 8000) return [];
  const spans = diff(old.map(letter).join(''), now.map(letter).join(''), { scanLimit: 400 });
  return spans.flatMap(({ fromB, toB }) => Array.from({ length: toB - fromB }, (_, at) => fromB + at + 1));
}

function lines(numbers: readonly number[], text: Text): DecorationSet {
  const set = new RangeSetBuilder<Decoration>();
  for (const number of numbers) {
    if (number > text.lines) break;
    const { from } = text.line(number);
    set.add(from, from, changed);
  }
  return set.finish();
}
