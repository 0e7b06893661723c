/** The files that the page offers for download: the folder as a zip, ready for `terraform init`, and the picture as PNG. */
import type { OutputFile } from 'groundplan';

/** The output folder, and the spec that it was made from, in one zip. */
export async function zipped(files: readonly OutputFile[], spec: OutputFile): Promise<Blob> {
  const { strToU8, zipSync } = await import('fflate');
  const all = Object.fromEntries([...files, spec].map(({ path, text }) => [path, strToU8(text)]));
  // One date for everything: the same spec gives the same bytes.
  return new Blob([zipSync(all, { level: 6, mtime: new Date('1980-01-02T00:00:00') }) as BlobPart], { type: 'application/zip' });
}

/** Hands a file to the browser's downloads. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A picture as PNG, twice as large as it is drawn so that it stays sharp. */
export async function painted(svg: string, paper: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth * 2, image.naturalHeight * 2];
    const context = canvas.getContext('2d');
    if (!context) throw new Error('this browser draws no pictures');
    context.fillStyle = paper;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('the picture is too large'))), 'image/png'));
  } finally {
    URL.revokeObjectURL(url);
  }
}
