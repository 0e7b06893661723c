/** What counts everywhere on the page: keys, files that are dropped, addresses that are pasted. */
import { whenDropped } from './files.ts';
import { byId } from './render.ts';
import type { Playground } from './playground.ts';
import { unpacked } from './state/share.ts';
import type { Actions } from './actions.ts';

/** Keys that count everywhere, files that are dropped, and addresses that are pasted. */
export function listen(playground: Playground, actions: Actions): void {
  document.addEventListener('keydown', (event) => pressed(playground, event));
  document.addEventListener('pointerdown', (event) => {
    const target = event.target as HTMLElement;
    if (playground.page.value.explained && !target.closest('#explain, #terraform, #lower')) playground.provenanceFinder.stop();
    if (!target.closest('.menu')) document.querySelector('.menu[open]')?.removeAttribute('open');
  });
  byId('dialog').addEventListener('close', () => playground.page.set({ dialog: undefined }));
  window.addEventListener('hashchange', () => void unpacked(location.hash).then((shown) => shown && playground.open(shown)));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => playground.repaint());
  whenDropped(document.body, (given) => void actions.open(given).catch(playground.failed));
}

function pressed(playground: Playground, event: KeyboardEvent): void {
  const panes = { Digit1: 'spec', Digit2: 'terraform', Digit3: 'cost', Digit4: 'lower' } as const;
  if (event.key === 'Escape' && playground.page.value.explained) return playground.provenanceFinder.stop();
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.code in panes) {
    event.preventDefault();
    focus(playground, panes[event.code as keyof typeof panes]);
  } else if (event.code === 'KeyE') {
    event.preventDefault();
    const names = (playground.page.value.overview?.environments ?? []).map(({ name }) => name);
    const next = names[(names.indexOf(playground.page.value.environment) + 1) % names.length];
    if (next !== undefined) playground.environment(next);
  }
}

function focus(playground: Playground, pane: 'spec' | 'terraform' | 'cost' | 'lower'): void {
  playground.page.set({ pane: pane === 'lower' ? 'more' : pane });
  const focus = { spec: () => playground.spec.view.focus(), terraform: () => playground.terraform.view.focus(), cost: () => byId('cost').focus(), lower: () => byId('lower').focus() };
  requestAnimationFrame(focus[pane]);
}
