//! Things under their ids, each at a place that is a small number: what points at many of them holds places, half as wide as
//! ids, and what is counted for each stands in a row. A place that was left is taken again.

use crate::stable_hash::Map;

/// Values by id, each in a numbered slot.
pub(crate) struct Table<T> {
    places: Map<i64, u32>,
    /// Ids by place; those of places that were left mean nothing.
    ids: Vec<i64>,
    things: Vec<Option<T>>,
    left: Vec<u32>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { places: Map::default(), ids: Vec::new(), things: Vec::new(), left: Vec::new() }
    }
}

impl<T> Table<T> {
    /// Things in it.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Places that are or were taken: each is below this.
    pub(crate) const fn width(&self) -> usize {
        self.things.len()
    }

    /// Where the thing of an id stands.
    pub(crate) fn place(&self, id: i64) -> Option<u32> {
        self.places.get(&id).copied()
    }

    /// The thing of an id.
    pub(crate) fn get(&self, id: i64) -> Option<&T> {
        self.at(self.place(id)?)
    }

    /// The thing at a place.
    pub(crate) fn at(&self, place: u32) -> Option<&T> {
        self.things.get(place as usize)?.as_ref()
    }

    /// The thing at a place, to be changed.
    pub(crate) fn at_mut(&mut self, place: u32) -> Option<&mut T> {
        self.things.get_mut(place as usize)?.as_mut()
    }

    /// The id of the thing at a place.
    pub(crate) fn id(&self, place: u32) -> i64 {
        self.ids.get(place as usize).copied().unwrap_or(i64::MAX)
    }

    /// Takes in a thing whose id is not there yet, and says where it stands.
    pub(crate) fn insert(&mut self, id: i64, thing: T) -> u32 {
        let place = self.left.pop().unwrap_or_else(|| {
            self.ids.push(id);
            self.things.push(None);
            (self.things.len() - 1) as u32
        });
        if let (Some(slot), Some(held)) =
            (self.things.get_mut(place as usize), self.ids.get_mut(place as usize))
        {
            (*slot, *held) = (Some(thing), id);
        }
        self.places.insert(id, place);
        place
    }

    /// Takes a thing out, and says where it stood.
    pub(crate) fn remove(&mut self, id: i64) -> Option<(u32, T)> {
        let place = self.places.remove(&id)?;
        self.left.push(place);
        Some((place, self.things.get_mut(place as usize)?.take()?))
    }
}
