/**
 * The spec as a form, for people who do not write YAML. It knows the JSON Schema and what the text says, and nothing else: what a
 * field changes, it changes in the text, where the editor shows it too.
 */
import type { Decision } from 'groundplan';
import { type TemplateResult, html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

import { type Kind, type Schema, kindOf } from './schema.ts';

export interface FormActions {
  /** Sets a value in the spec; undefined takes it out. */
  set(path: string, value: unknown): void;
}

export interface FormData {
  readonly schema: Schema;
  readonly spec: Record<string, unknown>;
  /** What is decided where the spec says nothing, by path within an environment. */
  readonly decided: ReadonlyMap<string, Decision>;
  /** What is wrong, by path. */
  readonly findings: ReadonlyMap<string, string>;
}

/** The fields that can only be edited in the text: raw blocks, overrides, and others that few people set. */
const TEXT_ONLY = new Set(['raw', 'overrides', 'modules', 'exports', 'imports', 'renamedFrom', 'waive', 'env', '$expr']);
const DEPTH = 6;

export function form(data: FormData, actions: FormActions): TemplateResult {
  const kind = kindOf(data.schema, data.schema);
  return html`<form class="form" @submit=${(event: Event) => event.preventDefault()}>
    ${fields(kind, data.spec, '', data, actions, 0)}
    <p class="quiet">Raw blocks, overrides, modules, values between stacks, waivers and environment variables are written in the text.</p>
  </form>`;
}

function fields(kind: Kind, value: unknown, path: string, data: FormData, actions: FormActions, depth: number): TemplateResult {
  const values = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const own = Object.entries(kind.fields ?? {}).filter(([key]) => !TEXT_ONLY.has(key));
  return html`${own.map(([key, schema]) => field(key, schema, values[key], path ? `${path}.${quoted(key)}` : quoted(key), data, actions, depth))}`;
}

function field(key: string, schema: Schema, value: unknown, path: string, data: FormData, actions: FormActions, depth: number): TemplateResult {
  const kind = kindOf(schema, data.schema);
  const isNested = (kind.fields ?? kind.named) !== undefined;
  // A single value where a map is possible, such as `public: none`, is a value.
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isNested && depth < DEPTH) {
    return html`<details class="group" ?open=${isMap && depth < 2}>
      <summary>${words(key)} ${isMap || value === undefined ? nothing : html`<code>${String(value)}</code>`} <span class="what">${firstOf(kind.description)}</span></summary>
      <div class="inner">
        ${kind.choices.length ? single(key, kind, isMap ? undefined : value, path, data, actions) : nothing}
        ${kind.fields ? fields(kind, value, path, data, actions, depth + 1) : nothing}
        ${kind.named && !kind.fields ? named(kind.named, value, path, data, actions, depth) : nothing}
      </div>
    </details>`;
  }
  return single(key, kind, value, path, data, actions);
}

/** Things by names that somebody gives: services, environments, secrets. */
function named(schema: Schema, value: unknown, path: string, data: FormData, actions: FormActions, depth: number): TemplateResult {
  const entries = Object.entries((value ?? {}) as Record<string, unknown>);
  const kind = kindOf(schema, data.schema);
  const add = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const name = input.value.trim();
    if (name) actions.set(`${path}.${quoted(name)}`, kind.fields ? {} : '');
    input.value = '';
  };
  return html`${entries.map(([name, inner]) => {
      const at = `${path}.${quoted(name)}`;
      const content = kind.fields ? fields(kind, inner, at, data, actions, depth + 1) : single(name, kind, inner, at, data, actions);
      return html`<details class="group" ?open=${depth < 1}>
        <summary><b>${name}</b></summary>
        <div class="inner">${content}<button class="link" type="button" @click=${() => actions.set(at, undefined)}>Remove ${name}</button></div>
      </details>`;
    })}
    <label class="row"><span>add one</span><input type="text" placeholder="name" autocapitalize="off" autocomplete="off" @change=${add} /></label>`;
}

function single(key: string, kind: Kind, value: unknown, path: string, data: FormData, actions: FormActions): TemplateResult {
  const inner = path.replace(/^environments\.(?:"[^"]*"|[^.]+)\./, '');
  const decided = data.decided.get(inner);
  const wrong = data.findings.get(path);
  const shown = value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const hint = decided ? `${decided.value} (${decided.origin})` : kind.examples.length ? `such as ${String(kind.examples[0])}` : '';
  const control =
    kind.choices.length > 0 && !kind.isSingle
      ? html`<select data-path=${path} @change=${(event: Event) => actions.set(path, chosen((event.target as HTMLSelectElement).value, kind))}>
          <option value="" ?selected=${shown === ''}>${decided ? `${decided.value} (${decided.origin})` : '–'}</option>
          ${kind.choices.map((choice) => html`<option value=${String(choice)} ?selected=${shown === String(choice)}>${String(choice)}</option>`)}
        </select>`
      : html`<input type="text" data-path=${path} .value=${live(shown)} placeholder=${hint} autocapitalize="off" autocomplete="off" spellcheck="false" @change=${(event: Event) => actions.set(path, typed((event.target as HTMLInputElement).value, kind))} />`;
  return html`<label class="row field ${wrong ? 'is-wrong' : ''}" title=${firstOf(kind.description)}><span>${words(key)}</span>${control}${wrong ? html`<em>${wrong}</em>` : nothing}</label>`;
}

const chosen = (text: string, kind: Kind): unknown => (text === '' ? undefined : kind.choices.find((choice) => String(choice) === text));

/** What somebody typed as a value: numbers, lists and maps as JSON says them, and everything else is text. */
function typed(text: string, kind: Kind): unknown {
  const given = text.trim();
  if (given === '') return undefined;
  if (kind.isList && !given.startsWith('[')) return given.split(',').map((part) => part.trim());
  if (/^(-?\d+(\.\d+)?|true|false|\[.*\]|\{.*\})$/s.test(given) && !/^0\d/.test(given) && given.length < 12 + (given.startsWith('[') || given.startsWith('{') ? 1000 : 0)) {
    try {
      return JSON.parse(given) as unknown;
    } catch {
      return given;
    }
  }
  return given;
}

const quoted = (key: string): string => (key.includes('.') ? `"${key}"` : key);
const firstOf = (description: string): string => description.split(/\n\n|(?<=\.) /)[0]?.replaceAll('\n', ' ').replaceAll('`', '') ?? '';

/** `flowLogs` as `flow logs`. */
const words = (key: string): string => key.replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
