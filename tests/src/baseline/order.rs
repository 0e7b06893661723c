//! What one sequence keeps of another, and where the rest is inserted.

/// Where something is inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place<K> {
    /// Where its kind usually comes.
    Usual,
    Before(K),
    Last,
}

/// What leads from one sequence of different keys to another.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reorder<K> {
    pub(super) removed: Vec<K>,
    /// In the order in which they are inserted.
    pub(super) inserted: Vec<(K, Place<K>)>,
}

/// The place among keys where a new one usually comes.
pub(super) type Usual<K> = fn(&[K], &K) -> usize;

pub(super) fn reorder<K: Eq + Clone>(base: &[K], made: &[K], usual: Usual<K>) -> Reorder<K> {
    let mut now: Vec<K> = common(base, made).into_iter().map(|(at, _)| base[at].clone()).collect();
    let kept = now.clone();
    let mut inserted = Vec::new();
    for (at, key) in made.iter().enumerate().filter(|(_, key)| !kept.contains(key)) {
        let next = made[at..].iter().find(|key| kept.contains(key));
        let position = next.map_or(now.len(), |next| index(&now, next).expect("it is kept"));
        let place = match now.get(position) {
            _ if usual(&now, key) == position => Place::Usual,
            Some(next) => Place::Before(next.clone()),
            None => Place::Last,
        };
        inserted.push((key.clone(), place));
        now.insert(position, key.clone());
    }
    Reorder { removed: base.iter().filter(|key| !kept.contains(key)).cloned().collect(), inserted }
}

/// The position that a place stands for.
pub(super) fn position<K: Eq>(
    now: &[K],
    key: &K,
    place: &Place<K>,
    usual: Usual<K>,
) -> Result<usize, String> {
    match place {
        Place::Usual => Ok(usual(now, key)),
        Place::Last => Ok(now.len()),
        Place::Before(next) => index(now, next).ok_or_else(|| "the place is not there".to_owned()),
    }
}

fn index<K: Eq>(keys: &[K], wanted: &K) -> Option<usize> {
    keys.iter().position(|key| key == wanted)
}

/// A longest common subsequence: the positions in both.
pub(super) fn common<T: PartialEq>(base: &[T], made: &[T]) -> Vec<(usize, usize)> {
    let mut longest = vec![vec![0usize; made.len() + 1]; base.len() + 1];
    for row in (0..base.len()).rev() {
        for column in (0..made.len()).rev() {
            longest[row][column] = if base[row] == made[column] {
                longest[row + 1][column + 1] + 1
            } else {
                longest[row + 1][column].max(longest[row][column + 1])
            };
        }
    }
    let (mut row, mut column, mut pairs) = (0, 0, Vec::new());
    while row < base.len() && column < made.len() {
        if base[row] == made[column] {
            pairs.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if longest[row + 1][column] >= longest[row][column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::{Place, common, reorder};

    #[test]
    fn what_is_common_keeps_its_order() {
        assert_eq!(common(&["a", "b", "c"], &["b", "x", "c", "a"]), [(1, 0), (2, 2)]);
    }

    #[test]
    fn a_key_says_its_place_where_it_is_not_the_usual_one() {
        let found = reorder(&["a", "b"], &["x", "b", "y"], |keys, _| keys.len());
        assert_eq!(found.removed, ["a"]);
        assert_eq!(found.inserted, [("x", Place::Before("b")), ("y", Place::Usual)]);
        let found = reorder(&["a"], &["a", "x"], |_, _| 0);
        assert_eq!(found.inserted, [("x", Place::Last)]);
    }
}
