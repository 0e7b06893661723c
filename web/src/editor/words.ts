/** The documentation of the core as nodes: paragraphs, lists and `code`, and nothing else of Markdown. All of it is text. */
export function words(markdown: string): HTMLElement {
  const box = document.createElement('div');
  box.className = 'words';
  for (const part of markdown.split(/\n{2,}/)) {
    const lines = part.split('\n');
    const isList = lines.every((line) => /^(- |  )/.test(line));
    box.append(isList ? list(lines) : line('p', lines.join(' ')));
  }
  return box;
}

function list(lines: readonly string[]): HTMLElement {
  const items: string[] = [];
  for (const one of lines) {
    if (one.startsWith('- ')) items.push(one.slice(2));
    else items.push(`${items.pop() ?? ''} ${one.trim()}`);
  }
  const list = document.createElement('ul');
  list.append(...items.map((item) => line('li', item)));
  return list;
}

function line(tag: 'p' | 'li', text: string): HTMLElement {
  const line = document.createElement(tag);
  for (const [at, part] of text.split(/`([^`]+)`/).entries()) {
    if (at % 2 === 0) {
      line.append(part.replaceAll('**', ''));
    } else {
      const code = document.createElement('code');
      code.textContent = part;
      line.append(code);
    }
  }
  return line;
}
