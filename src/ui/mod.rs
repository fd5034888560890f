//! Parts of the design system: what a console page is composed of.
//!
//! Nothing here knows the Flow Log API. Every word a person reads arrives as a [`Text`], either as a
//! property or through [`UiWords`]. The parts work in a shadow root as in a document: ids come from a
//! counter of the mount, floating parts use the browser's top layer, and the style sheet is [`STYLES`].
//!
//! Text that changes is set by `prop:textContent`, not as a child: a browser that translates the page replaces text nodes,
//! and Leptos would write into those that are gone.

mod arrange;
mod base;
mod binding;
mod button;
mod cell;
mod choice;
mod combobox;
mod copy;
mod dialog;
mod display;
mod feedback;
mod field;
mod file_drop;
mod filter;
mod frame;
mod icon;
mod load_progress;
mod markup;
mod page;
mod pagination;
mod picture;
mod plot;
mod popover;
mod redraw;
mod select;
mod size_watch;
mod spark;
mod spinner;
mod suggest;
mod table;
mod table_body;
mod table_rows;
mod tabs;
mod time_chart;
mod tip;
mod top_table;
mod touched;
mod value_menu;
mod window;
mod windowed_table;
mod words;

pub use arrange::Arrange;
pub use base::{
    Text, focus_first_invalid, focus_nearest, focus_within, keep_ids_apart, new_id, scoped, text, when_valid,
};
pub use binding::Binding;
pub use button::{Button, ButtonVariant, LinkButton};
pub use cell::{Cell, showable};
pub use choice::{Checkbox, CheckboxGroup, Choice, Choices, RadioGroup};
pub use combobox::Combobox;
pub use copy::{CopyAction, CopyButton, copies};
pub use dialog::Dialog;
pub use display::{CodeBlock, KeyValue, KeyValues, PartState, PartView, PartsLine, Steps};
pub use feedback::{Banner, Flash, FlashLine, Flashbar, LiveRegions, StatusMark, Tone};
pub use field::{Form, InputKind, TextField};
pub use file_drop::{FileDrop, PickedFiles};
pub use filter::{FilterJoint, FilterSuggestion, FilterSwitch, PropertyFilter};
pub use frame::{Frame, NavItem};
pub use icon::{Icon, IconName};
pub use load_progress::LoadProgress;
pub use page::{Breadcrumbs, Card, Crumb, Disclosure, EmptyState, PageHeader, focus_heading};
pub use pagination::Pagination;
pub use picture::chart_png;
pub use plot::StepValue;
pub use popover::{Popover, focus_opener};
pub use select::Select;
pub use spark::{Share, ShareBar, Sparkline};
pub use spinner::{Loading, Spinner};
pub use suggest::{ComboOption, SHOWN_OPTIONS};
pub use table::{Table, TableState};
pub use table_rows::{Align, Column, Row, Selection};
pub use tabs::{TabItem, Tabs};
pub use time_chart::{ChartFormat, ChartWords, TimeChart, TimeSeries};
pub use tip::tips;
pub use top_table::{TopRow, TopTable, TopWords};
pub use touched::Touched;
pub use value_menu::{MenuAct, MenuItem};
pub use windowed_table::{WindowColumn, WindowRows, WindowedTable};
pub use words::{Sentence, UiWords, provide_ui_words};

/// The style sheet, for a constructed sheet of a shadow root or a file of the page.
/// Every rule stands under `.flc`, the class of the mount's container, or `:host`.
pub const STYLES: &str = concat!(
    include_str!("../../www/styles/tokens.css"),
    include_str!("../../www/styles/base.css"),
    include_str!("../../www/styles/components.css"),
    include_str!("../../www/styles/pages.css"),
    include_str!("../../www/styles/logs.css"),
    include_str!("../../www/styles/explorer.css"),
    include_str!("../../www/styles/print.css"),
);
