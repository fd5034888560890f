use js_sys::{Array, Function, Promise};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, DragEvent, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
};

use super::base::{Text, new_id, scoped};
use super::icon::{Icon, IconName};

/// Files that a person has chosen or dropped.
#[derive(Clone, Debug, Default)]
pub struct PickedFiles {
    /// With their paths, from the folder that was chosen.
    pub files: Vec<(String, File)>,
    /// The paths of what the browser could not open.
    pub unreadable: Vec<String>,
}

/// An input for files, and the area around it on which files and folders can be dropped.
#[component]
pub fn FileDrop(
    /// Names the input.
    #[prop(into)]
    label: Text,
    /// Says that files can be dropped here, and which.
    #[prop(into)]
    hint: Text,
    /// The button that chooses a folder.
    #[prop(into)]
    folder: Text,
    /// Files that can be chosen, as the attribute `accept` says it.
    #[prop(optional, into)]
    accept: Option<String>,
    #[prop(into)] on_files: Callback<PickedFiles>,
) -> impl IntoView {
    let id = new_id("files");
    let hint_id = format!("{id}-hint");
    let is_over = RwSignal::new(false);
    let folders = NodeRef::<html::Input>::new();
    let chosen = move |event: web_sys::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let files = input.files().map(|files| listed(&files)).unwrap_or_default();
        // The same files can be chosen again.
        input.set_value("");
        if !files.is_empty() {
            on_files.run(PickedFiles { files, unreadable: Vec::new() });
        }
    };
    let over = move |event: DragEvent| {
        if event.data_transfer().is_some_and(|data| has_files(&data)) {
            // The browser would not let anything be dropped.
            event.prevent_default();
            is_over.set(true);
        }
    };
    let left = move |event: DragEvent| {
        let within = event.current_target().and_then(|area| area.dyn_into::<web_sys::Node>().ok());
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        // From one element of the area to another.
        if !within.is_some_and(|area| to.is_some_and(|to| area.contains(Some(&to)))) {
            is_over.set(false);
        }
    };
    let dropped = scoped(move |event: DragEvent| {
        is_over.set(false);
        let Some(data) = event.data_transfer().filter(has_files) else { return };
        event.prevent_default();
        // The browser takes the list away when the event is over.
        let entries = entries(&data);
        let plain = data.files().map(|files| listed(&files)).unwrap_or_default();
        spawn_local_scoped(async move {
            let picked = match entries.is_empty() {
                true => PickedFiles { files: plain, unreadable: Vec::new() },
                false => read_all(entries).await,
            };
            on_files.try_run(picked);
        });
    });
    let choose_folder = move |_| {
        if let Some(input) = folders.get_untracked() {
            input.click();
        }
    };
    // A directive, since the attribute has no name in Leptos.
    let takes_folders = |input: web_sys::Element| {
        // It fails for no name that is valid.
        let _ = input.toggle_attribute_with_force("webkitdirectory", true);
    };
    view! {
        <div
            class="flc-drop"
            data-over=move || is_over.get().then_some("true")
            on:dragenter=over
            on:dragover=over
            on:dragleave=left
            on:drop=dropped
        >
            <Icon name=IconName::Upload/>
            <label class="flc-label" for=id.clone()>
                {label}
            </label>
            <p class="flc-hint" id=hint_id.clone()>
                {hint}
            </p>
            <div class="flc-drop-ways">
                <input
                    class="flc-file"
                    type="file"
                    multiple
                    id=id
                    accept=accept
                    aria-describedby=hint_id
                    on:change=scoped(chosen)
                />
                <button class="flc-button" part="button" type="button" on:click=choose_folder>
                    <Icon name=IconName::Folder/>
                    <span class="flc-button-label">{folder}</span>
                </button>
                <input
                    type="file"
                    multiple
                    hidden
                    tabindex="-1"
                    aria-hidden="true"
                    node_ref=folders
                    use:takes_folders
                    on:change=scoped(chosen)
                />
            </div>
        </div>
    }
}

fn has_files(data: &DataTransfer) -> bool {
    data.types().iter().any(|kind| kind == "Files")
}

/// The files of an input in the order of their paths, which have the folder that was chosen.
fn listed(files: &FileList) -> Vec<(String, File)> {
    let named = |file: File| {
        let path = js_sys::Reflect::get(&file, &"webkitRelativePath".into()).ok();
        let path = path.and_then(|path| path.as_string()).filter(|path| !path.is_empty());
        (path.unwrap_or_else(|| file.name()), file)
    };
    let mut named: Vec<_> = (0..files.length()).filter_map(|at| files.item(at)).map(named).collect();
    named.sort_by(|(one, _), (other, _)| one.cmp(other));
    named
}

fn entries(data: &DataTransfer) -> Vec<FileSystemEntry> {
    let items = data.items();
    let entry = |at| items.get(at)?.webkit_get_as_entry().ok()?;
    (0..items.length()).filter_map(entry).collect()
}

/// All files below some entries, in the order of their paths.
async fn read_all(entries: Vec<FileSystemEntry>) -> PickedFiles {
    let mut picked = PickedFiles::default();
    let mut left = entries;
    while let Some(entry) = left.pop() {
        let path = entry.full_path();
        let path = path.trim_start_matches('/').to_owned();
        // Not every browser names the two classes.
        if entry.is_directory() {
            match children(entry.unchecked_ref()).await {
                Some(children) => left.extend(children),
                None => picked.unreadable.push(path),
            }
        } else {
            match file_of(entry.unchecked_ref()).await {
                Some(file) => picked.files.push((path, file)),
                None => picked.unreadable.push(path),
            }
        }
    }
    picked.files.sort_by(|(one, _), (other, _)| one.cmp(other));
    picked.unreadable.sort();
    picked
}

/// What is in a folder; `None` where it cannot be read.
async fn children(folder: &FileSystemDirectoryEntry) -> Option<Vec<FileSystemEntry>> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let read = |done: &Function, failed: &Function| {
            let _ = reader.read_entries_with_callback_and_callback(done, failed);
        };
        // A browser gives some at a time, and none after the last.
        let some: Array = asked(read).await?.dyn_into().ok()?;
        if some.length() == 0 {
            return Some(all);
        }
        all.extend(some.iter().map(wasm_bindgen::JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn file_of(entry: &FileSystemFileEntry) -> Option<File> {
    let read = |done: &Function, failed: &Function| entry.file_with_callback_and_callback(done, failed);
    asked(read).await?.dyn_into().ok()
}

/// What a function gives that tells by one callback that it is done, by another that it failed.
async fn asked(mut ask: impl FnMut(&Function, &Function)) -> Option<JsValue> {
    let promise = Promise::new(&mut |done, failed| ask(&done, &failed));
    JsFuture::from(promise).await.ok()
}
