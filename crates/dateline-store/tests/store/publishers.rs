//! Publishers that live for weeks of made time: nothing that could be known is lost or doubled. The example of this name plays
//! thousands.

#[path = "../../examples/publishers/dice.rs"]
mod dice;
#[path = "../../examples/publishers/habits.rs"]
mod habits;
#[path = "../../examples/publishers/press.rs"]
mod press;
#[path = "../../examples/publishers/run.rs"]
mod run;

#[tokio::test]
async fn what_publishers_post_is_neither_lost_nor_doubled() {
    let mut all = run::Figures::default();
    for seed in 0..60 {
        let figures = run::history(seed, 25, false).await.unwrap();
        assert_eq!(figures.wrong(), 0, "seed {seed}: {figures}");
        all.add(&figures);
    }
    let ambiguous: usize = all.ambiguous.values().map(|(all, _)| all).sum();
    assert!(all.articles > 500 && ambiguous < all.articles / 4, "{all}");
}
