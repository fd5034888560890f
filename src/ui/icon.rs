use leptos::prelude::*;

/// The drawn set: 16 px, lines of 1.5 px, in the colour of the text beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    StatusGood,
    StatusWorking,
    StatusStopped,
    StatusWrong,
    StatusUnknown,
    Refresh,
    Plus,
    Edit,
    Play,
    Pause,
    Clone,
    Trash,
    Download,
    Save,
    Settings,
    Check,
    Close,
    ChevronDown,
    ChevronRight,
    ChevronLeft,
    SortAsc,
    SortDesc,
    SortNone,
    Filter,
    Info,
    Warning,
    Error,
    Search,
    Network,
    Logger,
    Disconnect,
    Swap,
    Link,
    Table,
    Upload,
    Folder,
    Exclude,
}

/// The path of an icon. Every shape is a stroke, so that one attribute draws it.
pub(super) fn path(name: IconName) -> &'static str {
    match name {
        IconName::StatusGood => "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M5.2 8.2l2 2 3.6-4.2",
        IconName::StatusWorking => "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M8 4.6v3.6l2.4 1.5",
        IconName::StatusStopped => "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M5.2 8h5.6",
        IconName::StatusWrong => {
            "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2"
        }
        IconName::StatusUnknown => {
            "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M6.3 6.4a1.75 1.75 0 1 1 2.6 1.5c-.6.35-.9.7-.9 1.3M8 11.3v.1"
        }
        IconName::Refresh => "M13.5 3v3.2h-3.2M13.2 6.2A5.6 5.6 0 1 0 13.6 9",
        IconName::Plus => "M8 3v10M3 8h10",
        IconName::Edit => "M10.7 2.6l2.7 2.7L5.6 13.1l-3.3.6.6-3.3zM8.9 4.4l2.7 2.7",
        IconName::Play => "M4.75 3v10l8-5z",
        IconName::Pause => "M5.25 3.25v9.5M10.75 3.25v9.5",
        IconName::Clone => "M5.75 5.75h7.5v7.5h-7.5zM10.25 5.75v-3h-7.5v7.5h3M9.5 7.75v3.5M7.75 9.5h3.5",
        IconName::Trash => "M2.5 4.25h11M6 4V2.25h4V4M3.9 4.5l.7 9.25h6.8l.7-9.25M6.6 7v4M9.4 7v4",
        IconName::Download => "M8 2.25v8M4.75 7.25L8 10.5l3.25-3.25M2.5 13.5h11",
        IconName::Save => "M2.75 2.75h8l2.5 2.5v8H2.75zM5 13.25V9h6v4.25M5.25 2.75v3h4.5v-3",
        IconName::Settings => "M2 4.5h5.5M11.5 4.5H14M9.5 2.75v3.5M2 11.5h2.5M8.5 11.5H14M6.5 9.75v3.5",
        IconName::Check => "M3 8.5l3.2 3.2L13 4.5",
        IconName::Close => "M3.75 3.75l8.5 8.5M12.25 3.75l-8.5 8.5",
        IconName::ChevronDown => "M4 6l4 4 4-4",
        IconName::ChevronRight => "M6 4l4 4-4 4",
        IconName::ChevronLeft => "M10 4L6 8l4 4",
        IconName::SortAsc => "M4.5 9.5L8 6l3.5 3.5",
        IconName::SortDesc => "M4.5 6.5L8 10l3.5-3.5",
        IconName::SortNone => "M5 6l3-3 3 3M5 10l3 3 3-3",
        IconName::Filter => "M2 3.25h12M4.25 8h7.5M6.5 12.75h3",
        IconName::Info => "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M8 7.4v3.8M8 4.9v.1",
        IconName::Warning => "M8 2.2l6.3 11.3H1.7zM8 6.5v3.2M8 11.6v.1",
        IconName::Error => "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M8 4.6v4M8 11v.1",
        IconName::Search => "M7 2.25a4.75 4.75 0 1 1 0 9.5a4.75 4.75 0 0 1 0-9.5M10.5 10.5l3.5 3.5",
        IconName::Network => {
            "M5.75 2h4.5v3.5h-4.5zM1.75 10.5h4.5V14h-4.5zM9.75 10.5h4.5V14h-4.5zM8 5.5V8M4 10.5V8h8v2.5"
        }
        IconName::Logger => "M3.25 1.75h6.5l3 3v9.5h-9.5zM5.75 6.25h2.5M5.75 8.75h4.5M5.75 11.25h4.5",
        IconName::Swap => "M5 13.5V3M2.5 5.5L5 3l2.5 2.5M11 2.5V13M8.5 10.5L11 13l2.5-2.5",
        IconName::Link => {
            "M6.75 9.25a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.25 6.75a2.6 2.6 0 0 0-3.7 0l-2.2 2.2a2.6 2.6 0 0 0 3.7 3.7l.9-.9"
        }
        IconName::Disconnect => "M6.5 2.5h-4v11h4M9.75 4.75L13 8l-3.25 3.25M12.75 8H6",
        IconName::Table => "M2.25 3.25h11.5v9.5H2.25zM2.25 6.5h11.5M2.25 9.6h11.5M6.75 6.5v6.25",
        IconName::Upload => "M8 10.5v-8M4.75 5.5L8 2.25 11.25 5.5M2.5 13.5h11",
        IconName::Folder => "M1.75 12.75v-9.5h4.5l1.5 1.75h6.5v7.75z",
        IconName::Exclude => "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5M3.6 12.4l8.8-8.8",
    }
}

/// A line icon, hidden from assistive technology: a word stands beside it or names its button.
#[component]
pub fn Icon(name: IconName) -> impl IntoView {
    view! {
        <svg class="flc-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d=path(name)></path>
        </svg>
    }
}
