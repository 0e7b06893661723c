/** Findings in the editor: each underlined, with its message and its fixes below the line. */
import { type Diagnostic as Mark, setDiagnostics } from '@codemirror/lint';
import { RangeSetBuilder, StateEffect, StateField, type Extension, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { Edit, Finding } from 'groundplan';

export interface Deeds {
  /** Applies the edits of a fix. */
  settle(edits: readonly Edit[], title: string): void;
  /** Shows why a rule exists. */
  why(code: string): void;
}

const give = StateEffect.define<readonly Finding[]>();

/** Shows findings in an editor. */
export function show(view: EditorView, findings: readonly Finding[], deeds: Deeds): void {
  const transaction = setDiagnostics(view.state, findings.map((finding) => mark(finding, view.state.doc, deeds)));
  view.dispatch(transaction, { effects: give.of(findings) });
}

/** The boxes below the lines that have errors. */
export function boxes(deeds: Deeds): Extension {
  return StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(shown, transaction) {
      const given = transaction.effects.find((effect) => effect.is(give));
      return given ? below(given.value as readonly Finding[], transaction.state.doc, deeds) : shown.map(transaction.changes);
    },
    provide: (field) => EditorView.decorations.from(field),
  });
}

function below(findings: readonly Finding[], text: Text, deeds: Deeds): DecorationSet {
  const placed = findings
    .filter((finding) => finding.diagnostic.range)
    .map((finding) => ({ finding, at: text.lineAt(Math.min(finding.diagnostic.range?.start.index ?? 0, text.length)).to }))
    .sort((one, other) => one.at - other.at);
  const set = new RangeSetBuilder<Decoration>();
  for (const { finding, at } of placed) {
    set.add(at, at, Decoration.widget({ widget: new Box(finding, deeds), block: true, side: 1 }));
  }
  return set.finish();
}

function mark({ diagnostic, fixes }: Finding, text: Text, deeds: Deeds): Mark {
  const within = (index: number) => Math.max(0, Math.min(index, text.length));
  const from = within(diagnostic.range?.start.index ?? 0);
  const to = Math.min(within(diagnostic.range?.end.index ?? 0), text.lineAt(from).to);
  const actions = fixes.map(({ title, edits }) => ({ name: title, apply: () => deeds.settle(edits, title) }));
  return { from, to: Math.max(to, from), severity: diagnostic.severity, source: diagnostic.code, message: diagnostic.message, actions };
}

/** A finding in words, with what can be done about it. */
class Box extends WidgetType {
  constructor(
    private readonly finding: Finding,
    private readonly deeds: Deeds,
  ) {
    super();
  }

  override eq(other: Box): boolean {
    return JSON.stringify(this.finding) === JSON.stringify(other.finding);
  }

  override toDOM(): HTMLElement {
    const { diagnostic, fixes } = this.finding;
    const box = element('div', `finding ${diagnostic.severity}`);
    const head = element('p');
    head.append(element('b', '', diagnostic.code), ' ', diagnostic.message);
    if (diagnostic.wants) head.append(element('span', 'wants', ` Wanted: ${diagnostic.wants}.`));
    box.append(head);
    if (diagnostic.costs?.length) box.append(element('p', 'wants', `A month: ${diagnostic.costs.join(' · ')}`));
    const actions = element('p', 'actions');
    for (const { title, edits } of fixes) actions.append(this.#button(title, () => this.deeds.settle(edits, title)));
    if (fixes.length === 0) {
      for (const text of [diagnostic.hint, diagnostic.waiver]) if (text) actions.append(element('code', '', text));
    }
    actions.append(this.#button('Why?', () => this.deeds.why(diagnostic.code)));
    box.append(actions);
    return box;
  }

  #button(title: string, act: () => void): HTMLElement {
    const button = element('button', 'link', title.replaceAll('`', ''));
    button.setAttribute('type', 'button');
    button.addEventListener('click', act);
    return button;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

function element(tag: string, name = '', text = ''): HTMLElement {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}
