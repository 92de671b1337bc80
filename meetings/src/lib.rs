//! Meetings: when they are, who is told, how they are reached, and which limits hold for them.
//!
//! Everything here is decided from values: the clock, random bytes, the plan's limits and the
//! people's addresses come as arguments. Not known here: SQL, HTTP, mail, the catalog, the live
//! room.
//!
//! - [`schedule`]: a person's draft becomes a meeting, a changed meeting or the list of what to
//!   fix.
//! - [`occurrence`]: the same wall time in the meeting's zone, again and again, as moments.
//! - [`single`]: one meeting of a series moved, worded anew, called off, or put back; all that
//!   follow moved, worded anew or called off.
//! - [`template`]: what somebody keeps to schedule such a meeting again.
//! - [`hand_over`]: a meeting with another host, or another alternate host.
//! - [`join`]: what someone sees who follows a join link or types a meeting number.
//! - [`answer`]: what invited people say, which answer counts and for how long.
//! - [`chat`]: who may read and write which chat, and how long messages are kept.
//! - [`kind`]: a meeting, or a webinar.
//! - [`role`]: as what somebody comes in: to speak, or to watch and listen.
//! - [`registration`]: what a meeting asks of whoever registers, and who gets a place.
//! - [`registration_plan`]: the same before there is a meeting, as a template keeps it.
//! - [`room`]: what somebody decides about their personal room, and what its door says.
//! - [`recording`]: which files are recordings, what is in a transcript, how long both are kept.
//! - [`policy`]: what an account and its groups decide about rooms, and what then holds for whom.

pub mod answer;
pub mod chat;
pub mod draft;
pub mod exception;
pub mod hand_over;
pub mod invitees;
pub mod join;
pub mod kind;
pub mod link;
pub mod meeting;
pub mod number;
pub mod occurrence;
pub mod password;
pub mod policy;
pub mod problem;
pub mod recording;
pub mod registration;
pub mod registration_plan;
pub mod repeat;
pub mod repeat_draft;
pub mod rewording;
pub mod role;
pub mod room;
pub mod rrule_text;
pub mod schedule;
pub mod single;
pub mod stretch;
pub mod template;

pub use answer::{Answer, Given, Retimed};
pub use draft::Draft;
pub use exception::{Exception, Instead};
pub use invitees::InviteeDraft;
pub use join::{JoinAnswer, JoinFacts, JoinState, JoinView, JoiningSite};
pub use kind::Kind;
pub use link::{JoinTarget, LinkCode};
pub use meeting::{Identity, Invitee, Meeting, Party, State};
pub use number::MeetingNumber;
pub use occurrence::{Occurrence, Schedule};
pub use password::Password;
pub use problem::{Field, FieldProblem, Parameter, Problem};
pub use registration_plan::{RegistrationPlan, RegistrationPlanDraft};
pub use repeat::{Ends, MonthlyOn, Nth, Repeat, Weekdays};
pub use repeat_draft::RepeatDraft;
pub use rewording::OtherWords;
pub use role::Role;
pub use rrule_text::CalendarRule;
pub use schedule::{Changed, Facts, KnownPerson, Limits, Notice, NoticeKind, ScheduleRefusal};
pub use single::{Reach, SingleChanged, Wish};
pub use stretch::Stretch;
pub use template::{Template, TemplateDraft, TemplateProblems, WithPassword};
