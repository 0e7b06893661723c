use std::fs;
use std::path::{Path, PathBuf};

use groundplan_text::target::is_terraform;
use groundplan_text::{Module, Target, Trouble};

use crate::{reading, trouble};

/// Finds out what each path is: a folder by what lies in it, a file by its name or, where that tells nothing,
/// by what it says.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<Target>, Trouble> {
    let mut targets = Vec::new();
    for path in paths {
        if path.is_dir() {
            targets.extend(folder(path)?.into_iter().map(|module| Target::Module(below(module, paths))));
        } else {
            targets.push(Target::of(reading::any(path)?)?);
        }
    }
    Ok(targets)
}

/// The name of a root module below the folder that was named, so that two folders can be compared.
fn below(module: Module, paths: &[PathBuf]) -> Module {
    let below = paths.iter().find_map(|path| Path::new(&module.name).strip_prefix(path).ok());
    let below = below.map(|path| path.display().to_string()).filter(|below| !below.is_empty());
    Module { below: below.unwrap_or_else(|| module.name.clone()), ..module }
}

/// The root module in a folder; else those of a whole output: `bootstrap` and `environments/*`, for one stack
/// or for several.
fn folder(path: &Path) -> Result<Vec<Module>, Trouble> {
    let own = module(path)?;
    if !own.files.is_empty() {
        return Ok(vec![own]);
    }
    let mut found = Vec::new();
    for stack in std::iter::once(path.to_owned()).chain(folders(path)?) {
        let environments = stack.join("environments");
        let environments = if environments.is_dir() { folders(&environments)? } else { Vec::new() };
        for root in std::iter::once(stack.join("bootstrap")).chain(environments) {
            let module = if root.is_dir() { module(&root)? } else { continue };
            found.extend((!module.files.is_empty()).then_some(module));
        }
    }
    if found.is_empty() {
        let spec = path.join("groundplan.yaml");
        let trouble = Trouble::new(format!("{} is a folder without Terraform in it", path.display()));
        return Err(if spec.exists() { trouble.help(spec.display()) } else { trouble });
    }
    Ok(found)
}

fn module(folder: &Path) -> Result<Module, Trouble> {
    let is_read = |path: &PathBuf| {
        path.file_name().and_then(|name| name.to_str()).is_some_and(is_terraform) && path.is_file()
    };
    let paths = entries(folder)?.into_iter().filter(is_read);
    let sources = paths.map(|path| reading::any(&path)).collect::<Result<Vec<_>, _>>()?;
    Ok(Module::of_folder(folder.display().to_string(), sources))
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    Ok(entries(folder)?.into_iter().filter(|path| path.is_dir()).collect())
}

/// What lies in a folder, in the order of names.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let trouble = |error| trouble::with("read", folder, &error);
    let entries = fs::read_dir(folder).map_err(trouble)?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(trouble)?;
    paths.sort();
    Ok(paths)
}
