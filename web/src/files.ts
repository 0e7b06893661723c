/** Files that somebody opens or drops: a spec takes the place of the present one; Terraform and plans are priced and checked. */

/** The size in bytes from which files are refused: no spec or module is as large. */
const MOST = 32 * 1024 * 1024;

export interface Args {
  readonly name: string;
  readonly text: string;
}

/** Has somebody choose files. */
export function chosen(): Promise<readonly File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = '.tf,.json,.yaml,.yml';
  return new Promise((done) => {
    input.addEventListener('change', () => done([...(input.files ?? [])]));
    input.addEventListener('cancel', () => done([]));
    input.click();
  });
}

/** The texts of files. */
export async function texts(files: readonly File[]): Promise<readonly Args[]> {
  const large = files.find((file) => file.size > MOST);
  if (large) throw new Error(`${large.name} is larger than 32 MiB`);
  return Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
}

/** Whether one file is a spec: by its name, or by what it says first. */
export function isSpec(files: readonly Args[]): boolean {
  const [file] = files;
  if (files.length !== 1 || !file) return false;
  return /\.ya?ml$/.test(file.name) || (/\.json$/.test(file.name) && !/\.tf\.json$/.test(file.name) && /^\s*\{[^{}]*"stack"\s*:/.test(file.text));
}

/** Takes files that are dropped anywhere on the page. */
export function whenDropped(target: HTMLElement, take: (files: readonly File[]) => void): void {
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  target.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    target.classList.add('is-target');
  });
  target.addEventListener('dragleave', (event) => event.relatedTarget === null && target.classList.remove('is-target'));
  target.addEventListener('drop', (event) => {
    target.classList.remove('is-target');
    if (!holdsFiles(event)) return;
    event.preventDefault();
    // The editor would put their text in.
    event.stopPropagation();
    take([...(event.dataTransfer?.files ?? [])]);
  }, { capture: true });
}
