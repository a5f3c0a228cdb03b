use super::*;

fn card(title: &str, foot: &str, direction: Direction) -> Card {
    Card { site: "Two Rivers".to_owned(), title: title.to_owned(), foot: foot.to_owned(), direction }
}

/// Where `SHOWN` names a folder, the pictures are put there to be looked at.
fn drawn(name: &str, card: &Card) -> Option<image::RgbImage> {
    let png = Pen::new().draw(card)?;
    if let Some(folder) = option_env!("SHOWN") {
        std::fs::write(format!("{folder}/{name}.png"), &png).expect("it can be written");
    }
    let picture = image::load_from_memory(&png).expect("it is whole").into_rgb8();
    assert_eq!(picture.dimensions(), (WIDTH, HEIGHT));
    Some(picture)
}

/// The first and the last column, of those of the title, with ink.
fn inked(picture: &image::RgbImage) -> (u32, u32) {
    let is_inked = |x: &u32| (150..500).any(|y| picture.get_pixel(*x, y)[0] < 100);
    let first = (0..WIDTH).find(is_inked).expect("there is a title");
    (first, (0..WIDTH).rfind(is_inked).expect("there is a title"))
}

#[test]
fn every_script_is_set_from_its_side() {
    let check = |name: &str, title: &str, foot: &str, direction: Direction| {
        let picture = drawn(name, &card(title, foot, direction)).expect("the fonts have these letters");
        let (first, last) = inked(&picture);
        assert!(first >= 70 && last <= 1130, "{name}: {first} to {last}");
        match direction {
            Direction::Ltr => assert!(first < 90, "{name}: {first}"),
            Direction::Rtl => assert!(last > 1105, "{name}: {last}"),
        }
    };
    let (ltr, rtl) = (Direction::Ltr, Direction::Rtl);
    check(
        "en",
        "US and Iraq agree to open talks on ending the coalition’s mission",
        "Gulan Media · 27 January 2024",
        ltr,
    );
    check(
        "long",
        "A very long title about the negotiations on the withdrawal of the international coalition’s advisers from bases in \
         Anbar, Baghdad and Erbil, of which the parliament’s",
        "Office of the Prime Minister of the Republic of Iraq · 27 January 2024",
        ltr,
    );
    check("short", "Talks", "Gulan Media · 27 January 2024", ltr);
    check("ru", "США и Ирак начинают переговоры о завершении миссии коалиции", "ТАСС · 27 января 2024 г.", ltr);
    check(
        "ar",
        "بغداد وواشنطن تتفقان على بدء محادثات لإنهاء مهمة التحالف (2024)",
        "وكالة الأنباء العراقية · ٢٧ كانون الثاني ٢٠٢٤",
        rtl,
    );
    check("ckb", "بەغدا و واشنتۆن دەست بە گفتوگۆ دەکەن لەسەر کۆتاییهێنان", "گوڵان میدیا · ٢٨ی کانوونی دووەم", rtl);
    check("he", "ארה״ב ועיראק פותחות בשיחות על סיום משימת הקואליציה, אמר Blinken", "הארץ · 27 בינואר 2024", rtl);
    check("mixed", "The paper الصباح says <talks> & more", "\u{2068}الصباح\u{2069} · 27 January 2024", ltr);
}

#[test]
fn arabic_letters_are_joined() {
    let joined = drawn("joined", &card("محمد", "x", Direction::Rtl)).expect("the fonts have these letters");
    let apart: String = "محمد".chars().flat_map(|c| [c, '\u{200c}']).collect();
    let apart = drawn("apart", &card(&apart, "x", Direction::Rtl)).expect("the fonts have these letters");
    let width = |picture: &image::RgbImage| inked(picture).1 - inked(picture).0;
    assert!(joined != apart && width(&joined) < width(&apart), "{} {}", width(&joined), width(&apart));
}

#[test]
fn a_letter_that_no_font_has_is_not_drawn_as_a_box() {
    let check =
        |title: &str, foot: &str| assert!(drawn("none", &card(title, foot, Direction::Ltr)).is_none(), "{title}");
    check("美国 and Iraq", "x");
    check("Talks", "新华社 · 27 January 2024");
    check("대화", "x");
    check("Talks 🕊", "x");
}

#[test]
fn a_long_word_stays_in_the_picture() {
    let picture =
        drawn("word", &card(&"Überlänge".repeat(12), "x", Direction::Ltr)).expect("the fonts have these letters");
    assert!(inked(&picture).1 <= 1130);
}
