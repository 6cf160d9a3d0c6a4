//! Feeds that apps add.

use crate::app_state::App;
use crate::error_response::ErrorResponse;
use dateline_desk::{Added, Wish};
use dateline_model::{FeedId, WebUrl};

/// Subscribes to what an address leads to; of several feeds of a page to the first. The feed is there before the answer is.
pub(crate) async fn add(
    app: &App,
    address: &str,
    wish: Wish,
) -> Result<Result<FeedId, String>, ErrorResponse> {
    let url = match WebUrl::typed(address) {
        Ok(url) => url,
        Err(error) => return Ok(Err(error.to_string())),
    };
    match app.desk.add_typed(address, url.clone(), wish.clone()).await {
        Ok(Added::Feed { id, .. }) => Ok(Ok(id)),
        Ok(Added::Choices(_)) => {
            let first = Wish { choose: Some(1), ..wish };
            Ok(match app.desk.add_typed(address, url, first).await {
                Ok(Added::Feed { id, .. }) => Ok(id),
                Ok(_) => Err(format!("{address} names no feed")),
                Err(error) => Err(error.to_string()),
            })
        }
        Ok(Added::List { new, .. }) => Ok(new
            .first()
            .copied()
            .ok_or_else(|| format!("{address} is a list of feeds that are there already"))),
        Err(error) => Ok(Err(error.to_string())),
    }
}
