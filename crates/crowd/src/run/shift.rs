//! One person's shift: take, do, send, take again.

use super::{Floor, Statistics};
use crate::client::{Assignment, Client, ClientError, Next, Region, Reply, Role};
use crate::faults::faults;
use crate::inspector::Inspector;
use crate::person::Person;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often somebody who waits asks again, at most.
const ASK_AGAIN: Duration = Duration::from_millis(60);

/// Somebody at work.
pub(super) struct Shift {
    floor: Arc<Floor>,
    client: Client,
    role: Role,
    /// Taken and not yet done.
    hand: VecDeque<Assignment>,
    done: Statistics,
}

/// Whether there is something in hand after looking for it.
enum Found {
    Work,
    Nothing,
}

impl Shift {
    pub(super) fn new(floor: Arc<Floor>, client: Client, role: Role) -> Shift {
        Shift {
            floor,
            client,
            role,
            hand: VecDeque::new(),
            done: Statistics::default(),
        }
    }

    /// A worker's shift.
    pub(super) async fn work(mut self, mut person: Person) -> Result<Statistics, ClientError> {
        while let Found::Work = self.find().await? {
            while let Some(assignment) = self.next() {
                self.do_task(&mut person, assignment).await?;
            }
        }
        Ok(self.done)
    }

    /// An inspector's shift.
    pub(super) async fn inspect(mut self, mut inspector: Inspector) -> Result<Statistics, ClientError> {
        while let Found::Work = self.find().await? {
            while let Some(inspection) = self.next() {
                self.do_inspection(&mut inspector, inspection).await?;
            }
        }
        Ok(self.done)
    }

    fn next(&mut self) -> Option<Assignment> {
        if self.floor.is_over() {
            return None;
        }
        self.hand.pop_front()
    }

    /// Takes work; waits while there is none and others may still make some.
    async fn find(&mut self) -> Result<Found, ClientError> {
        let since = Instant::now();
        loop {
            if self.floor.is_over() {
                return Ok(Found::Nothing);
            }
            let wanted = self
                .floor
                .allowance(self.role)
                .take(self.floor.limits.batch.clamp(1, 10));
            let more = if wanted > 0 {
                self.claim(wanted).await?
            } else if self.floor.limits.stays_to_mend && self.role == Role::Work {
                self.look_for_returned().await?;
                true
            } else {
                false
            };
            if !self.hand.is_empty() {
                return Ok(Found::Work);
            }
            if !more || since.elapsed() >= self.floor.limits.idle {
                return Ok(Found::Nothing);
            }
            tokio::time::sleep(ASK_AGAIN).await;
        }
    }

    /// Asks for work. The answer is whether asking again makes sense.
    async fn claim(&mut self, wanted: usize) -> Result<bool, ClientError> {
        let started = Instant::now();
        let next = self
            .client
            .claim(&self.floor.order.project_id, self.role, wanted)
            .await?;
        self.done.claims.push(started.elapsed());
        let allowance = self.floor.allowance(self.role);
        allowance.give_back(wanted.saturating_sub(next.assignments.len()));
        let reason = next.reason.clone();
        self.take(next);
        let more = matches!(reason.as_deref(), None | Some("nothing_now"));
        if !more && self.hand.is_empty() {
            self.done.stopped(reason.as_deref().unwrap_or_default());
        }
        Ok(more)
    }

    /// Takes up what came back to this person.
    async fn look_for_returned(&mut self) -> Result<(), ClientError> {
        let live = self.client.live_assignments().await?;
        let project_id = &self.floor.order.project_id;
        self.hand.extend(
            live.into_iter()
                .filter(|a| a.state == "returned" && a.project_id == *project_id),
        );
        Ok(())
    }

    fn take(&mut self, next: Next) {
        self.hand.extend(next.assignments);
    }

    /// How many the next reply shall bring: one for the one that is done.
    fn claim_with_reply(&self) -> usize {
        if self.floor.limits.separate_claims || self.floor.is_over() {
            0
        } else {
            self.floor.allowance(self.role).take(1)
        }
    }

    async fn do_task(&mut self, person: &mut Person, assignment: Assignment) -> Result<(), ClientError> {
        let floor = Arc::clone(&self.floor);
        let right = floor.order.book.right_answer(&floor.order.form, &assignment.data);
        let mending = assignment.returned.is_some();
        let claim = self.claim_with_reply();
        if !mending && person.skips() {
            let outcome = self.client.skip(&assignment.assignment_id, claim).await;
            if self.settle(outcome, claim)?.is_some() {
                self.done.skipped += 1;
            }
            return Ok(());
        }
        let mut answer = person.answer(&floor.order.form, &right, mending);
        self.pretend(answer.active_ms).await;
        floor.witness.before_answer(&assignment, &mut answer);
        let started = Instant::now();
        let outcome = self
            .client
            .answer(&assignment.assignment_id, &answer, claim)
            .await;
        let took = started.elapsed();
        if let Some(reply) = self.settle(outcome, claim)? {
            self.done.submits.push(took);
            self.done.answers += 1;
            self.done.mended += usize::from(mending);
            self.done.active_ms += answer.active_ms;
            self.done.faulty += usize::from(!faults(&floor.order.form, &right, &answer.regions).is_empty());
            floor.witness.answered(&assignment, &answer, &reply);
        }
        Ok(())
    }

    async fn do_inspection(
        &mut self,
        inspector: &mut Inspector,
        inspection: Assignment,
    ) -> Result<(), ClientError> {
        let floor = Arc::clone(&self.floor);
        let right = floor.order.book.right_answer(&floor.order.form, &inspection.data);
        let Some(subject) = &inspection.inspect else {
            return self.decide(inspector, &inspection, &right).await;
        };
        let verdict = inspector.judge(&floor.order.form, &right, subject);
        let claim = self.claim_with_reply();
        self.pretend(verdict.active_ms).await;
        let started = Instant::now();
        let outcome = self
            .client
            .verdict(&inspection.assignment_id, &verdict, claim)
            .await;
        let took = started.elapsed();
        if let Some(reply) = self.settle(outcome, claim)? {
            self.done.submits.push(took);
            *self.done.verdicts.entry(verdict.verdict).or_default() += 1;
            floor.witness.judged(&inspection, &verdict, &reply);
        }
        Ok(())
    }

    /// An inspector answers a task without seeing what others said.
    async fn decide(
        &mut self,
        inspector: &mut Inspector,
        assignment: &Assignment,
        right: &[Region],
    ) -> Result<(), ClientError> {
        let answer = inspector.answer(&self.floor.order.form, right);
        let claim = self.claim_with_reply();
        self.pretend(answer.active_ms).await;
        let started = Instant::now();
        let outcome = self
            .client
            .answer(&assignment.assignment_id, &answer, claim)
            .await;
        let took = started.elapsed();
        if self.settle(outcome, claim)?.is_some() {
            self.done.submits.push(took);
            self.done.decisions += 1;
        }
        Ok(())
    }

    /// Takes the next tasks out of a reply. A conflict means that the task is gone (its lease ran out, it was voided):
    /// that happens, and is counted.
    fn settle(
        &mut self,
        outcome: Result<Reply, ClientError>,
        claimed: usize,
    ) -> Result<Option<Reply>, ClientError> {
        let allowance = self.floor.allowance(self.role);
        match outcome {
            Ok(reply) => {
                allowance.give_back(claimed.saturating_sub(reply.next.assignments.len()));
                self.take(reply.next.clone());
                Ok(Some(reply))
            }
            Err(ClientError::Api {
                status: 409, code, ..
            }) => {
                allowance.give_back(claimed);
                self.done.conflict(&code);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Lets the time of the work pass, as far as the pace asks for it.
    async fn pretend(&self, active_ms: i64) {
        let ms = active_ms as f64 * self.floor.limits.pace;
        if ms >= 1.0 {
            tokio::time::sleep(Duration::from_secs_f64(ms / 1000.0)).await;
        }
    }
}
