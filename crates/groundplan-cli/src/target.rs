use std::path::{Component, Path, PathBuf};

use groundplan::configuration::{MANIFEST, is_values_file};
use groundplan::validate::LOCK;
use groundplan_text::target::is_terraform;
use groundplan_text::{
    CalledFolder, InputArgument, Inputs, Module, Source, Target, UsageError, called_folders,
};

use crate::arguments::{ValueArgument, Values};
use crate::system::{System, is_file, is_folder, is_there};
use crate::{repository, spec_files, usage_error};

/// Finds out what each path is: a folder by what lies in it, a file by its name or, where that tells nothing,
/// by what it says.
pub(crate) fn read(
    system: &dyn System,
    paths: &[PathBuf],
    values: &Values,
    may_be: MayBe,
) -> Result<Vec<Target>, UsageError> {
    let mut targets = Vec::new();
    for path in paths {
        if is_folder(system, path) {
            let modules = match modules(system, path)? {
                none if none.is_empty() => in_repository(system, path, may_be)?,
                found => found,
            };
            targets.extend(modules.into_iter().map(|module| Target::Module(below(module, paths))));
        } else {
            targets.push(Target::of(spec_files::any(system, path)?)?);
        }
    }
    Ok(inputs(system, values)?.given_to(targets))
}

/// What variables are set to, besides by the files of their folders.
fn inputs(system: &dyn System, values: &Values) -> Result<Inputs, UsageError> {
    let argument = |argument: &ValueArgument| match argument {
        ValueArgument::Var(name, value) => Ok(InputArgument::Value(name.clone(), value.clone())),
        ValueArgument::File(path) => spec_files::any(system, path).map(InputArgument::File),
    };
    let arguments = values.0.iter().map(argument).collect::<Result<_, _>>()?;
    Ok(Inputs { environment: system.variables("TF_VAR_"), arguments, are_shared: false })
}

/// The name of a root module below the folder that was named, so that two folders can be compared.
fn below(module: Module, paths: &[PathBuf]) -> Module {
    let below = paths.iter().find_map(|path| Path::new(&module.name).strip_prefix(path).ok());
    let below = below.map(|path| path.display().to_string()).filter(|below| !below.is_empty());
    Module { below: below.unwrap_or_else(|| module.name.clone()), ..module }
}

/// The root modules of a folder without Terraform in it: those below it, where that is asked for.
fn in_repository(system: &dyn System, path: &Path, may_be: MayBe) -> Result<Vec<Module>, UsageError> {
    let found = repository::roots(system, path)?;
    if may_be == MayBe::Repository && !found.is_empty() {
        return found.iter().map(|root| module(system, root)).collect();
    }
    let usage_error = UsageError::new(format!("{} is a folder without Terraform in it", path.display()));
    let spec = path.join("groundplan.yaml");
    let spec = is_there(system, &spec).then_some(spec);
    let tries = spec.into_iter().chain(found).take(MOST_TRIES);
    Err(tries.fold(usage_error, |usage_error, path| usage_error.help(path.display())))
}

/// The root modules below the folders that are root modules themselves: they are not read, unlike those of a repository.
pub(crate) fn not_read(system: &dyn System, paths: &[PathBuf]) -> Result<Vec<PathBuf>, UsageError> {
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| is_folder(system, path)) {
        if !Module::of_folder("", sources(system, path)?).files.is_empty() {
            // What cannot be read there has nothing to do with this root module.
            found.extend(repository::roots_below(system, path).unwrap_or_default());
        }
    }
    found.retain(|root| !paths.contains(root));
    Ok(found)
}

/// How many folders are named that may have been meant.
const MOST_TRIES: usize = 8;

/// What a folder may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MayBe {
    /// A root module, or the whole output for a spec.
    Modules,
    /// A repository as well, with root modules anywhere below.
    Repository,
}

/// The root module in a folder; else those of a whole output: `bootstrap` and `environments/*`, for one stack
/// or for several.
pub(crate) fn modules(system: &dyn System, path: &Path) -> Result<Vec<Module>, UsageError> {
    let own = module(system, path)?;
    if !own.files.is_empty() {
        return Ok(vec![own]);
    }
    let mut found = Vec::new();
    for stack in std::iter::once(path.to_owned()).chain(folders(system, path)?) {
        let environments = stack.join("environments");
        let environments =
            if is_folder(system, &environments) { folders(system, &environments)? } else { Vec::new() };
        for root in std::iter::once(stack.join("bootstrap")).chain(environments) {
            let module = if is_folder(system, &root) { module(system, &root)? } else { continue };
            found.extend((!module.files.is_empty()).then_some(module));
        }
    }
    Ok(found)
}

fn module(system: &dyn System, folder: &Path) -> Result<Module, UsageError> {
    let module = Module::of_folder(folder.display().to_string(), sources(system, folder)?);
    if module.files.is_empty() {
        return Ok(module);
    }
    let beside = |name: &str| {
        let path = folder.join(name);
        let source = is_file(system, &path).then(|| spec_files::any(system, &path)).transpose();
        source.map(|source| source.map(|source| source.text))
    };
    let module = Module { manifest: beside(MANIFEST)?, lock: beside(LOCK)?, ..module };
    let called = called_folders(&module, |path| {
        let folder = folder.join(path);
        let there = is_folder(system, &folder).then(|| sources(system, &folder)).transpose()?;
        Ok(there.map(|sources| CalledFolder::new(path, sources.into_iter().map(named))))
    })?;
    Ok(Module { called, is_all_read: true, ..module })
}

/// A file by its path without steps back: what finds it by its path in a repository does not take them.
fn named(source: Source) -> Source {
    let mut steps = PathBuf::new();
    for step in Path::new(&source.name).components() {
        let is_back = step == Component::ParentDir
            && matches!(steps.components().next_back(), Some(Component::Normal(_)));
        if is_back {
            steps.pop();
        } else {
            steps.push(step);
        }
    }
    Source { name: steps.display().to_string(), ..source }
}

/// The files of a folder that Terraform reads.
pub(crate) fn sources(system: &dyn System, folder: &Path) -> Result<Vec<Source>, UsageError> {
    let is_read = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| is_terraform(name) || is_values_file(name)) && is_file(system, path)
    };
    let paths = entries(system, folder)?.into_iter().filter(is_read);
    paths.map(|path| spec_files::in_any_encoding(system, &path)).collect()
}

pub(crate) fn folders(system: &dyn System, folder: &Path) -> Result<Vec<PathBuf>, UsageError> {
    Ok(entries(system, folder)?.into_iter().filter(|path| is_folder(system, path)).collect())
}

/// What lies in a folder, in the order of names.
fn entries(system: &dyn System, folder: &Path) -> Result<Vec<PathBuf>, UsageError> {
    let names = system.list(folder).map_err(|error| usage_error::with("read", folder, &error))?;
    let mut paths: Vec<PathBuf> = names.into_iter().map(|name| folder.join(name)).collect();
    paths.sort();
    Ok(paths)
}
