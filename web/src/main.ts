import './style/page.css';

import { Playground } from './playground.ts';
import { begin } from './state/first.ts';

const { shown, isKnown, isBroken } = await begin(location.hash);
const playground = new Playground(shown, isKnown);
if (isBroken) playground.notify('The link could not be read: it is cut off, or of another version');

// In development the page changes too often to be kept.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  window.addEventListener('load', () => void navigator.serviceWorker.register('./service-worker.js').catch(() => undefined));
}
