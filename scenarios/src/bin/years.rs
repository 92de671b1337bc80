//! `years`: plays lives from the command line; `cargo xtask years` starts it.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, bail};
use scenarios::years::counts::MUST;
use scenarios::years::draw::told::told;
use scenarios::years::draw::{Span, draw};
use scenarios::years::house::Ground;
use scenarios::years::plan::Plan;
use scenarios::years::run::{judge, kept_plans, live, night, read_plan, regressions};
use scenarios::years::shrink::shrink;
use scenarios::years::stage::Life;

const HELP: &str = "\
years [options]

  --seeds N        play N seeds (100)
  --from S         beginning with seed S (1)
  --long           lives of five to twelve years instead of one to two and a half
  --night          fail when a dangerous state was never reached
  --threads N      lives played at once (2)
  --seed S         play one seed
  --plan FILE      play the plan in a file
  --trace          print what happens, with --seed or --plan
  --shrink         cut failing plans down and keep them among the regressions
  --regressions    play the plans that failed once
  --told           play the life that is told by hand
  --postgres URL   on PostgreSQL, a fresh database for each life
";

struct Asked {
    seeds: u64,
    from: u64,
    span: Span,
    night: bool,
    threads: u64,
    seed: Option<u64>,
    plan: Option<String>,
    trace: bool,
    shrink: bool,
    regressions: bool,
    told: bool,
    ground: Ground,
}

fn main() -> ExitCode {
    match asked().and_then(|asked| run(&asked)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn asked() -> anyhow::Result<Asked> {
    let mut asked = Asked {
        seeds: 100,
        from: 1,
        span: Span::Short,
        night: false,
        threads: 2,
        seed: None,
        plan: None,
        trace: false,
        shrink: false,
        regressions: false,
        told: false,
        ground: Ground::Sqlite,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("{word} needs a value\n\n{HELP}"));
        match word.as_str() {
            "--seeds" => asked.seeds = value()?.parse()?,
            "--from" => asked.from = value()?.parse()?,
            "--threads" => asked.threads = value()?.parse::<u64>()?.max(1),
            "--seed" => asked.seed = Some(value()?.parse()?),
            "--plan" => asked.plan = Some(value()?),
            "--postgres" => asked.ground = Ground::Postgres(value()?),
            "--long" => asked.span = Span::Long,
            "--night" => asked.night = true,
            "--trace" => asked.trace = true,
            "--shrink" => asked.shrink = true,
            "--regressions" => asked.regressions = true,
            "--told" => asked.told = true,
            other => bail!("no such option: {other}\n\n{HELP}"),
        }
    }
    Ok(asked)
}

fn run(asked: &Asked) -> anyhow::Result<bool> {
    if asked.regressions {
        let mut sound = true;
        for (name, plan) in kept_plans()? {
            let life = judge(&plan, &asked.ground);
            println!("{name}: {}", broken(&life.violations));
            sound &= life.violations.is_empty();
        }
        return Ok(sound);
    }
    let plan = match (&asked.plan, asked.seed) {
        _ if asked.told => Some(told(false)),
        (Some(file), _) => Some(read_plan(std::path::Path::new(file))?),
        (None, Some(seed)) => Some(draw(seed, asked.span)),
        (None, None) => None,
    };
    match plan {
        Some(plan) => one(asked, &plan),
        None => many(asked),
    }
}

fn broken(violations: &[scenarios::years::oracle::Violation]) -> String {
    if violations.is_empty() {
        return "all holds".to_owned();
    }
    violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n  ")
}

fn one(asked: &Asked, plan: &Plan) -> anyhow::Result<bool> {
    if asked.trace {
        for line in live(plan, &asked.ground, true).trace {
            println!("{line}");
        }
    }
    let life = judge(plan, &asked.ground);
    if asked.trace {
        print!("{}", life.counts.table());
    }
    println!("seed {}: {}", plan.seed, broken(&life.violations));
    println!("events {}\nend    {}", life.hash, life.end);
    if let Some(violation) = life.violations.first().filter(|_| asked.shrink) {
        keep(asked, plan, &violation.rule)?;
    }
    Ok(life.violations.is_empty())
}

fn keep(asked: &Asked, plan: &Plan, rule: &str) -> anyhow::Result<()> {
    let small = shrink(plan, rule, &asked.ground);
    let name = format!("{}-{}.json", rule.to_lowercase(), plan.seed);
    let path = regressions().join(name);
    std::fs::write(&path, small.to_json())?;
    println!("{} of {} steps kept in {}", small.steps.len(), plan.steps.len(), path.display());
    Ok(())
}

fn many(asked: &Asked) -> anyhow::Result<bool> {
    let begun = Instant::now();
    let hear = |seed: u64, life: &Life| {
        if !life.violations.is_empty() {
            println!("seed {seed}: {}", broken(&life.violations));
        }
    };
    let (from, count) = (asked.from, asked.seeds);
    let night = night(from, count, asked.span, &asked.ground, asked.threads, hear);
    for failure in &night.failures {
        if let Some(violation) = failure.violations.first().filter(|_| asked.shrink) {
            keep(asked, &failure.plan, &violation.rule)?;
        }
    }
    print!("{}", night.counts.table());
    let missing = night.counts.missing();
    println!(
        "{} seeds, {} account-years, {} pieces of work, {} points, {} failures, {} s",
        night.seeds,
        night.account_days / 365,
        night.pieces,
        night.points,
        night.failures.len(),
        begun.elapsed().as_secs()
    );
    if asked.night && !missing.is_empty() {
        println!("never reached, {} of {}: {}", missing.len(), MUST.len(), missing.join(", "));
        return Ok(false);
    }
    Ok(night.failures.is_empty())
}
