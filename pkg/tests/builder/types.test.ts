// The types: they take the kitchen sink, refuse planted mistakes, and the examples in comments keep to them.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import ts from 'typescript';

import * as builders from '../../src/builder/index.js';

const SOURCES = path.resolve('src/builder');
const TESTS = path.resolve('tests/builder');

/** What the compiler finds in files, some of which need not be there. */
function findings(files: ReadonlyMap<string, string>): string[] {
  const config = ts.readConfigFile('tsconfig.json', (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, path.resolve('.'));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.getSourceFile = (file, version, ...others) => {
    const text = files.get(file);
    return text === undefined ? getSourceFile(file, version, ...others) : ts.createSourceFile(file, text, version);
  };
  const found = ts.getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host));
  return found.map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : -1;
    return `${path.basename(file?.fileName ?? '')}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

function read(file: string): [string, string] {
  return [file, readFileSync(file, 'utf8')];
}

test('the kitchen sink as a literal is a spec', () => {
  assert.deepEqual(findings(new Map([read(path.join(TESTS, 'kitchen-sink.literal.ts'))])), []);
});

test('each planted mistake is refused, and for itself alone', () => {
  const [file, text] = read(path.join(TESTS, 'refused.ts'));
  assert.deepEqual(findings(new Map([[file, text]])), []);
  const bare = text.replaceAll('@ts-expect-error', '');
  const marks = text.split('\n').flatMap((line, at) => (line.includes('// @ts-expect-error') ? [at + 1] : []));
  const lines = findings(new Map([[file, bare]])).map((finding) => Number(finding.split(':')[1]));
  assert.ok(marks.length > 10);
  assert.deepEqual([...new Set(lines)], marks);
});

/** The examples in a file's comments, each with the line that it begins in. */
function examples(text: string): [number, string][] {
  return [...text.matchAll(/^ *\* @example\n((?: *\*(?: .*)?\n)+?) *\*(?:\/| @)/gm)].map((found) => {
    const line = text.slice(0, found.index).split('\n').length;
    return [line, (found[1] ?? '').replaceAll(/^ *\* ?/gm, '')];
  });
}

function everyExample(): Map<string, string> {
  const names = Object.keys(builders).join(', ');
  const files = readdirSync(SOURCES).filter((file) => !['fields.ts', 'tables.ts'].includes(file));
  return new Map(
    files.flatMap((file) =>
      examples(readFileSync(path.join(SOURCES, file), 'utf8')).map(([line, code]): [string, string] => [
        path.join(SOURCES, `${path.basename(file, '.ts')}-${line}.example.ts`),
        `import { ${names} } from './index.js';\n${code}export {};\n`,
      ]),
    ),
  );
}

/** Examples name a thing and use but a few of the names. */
const unused = (finding: string): boolean => finding.includes('never read') || finding.includes('never used');

test('examples in comments are right', () => {
  const found = everyExample();
  assert.ok(found.size > 30, `${found.size} examples were found`);
  assert.deepEqual(findings(found).filter((finding) => !unused(finding)), []);
});

test('an example that is wrong is noticed', () => {
  const [[, code] = [0, '']] = examples('/**\n * What.\n *\n * @example\n * const a = new Network().cider("x");\n */\n');
  const file = path.join(SOURCES, 'planted.example.ts');
  const found = findings(new Map([[file, `import { Network } from './index.js';\n${code}`]]));
  assert.equal(found.filter((finding) => finding.includes('cider')).length, 1);
});

test('every class has an example, and every public method says what it does', () => {
  const mute = readdirSync(SOURCES).flatMap((file) => {
    const text = readFileSync(path.join(SOURCES, file), 'utf8');
    const blocks = text.split(/^(?=export (?:abstract )?(?:class|function|const))/m);
    const lonely = blocks.slice(1).filter((block, at) => !/\*\/\s*$/.test(blocks[at] ?? '') && block.length > 0);
    return lonely.map((block) => `${file}: ${block.split('\n')[0]}`).concat(withoutComment(file, text), classes(file, text));
  });
  assert.deepEqual(mute, []);
});

/** Classes for users whose comment holds no example. */
function classes(file: string, text: string): string[] {
  const found = text.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport class (\w+)/g);
  return [...found].filter(([, doc]) => !doc?.includes('* @example\n')).map(([, , name]) => `${file}: ${name} has no example`);
}

/** Methods without a comment. */
function withoutComment(file: string, text: string): string[] {
  const lines = text.split('\n');
  const method = /^ {2}(?:static |override |get )?(\w+)\(.*(?:\{|;)$/;
  // What follows overloads is not seen from outside.
  const hidden = (at: number): boolean => /^ {2}\w+\(.*;$/.test(lines[at - 1] ?? '');
  const named = lines.flatMap((line, at) => {
    const name = method.exec(line)?.[1];
    return name === undefined || name === 'constructor' || hidden(at) || /\*\/$/.test(lines[at - 1] ?? '') ? [] : [name];
  });
  return named.map((name) => `${file}: ${name} has no comment`);
}
