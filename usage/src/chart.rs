//! A chart of columns: where each stands and how high it is, in whole units of a drawing. What is
//! drawn, and in which colours, is the page's.

/// The drawing, without what stands below and beside it.
pub const WIDTH: i64 = 720;
pub const HEIGHT: i64 = 180;
/// Widest column, so that a single day is no wall.
const COLUMN_MAX: i64 = 40;

/// One column; the origin is at the top left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bar {
    pub x: i64,
    pub y: i64,
    pub width: i64,
    pub height: i64,
    /// The middle, where a word below it stands.
    pub middle: i64,
}

/// A line across with its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    pub y: i64,
    pub value: i64,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chart {
    pub bars: Vec<Bar>,
    pub lines: Vec<Line>,
}

/// The round number at or above `most` that a scale ends with: 1, 2, 4, 6, 8 or 10 times a power of
/// ten.
fn round_up(most: i64) -> i64 {
    let mut power: i64 = 1;
    while most > power.saturating_mul(10) {
        power = power.saturating_mul(10);
    }
    let steps = [1, 2, 4, 6, 8, 10].into_iter().map(|step| power.saturating_mul(step));
    steps.into_iter().find(|end| *end >= most).unwrap_or(most)
}

/// A chart of `values`, which are not negative, from left to right.
pub fn chart(values: &[i64]) -> Chart {
    let end = round_up(values.iter().copied().max().unwrap_or_default().max(1));
    let count = i64::try_from(values.len()).unwrap_or(i64::MAX).max(1);
    let width = (WIDTH * 7).div_euclid(count * 10).clamp(1, COLUMN_MAX);
    let bar = |(at, value): (i64, &i64)| {
        // The middles are apart alike, whatever is left over of the width.
        let middle = (WIDTH * (2 * at + 1)).div_euclid(2 * count);
        let scaled = HEIGHT.saturating_mul(*value).div_euclid(end);
        // What is there is seen.
        let height = if *value > 0 { scaled.clamp(2, HEIGHT) } else { 0 };
        Bar { x: middle - width.div_euclid(2), y: HEIGHT - height, width, height, middle }
    };
    let halves =
        if end.rem_euclid(2) == 0 { vec![0, end.div_euclid(2), end] } else { vec![0, end] };
    let lines = halves
        .into_iter()
        .map(|value| Line { y: HEIGHT - HEIGHT.saturating_mul(value).div_euclid(end), value });
    Chart { bars: (0..).zip(values).map(bar).collect(), lines: lines.collect() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_scale_ends_with_a_round_number() {
        let ends: Vec<i64> = [1, 2, 3, 5, 7, 9, 11, 41, 99, 101].map(round_up).into();
        assert_eq!(ends, [1, 2, 4, 6, 8, 10, 20, 60, 100, 200]);
    }

    fn some_values() -> impl Strategy<Value = Vec<i64>> {
        proptest::collection::vec(0i64..1_000_000, 1..100)
    }

    proptest! {
        /// F7: nothing is drawn outside, columns do not cover each other, more is never lower.
        #[test]
        fn columns_stay_in_the_drawing(values in some_values()) {
            let chart = chart(&values);
            prop_assert_eq!(chart.bars.len(), values.len());
            for bar in &chart.bars {
                prop_assert!(bar.x >= 0 && bar.x + bar.width <= WIDTH);
                prop_assert!(bar.y >= 0 && bar.y + bar.height == HEIGHT);
            }
            for pair in chart.bars.windows(2) {
                if let [a, b] = pair {
                    prop_assert!(a.x + a.width <= b.x);
                }
            }
            for (a, value) in chart.bars.iter().zip(&values) {
                for (b, other) in chart.bars.iter().zip(&values) {
                    prop_assert!(value <= other || a.height >= b.height);
                }
            }
        }
    }
}
