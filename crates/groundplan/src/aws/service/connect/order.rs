//! In which order services are deployed: those that are called before those that call.

use crate::unit::Lookup;

/// Which service is in which circle of services that call each other, by number: each is in one of its own, unless others
/// lead back to it. `calls` are the numbers that each calls.
pub(super) fn circles(calls: &[Vec<usize>]) -> Vec<usize> {
    let finished = by_end(calls);
    let mut callers: Vec<Vec<usize>> = vec![Vec::new(); calls.len()];
    for (caller, called) in calls.iter().enumerate() {
        for one in called {
            callers.get_mut(*one).into_iter().for_each(|callers| callers.push(caller));
        }
    }
    let mut circle: Lookup<usize, usize> = Lookup::default();
    for start in finished.into_iter().rev() {
        let mut next = vec![start];
        while let Some(one) = next.pop() {
            if circle.contains_key(&one) {
                continue;
            }
            circle.insert(one, start);
            next.extend(
                callers.get(one).into_iter().flatten().filter(|caller| !circle.contains_key(*caller)),
            );
        }
    }
    (0..calls.len()).map(|one| circle.get(&one).copied().unwrap_or(one)).collect()
}

/// The services in the order in which everything that they lead to is known.
fn by_end(calls: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; calls.len()];
    let mut finished = Vec::new();
    for start in 0..calls.len() {
        let mut path = vec![(start, 0)];
        while let Some((one, at)) = path.pop() {
            if at == 0 && seen.get_mut(one).is_none_or(|seen| std::mem::replace(seen, true)) {
                continue;
            }
            match calls.get(one).and_then(|called| called.get(at)) {
                Some(next) => path.extend([(one, at + 1), (*next, 0)]),
                None => finished.push(one),
            }
        }
    }
    finished
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn services_that_lead_back_to_each_other_are_in_one_circle() {
        // 0 -> 1 -> 2 -> 0, and 2 -> 3 -> 4, 5 -> 0.
        let circles = circles(&[vec![1], vec![2], vec![0, 3], vec![4], vec![], vec![0]]);
        let same = |a: usize, b: usize| circles[a] == circles[b];
        assert!(same(0, 1) && same(1, 2));
        assert!(!same(2, 3) && !same(3, 4) && !same(5, 0) && !same(5, 4));
    }

    #[test]
    fn a_long_chain_ends() {
        let chain: Vec<Vec<usize>> =
            (1..=100_000).map(|next| if next < 100_000 { vec![next] } else { vec![] }).collect();
        let found = circles(&chain);
        assert!(found.iter().enumerate().all(|(one, circle)| one == *circle));
    }
}
