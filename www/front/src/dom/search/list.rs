//! Results in the dialog: a list box of links, of which one is marked while the focus stays in the field.

use super::{Page, results::link};
use crate::texts::spans;
use crate::web::{Event, Node, create_fragment};
use briefing_index::search::{Answer, Hit};
use briefing_index::timeline::Wording;

/// The ids of options are this and a number.
const OPTION: &str = "option-";
/// So many events of a brief are options.
const EVENTS: usize = 2;

impl Page {
    /// Shows briefs and events as options, the first marked.
    pub(super) fn list(&self, answer: &Answer) {
        let list = create_fragment();
        for hit in &answer.hits {
            self.options(&list, hit);
        }
        self.results.set_text("");
        self.results.append(&list);
        self.results.find_all("a").iter().zip(0..).for_each(|(option, number)| {
            option.set_attribute("role", "option");
            option.set_attribute("tabindex", "-1");
            option.set_attribute("id", &(OPTION.to_owned() + &Wording::default().number(number)));
        });
        let some = !answer.hits.is_empty();
        self.input.set_attribute("aria-expanded", if some { "true" } else { "false" });
        self.mark(0);
    }

    fn options(&self, list: &Node, hit: &Hit) {
        let record = &hit.record;
        let (address, day) = (self.address(hit), self.day(hit));
        let option = link(list, "", &address, &spans(&record.title, &hit.title_marks));
        self.set_language(&option, hit);
        option.add("span", "meta", "").add_names(&[&record.publisher, &day]);
        let events = record.events.iter().zip(&hit.event_marks).filter(|(_, marks)| !marks.is_empty());
        for (event, marks) in events.take(EVENTS) {
            let option = link(list, "event", &(address.clone() + "#e-" + &event.id), &spans(&event.what, marks));
            self.set_language(&option, hit);
            let when = if event.when.is_empty() { &day } else { &event.when };
            option.add("span", "meta", "").add_names(&[&self.form.said("data-t-event"), when]);
        }
    }

    /// Marks an option, if there is one of that number, and no other.
    fn mark(&self, number: u32) {
        let options = self.results.find_all("a");
        for (own, option) in (0..).zip(options.iter()) {
            option.set_attribute("aria-selected", if own == number { "true" } else { "false" });
        }
        self.marked.set(number);
        match options.item(number) {
            Some(option) => {
                self.input.set_attribute("aria-activedescendant", &option.said("id"));
                option.show();
            }
            None => self.input.remove_attribute("aria-activedescendant"),
        }
    }

    /// Arrows mark the next option or the last one before, round the list; Enter follows it.
    pub(super) fn mark_by_key(&self, event: &Event) {
        if event.modified() || event.target() != self.input {
            return;
        }
        let options = self.results.find_all("a");
        let (count, marked) = (options.length(), self.marked.get());
        if count == 0 {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => self.mark((marked + 1) % count),
            "ArrowUp" => self.mark((marked + count - 1) % count),
            "Enter" => {
                if let Some(option) = options.item(marked) {
                    option.click();
                }
            }
            _ => return,
        }
        event.prevent_default();
    }
}
