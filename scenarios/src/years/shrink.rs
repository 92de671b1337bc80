//! Cuts a failing plan down to what it needs to fail (Zeller's delta debugging).

use crate::years::house::Ground;
use crate::years::plan::{Plan, Step};
use crate::years::run::judge;

/// Lives played to cut one plan down, at most.
const LIVES_MAX: u32 = 400;

/// The smallest plan found that still breaks `rule`.
pub fn shrink(plan: &Plan, rule: &str, ground: &Ground) -> Plan {
    let mut lives = 0;
    let mut fails = |steps: &[Step]| {
        lives += 1;
        let smaller = Plan { steps: steps.to_vec(), ..plan.clone() };
        let broken = lives <= LIVES_MAX
            && judge(&smaller, ground).violations.iter().any(|broken| broken.rule == rule);
        (broken, lives >= LIVES_MAX)
    };
    let mut steps = plan.steps.clone();
    let mut parts = 2;
    while steps.len() >= 2 {
        let size = steps.len().div_ceil(parts);
        let mut smaller = None;
        for start in (0..steps.len()).step_by(size) {
            let end = (start + size).min(steps.len());
            let rest: Vec<Step> = [&steps[..start], &steps[end..]].concat();
            let (broken, enough) = fails(&rest);
            if broken {
                smaller = Some(rest);
                break;
            }
            if enough {
                return Plan { steps, ..plan.clone() };
            }
        }
        match smaller {
            Some(rest) => {
                steps = rest;
                parts = (parts - 1).max(2);
            }
            None if parts >= steps.len() => break,
            None => parts = (parts * 2).min(steps.len()),
        }
    }
    Plan { steps, ..plan.clone() }
}
