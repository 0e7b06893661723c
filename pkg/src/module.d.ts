/** The WebAssembly module, packed with gzip, as base64. The build makes it. */
declare const packed: string;
export default packed;
