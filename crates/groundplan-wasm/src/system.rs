use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use groundplan::schema::Schema;
use groundplan_cli::{Kind, Stream, System, error};
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::schema;

#[wasm_bindgen]
extern "C" {
    /// The files and streams that a JavaScript program lends. What it throws has the `code` of the operating system.
    pub type Machine;

    #[wasm_bindgen(method, catch)]
    fn read(this: &Machine, path: &str, most: f64) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(method, catch, js_name = readInput)]
    fn read_input(this: &Machine, most: f64) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn look(this: &Machine, path: &str, follow: bool) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn list(this: &Machine, folder: &str) -> Result<Array, JsValue>;
    #[wasm_bindgen(method, catch, js_name = makeFolder)]
    fn make_folder(this: &Machine, path: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = makeFreshFolder)]
    fn make_fresh_folder(this: &Machine, inside: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn create(this: &Machine, path: &str, bytes: &[u8]) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write(this: &Machine, path: &str, bytes: &[u8]) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn rename(this: &Machine, from: &str, to: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn copy(this: &Machine, from: &str, to: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeFile)]
    fn remove_file(this: &Machine, path: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeFolder)]
    fn remove_folder(this: &Machine, path: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn print(this: &Machine, is_error: bool, text: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, js_name = wantsColours)]
    fn wants_colours(this: &Machine, is_error: bool) -> bool;
    /// Names and values by turns.
    #[wasm_bindgen(method)]
    fn variables(this: &Machine, prefix: &str) -> Vec<String>;
    #[wasm_bindgen(method)]
    fn width(this: &Machine) -> Option<u32>;
}

/// A machine as the commands know it.
pub(crate) struct Lent<'a>(pub(crate) &'a Machine);

impl System for Lent<'_> {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        done(self.0.read(&text(path), number(most))).map(|bytes| bytes.to_vec())
    }

    fn read_input(&self, most: u64) -> io::Result<Vec<u8>> {
        done(self.0.read_input(number(most))).map(|bytes| bytes.to_vec())
    }

    fn look(&self, path: &Path) -> io::Result<Kind> {
        done(self.0.look(&text(path), true)).map(|name| kind(&name))
    }

    fn look_without_following(&self, path: &Path) -> io::Result<Kind> {
        done(self.0.look(&text(path), false)).map(|name| kind(&name))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let names = done(self.0.list(&text(folder)))?;
        Ok(names.iter().filter_map(|name| name.as_string()).map(OsString::from).collect())
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        done(self.0.make_folder(&text(path)))
    }

    fn make_fresh_folder(&self, inside: &Path) -> io::Result<PathBuf> {
        done(self.0.make_fresh_folder(&text(inside))).map(PathBuf::from)
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        done(self.0.create(&text(path), bytes))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        done(self.0.write(&text(path), bytes))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        done(self.0.rename(&text(from), &text(to)))
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        done(self.0.copy(&text(from), &text(to)))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        done(self.0.remove_file(&text(path)))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        done(self.0.remove_folder(&text(path)))
    }

    fn print(&self, stream: Stream, text: &str) -> io::Result<()> {
        done(self.0.print(stream == Stream::Error, text))
    }

    fn wants_colours(&self, stream: Stream) -> bool {
        self.0.wants_colours(stream == Stream::Error)
    }

    fn width(&self) -> Option<usize> {
        self.0.width().and_then(|width| usize::try_from(width).ok())
    }

    fn variables(&self, prefix: &str) -> Vec<(String, String)> {
        let all = self.0.variables(prefix);
        let pair = |pair: &[String]| Some((pair.first()?.clone(), pair.get(1)?.clone()));
        all.chunks(2).filter_map(pair).collect()
    }

    fn schema(&self) -> io::Result<&Schema> {
        schema::current().ok_or_else(|| io::Error::other("the provider schema is not loaded"))
    }
}

/// Paths come from JavaScript, or are made of such: they are text.
fn text(path: &Path) -> String {
    path.display().to_string()
}

/// How JavaScript counts. No file is so large that it would be rounded.
fn number(most: u64) -> f64 {
    u32::try_from(most).map_or(f64::MAX, f64::from)
}

fn kind(name: &str) -> Kind {
    match name {
        "file" => Kind::File,
        "folder" => Kind::Folder,
        "link" => Kind::Link,
        "nothing" => Kind::Nothing,
        _ => Kind::Other,
    }
}

fn done<T>(result: Result<T, JsValue>) -> io::Result<T> {
    result.map_err(|thrown| {
        let property =
            |key: &str| Reflect::get(&thrown, &key.into()).ok().and_then(|value| value.as_string());
        let words = property("message").or_else(|| thrown.dyn_ref::<js_sys::JsString>().map(String::from));
        error(&property("code").unwrap_or_default(), &words.unwrap_or_default())
    })
}
