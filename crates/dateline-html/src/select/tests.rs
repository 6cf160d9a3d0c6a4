//! Selectors over one small page, and what is no selector.

use crate::{Limits, Selector, parse_str};

const PAGE: &str = "<!doctype html><html lang=en-GB><head><title>T</title></head><body>\
    <main id=top class='story wide'><h1>Harbour</h1>\
    <p class='lead big' id=p1>One <a href='https://beacon.example/A' rel=NoFollow>a</a></p>\
    <p id=p2 data-x=Left-most>Two</p><!-- gap --><div class=ad id=d1><p id=p3><img id=i1 src=x.png></p></div>\
    <p id=p4>Four<p id=p5></p></main>\
    <ul id=l><li id=l1>1<li id=l2>2<li id=l3>3<li id=l4>4<li id=l5>5</ul>\
    <svg id=s><linearGradient id=g /><a id=sa /></svg><template id=t><p id=hidden>no</p></template>\
    <div id=7up class='a:b'><span id=only><!-- c --></span></div></body></html>";

fn check(selector: &str, expected: &str) {
    let page = parse_str(PAGE, &Limits::default());
    let found: Vec<&str> = page
        .select(&selector.parse::<Selector>().unwrap_or_else(|error| panic!("{selector}: {error}")))
        .map(|id| page.attr(id, "id").unwrap_or_else(|| page.name(id)))
        .collect();
    assert_eq!(found.join(" "), expected, "{selector}");
}

#[test]
fn elements_are_found() {
    let cases = [
        ("p", "p1 p2 p3 p4 p5"),
        ("P", "p1 p2 p3 p4 p5"),
        ("h1, title", "title h1"),
        ("#p2", "p2"),
        ("p#p2.lead", ""),
        (".lead.big", "p1"),
        (".LEAD", ""),
        ("main > p", "p1 p2 p4 p5"),
        ("main p", "p1 p2 p3 p4 p5"),
        ("body > main > div > p img", "i1"),
        ("main div p", "p3"),
        ("div div p", ""),
        ("p + p", "p2 p5"),
        ("p ~ p", "p2 p4 p5"),
        ("h1 + p ~ div", "d1"),
        ("h1+p>a", "a"),
        ("main *", "h1 p1 a p2 d1 p3 i1 p4 p5"),
        ("main /* c */ > /**/ div", "d1"),
    ];
    for (selector, expected) in cases {
        check(selector, expected);
    }
}

#[test]
fn attributes_are_compared() {
    let cases = [
        ("[data-x]", "p2"),
        ("[DATA-X=Left-most]", "p2"),
        ("[data-x='left-most']", ""),
        ("[data-x='left-most' i]", "p2"),
        ("[data-x|=Left]", "p2"),
        ("[lang|=en]", "html"),
        ("[lang|='EN']", "html"),
        ("[lang|='EN' s]", ""),
        ("[class~=wide]", "top"),
        ("[class~='story wide']", ""),
        ("[class~='']", ""),
        ("[href^='https://']", "a"),
        ("[href$='/a']", ""),
        ("[href$='/a' i]", "a"),
        ("[href*=\"beacon\"]", "a"),
        ("[href*='']", ""),
        ("[rel=nofollow]", "a"),
        ("[src$=png]", "i1"),
    ];
    for (selector, expected) in cases {
        check(selector, expected);
    }
}

#[test]
fn places_among_siblings_are_counted() {
    let cases = [
        ("li:first-child", "l1"),
        ("li:last-child", "l5"),
        ("li:nth-child(odd)", "l1 l3 l5"),
        ("li:nth-child( EVEN )", "l2 l4"),
        ("li:nth-child(2)", "l2"),
        ("li:nth-child(3n)", "l3"),
        ("li:nth-child(n+4)", "l4 l5"),
        ("li:nth-child(-n + 2)", "l1 l2"),
        ("li:nth-child(-2n+3)", "l1 l3"),
        ("li:nth-last-child(2)", "l4"),
        ("main > p:first-of-type", "p1"),
        ("main > p:nth-of-type(3)", "p4"),
        ("main > p:last-of-type", "p5"),
        ("main > :nth-last-of-type(2)", "p4"),
        ("main > p:nth-child(2)", "p1"),
        ("span:only-child", "only"),
        ("main > :only-of-type", "h1 d1"),
        (":root", "html"),
        ("main :empty", "i1 p5"),
        ("span:empty", "only"),
    ];
    for (selector, expected) in cases {
        check(selector, expected);
    }
}

#[test]
fn selectors_stand_in_selectors() {
    let cases = [
        ("main > :not(p)", "h1 d1"),
        ("main > :not(p, .ad)", "h1"),
        ("p:not(main > p)", "p3"),
        (":is(h1, .ad) p", "p3"),
        (":where(main, ul) > :first-child", "h1 l1"),
        ("p:has(img)", "p3"),
        ("div:has(> p > img)", "d1"),
        ("main:has(> img)", ""),
        ("main:has(p img)", "top"),
        ("main:has(main img)", ""),
        ("p:has(+ p)", "p1 p4"),
        ("li:has(~ #l4)", "l1 l2 l3"),
        ("p:has(~ div > p)", "p1 p2"),
        ("p:not(:has(*))", "p2 p4 p5"),
        ("body > :has(a, li)", "top l s"),
    ];
    for (selector, expected) in cases {
        check(selector, expected);
    }
}

#[test]
fn names_are_those_of_the_tree() {
    let cases = [
        ("linearGradient", "g"),
        ("lineargradient", ""),
        ("svg a", "sa"),
        ("template", "t"),
        ("#hidden", ""),
        ("#\\37 up", "7up"),
        (".a\\:b", "7up"),
        ("[id='\\37up']", "7up"),
        ("[id=\"\\000037up\"]", "7up"),
    ];
    for (selector, expected) in cases {
        check(selector, expected);
    }
}

#[test]
fn what_is_no_selector_is_said() {
    let deep = format!("{}p{}", ":is(".repeat(9), ")".repeat(9));
    let cases = [
        ("", 0, "a selector is missing"),
        ("p,", 2, "a selector is missing"),
        ("p >", 3, "a selector is missing"),
        ("> p", 0, "a selector is missing"),
        ("p > > a", 4, "a selector is missing"),
        ("p)", 1, "unexpected character"),
        ("main/* c */p", 11, "unexpected character"),
        ("p:is(a", 6, "\")\" is missing"),
        ("[a", 2, "\"]\" is missing"),
        ("[a=b c]", 5, "\"]\" is missing"),
        ("[=a]", 1, "a name is missing"),
        ("[a='b]", 6, "a quote is missing"),
        ("p:hover", 2, "pseudo-class is not known"),
        ("p::before", 2, "a name is missing"),
        ("svg|a", 3, "namespaces are not known here"),
        ("p:nth-child(2n+)", 12, "this is no place among siblings"),
        ("p:nth-child(+ 2)", 12, "this is no place among siblings"),
        (":has(a:has(b))", 7, "\":has\" may not stand in \":has\""),
        ("#", 1, "a name is missing"),
        (".7up", 1, "a name is missing"),
        (deep.as_str(), 36, "selector nests too deep"),
    ];
    for (text, at, what) in cases {
        let error = Selector::parse(text).map_err(|error| (error.at, error.what));
        assert_eq!(error, Err((at, what)), "{text}");
    }
    assert!(Selector::parse(&"p".repeat(9000)).is_err());
}

/// Each of these costs a matcher that walks from every element the square of the page: here fifty thousand steps each.
#[test]
fn wide_pages_cost_their_nodes() {
    let page = parse_str(&"<i></i>".repeat(3000), &Limits::default());
    let count = |selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
    assert_eq!(count("i:nth-child(2n)"), 1500);
    assert_eq!(count("i:has(~ i)"), 2999);
    assert_eq!(count("i ~ i ~ i ~ i"), 2997);
    assert_eq!(count("body:has(i:nth-last-of-type(2))"), 1);
}
