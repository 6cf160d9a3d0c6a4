//! Words of trades in a page's source: carts, prices, threads, manuals. Counts them wherever they stand, class names and scripts
//! included.

use super::Traits;
use super::word_automaton::Lanes;
use std::ops::Range;
use std::sync::LazyLock;

/// Bytes of source that are looked at.
const LOOKED_AT: usize = 512 << 10;

/// Words by trade; each group gives one number.
const GROUPS: [&[&str]; 12] = [
    &["product", "produkt", "producto", "produit", "prodotto", "товар", "商品"],
    &["price", "preis", "precio", "prix", "prezzo", "cena", "цена", "価格", "税込"],
    &[
        "add to cart",
        "add-to-cart",
        "addtocart",
        "add_to_cart",
        "add to bag",
        "buy now",
        "in den warenkorb",
        "ajouter au panier",
        "añadir al carrito",
        "aggiungi al carrello",
        "do koszyka",
        "adicionar ao carrinho",
        "in winkelwagen",
        "в корзину",
        "カートに入れる",
        "sepete ekle",
        "in stock",
        "out of stock",
        "auf lager",
        "checkout",
        "free shipping",
    ],
    &["forum", "thread", "viewtopic", "phpbb", "vbulletin", "xenforo", "discourse", "showthread", "postbit"],
    &["reply", "replies", "antworten", "répondre", "responder", "ответить", "返信", "joined", "message-"],
    &["comment", "kommentar", "commentaire", "comentario"],
    &["documentation", "docs-", "readthedocs", "sphinx", "docusaurus", "api reference", "mediawiki", "toc"],
    &["teaser", "card", "grid-item", "list-item", "listing"],
    &["pagination", "pager", "page-numbers", "rel=\"next\"", "load more", "next page", "older posts"],
    &["review", "rating", "stars"],
    &[
        "contact us",
        "get a quote",
        "free quote",
        "book now",
        "our services",
        "get started",
        "request a demo",
        "pricing",
        "testimonial",
        "call us",
        "learn more",
        "sign up",
    ],
    &["author", "byline", "datepublished", "published_time", "dateline"],
];

static WORDS: LazyLock<Lanes> = LazyLock::new(|| Lanes::of(&GROUPS));

/// The part of a source that is looked at.
fn looked_at(source: &str) -> &str {
    &source[..source.floor_char_boundary(source.len().min(LOOKED_AT))]
}

/// Leaves room for the counts among the numbers, and says where; behind them stands how much is looked at.
pub(super) fn leave_room(source: &str, traits: &mut Traits) -> Range<usize> {
    let start = traits.numbers.len();
    GROUPS.iter().for_each(|_| traits.add(0));
    traits.add(looked_at(source).len());
    start..start + GROUPS.len()
}

/// Counts, one number for each group.
pub(super) fn count(source: &str) -> [f32; GROUPS.len()] {
    WORDS.count::<{ GROUPS.len() }>(looked_at(source).as_bytes()).map(|count| count as f32)
}
