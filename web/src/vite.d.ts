/// <reference types="vite/client" />
declare module 'virtual:first' {
  import type { Overview, Preview } from 'groundplan';
  const first: { text: string; file: string; preview: Preview; overview: Overview };
  export default first;
}
