//! Signing up, in and out.

use super::memory::Via;
use super::profile::{Me, check_name};
use super::secrets;
use crate::{App, AppError, Done, Once};
use pumasi_domain::access::{fold_email, password_fault};
use pumasi_domain::money::Account;
use pumasi_domain::verdict::Fault;
use pumasi_domain::{SessionId, Timestamp, UserId};
use pumasi_store::users::{self, User};
use pumasi_store::{Tx, ledger, sessions};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// The languages of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Locale {
    Ko,
    En,
}

impl Locale {
    /// As written in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Locale::Ko => "ko",
            Locale::En => "en",
        }
    }

    /// Reads what `as_str` wrote; what is unknown is Korean.
    pub(super) fn read(text: &str) -> Locale {
        if text == "en" { Locale::En } else { Locale::Ko }
    }
}

/// A new person.
#[derive(Clone, Deserialize, ToSchema)]
pub struct SignUp {
    pub email: String,
    /// 10 to 200 characters, of any kind.
    pub password: String,
    /// 1 to 50 characters.
    pub display_name: String,
    pub locale: Locale,
}

/// A person who comes back.
#[derive(Clone, Deserialize, ToSchema)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

/// A session that has begun: what the browser keeps, and who it is.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub session_id: SessionId,
    /// For the cookie.
    pub session_token: String,
    pub expires_at: Timestamp,
    pub me: Me,
}

/// What is kept of a sign-in for a repeated request.
#[derive(Serialize, Deserialize)]
struct Begun {
    user_id: UserId,
    session_id: SessionId,
    sealed_secret: String,
    expires_at: Timestamp,
}

impl App {
    /// Signs a person up and in, and opens their wallet.
    pub async fn sign_up(&self, input: SignUp, once: Option<Once>) -> Result<Done<SignedIn>, AppError> {
        let email = check_sign_up(&input)?;
        let password_hash = self.hash_password(input.password).await?;
        let (user_id, session_id, secret) = (
            UserId(self.ids.next()),
            SessionId(self.ids.next()),
            self.ids.secret(),
        );
        let (display_name, locale) = (input.display_name.trim().to_owned(), input.locale);
        let app = self.clone();
        let done = self
            .write_once(user_id.0, self.without_password(once), move |tx, now| {
                let user = User {
                    user_id,
                    email: email.clone(),
                    password_hash: password_hash.clone(),
                    display_name: display_name.clone(),
                    locale: locale.as_str().to_owned(),
                    settings: "{}".to_owned(),
                    is_operator: false,
                    adult_verified_at: None,
                    suspended_at: None,
                    created_at: now,
                };
                app.add_user(tx, &user, now)?;
                app.begin_session(tx, user_id, session_id, secret, now)
            })
            .await?;
        self.signed_in(done).await
    }

    /// Signs a person in. `address` is where the request came from: ten failures in a quarter of an hour with the same
    /// e-mail and address, and the next try has to wait.
    pub async fn sign_in(
        &self,
        input: SignIn,
        address: &str,
        once: Option<Once>,
    ) -> Result<Done<SignedIn>, AppError> {
        let email = fold_email(&input.email).unwrap_or_else(|| input.email.trim().to_lowercase());
        let key = secrets::hash(&format!("{email}\0{address}"));
        let begun = self.memory.tries().begin(key, self.clock.now());
        begun.map_err(|retry_after_seconds| AppError::TooMany { retry_after_seconds })?;
        let user = self
            .db
            .read(move |tx| Ok::<_, AppError>(users::find_by_email(tx, &email)?))
            .await?;
        let kept = user.as_ref().map(|user| user.password_hash.clone());
        let right = self.verify_password(input.password, kept).await?;
        let Some(user) = user.filter(|_| right) else {
            return Err(AppError::WrongCredentials);
        };
        self.memory.tries().forget(&key);

        let (user_id, session_id, secret) = (user.user_id, SessionId(self.ids.next()), self.ids.secret());
        let app = self.clone();
        let done = self
            .write_once(user_id.0, self.without_password(once), move |tx, now| {
                let standing = users::find(tx, user_id)?.ok_or(AppError::WrongCredentials)?;
                if standing.suspended_at.is_some() {
                    return Err(AppError::Suspended);
                }
                app.begin_session(tx, user_id, session_id, secret, now)
            })
            .await?;
        self.signed_in(done).await
    }

    /// Ends a session. Ending one that has ended is fine.
    pub async fn sign_out(&self, session_id: SessionId) -> Result<(), AppError> {
        self.db
            .write(session_id.0, move |tx| {
                Ok::<_, AppError>(sessions::delete(tx, session_id)?)
            })
            .await?;
        self.memory.forget(Via::Session(session_id));
        Ok(())
    }

    /// Forgets sessions that have run out; how many. Safe to run at any time.
    pub async fn forget_expired_sessions(&self) -> Result<u64, AppError> {
        let now = self.clock.now();
        self.db
            .write(uuid::Uuid::nil(), move |tx| {
                Ok(sessions::delete_expired(tx, now)?)
            })
            .await
    }

    /// Writes a person, their wallet and the line of the log.
    pub(super) fn add_user(&self, tx: &mut Tx, user: &User, now: Timestamp) -> Result<(), AppError> {
        if !users::insert(tx, user)? {
            return Err(AppError::conflict(
                "email_taken",
                "somebody has signed up with this e-mail address: sign in instead",
            ));
        }
        ledger::open_account(tx, Account::WorkerWallet(user.user_id))?;
        let data = json!({"locale": user.locale, "is_operator": user.is_operator});
        self.note_outside_projects(
            tx,
            now,
            "user_signed_up",
            Some(user.user_id),
            ("user", user.user_id.0),
            &data,
        )
    }

    fn begin_session(
        &self,
        tx: &mut Tx,
        user_id: UserId,
        session_id: SessionId,
        secret: [u8; 32],
        now: Timestamp,
    ) -> Result<Begun, AppError> {
        let expires_at = now.plus_seconds(self.config.session_seconds);
        let hash = secrets::hash(&secrets::session_text(secret));
        sessions::insert(tx, session_id, &hash, user_id, now, expires_at)?;
        let sealed_secret = hex::encode(self.seal(session_id.0, secret));
        Ok(Begun {
            user_id,
            session_id,
            sealed_secret,
            expires_at,
        })
    }

    async fn signed_in(&self, done: Done<Begun>) -> Result<Done<SignedIn>, AppError> {
        let Begun {
            user_id,
            session_id,
            sealed_secret,
            expires_at,
        } = done.value;
        let mut sealed = [0; 32];
        hex::decode_to_slice(&sealed_secret, &mut sealed)
            .map_err(|e| AppError::Internal(format!("a kept session can not be read: {e}")))?;
        let session_token = secrets::session_text(self.seal(session_id.0, sealed));
        let me = self.me_of(user_id, Some(&session_token)).await?;
        Ok(Done {
            value: SignedIn {
                session_id,
                session_token,
                expires_at,
                me,
            },
            replayed: done.replayed,
        })
    }

    /// The hash of a request with a password in it is not kept as it is: a fast hash of a password can be guessed at.
    fn without_password(&self, once: Option<Once>) -> Option<Once> {
        once.map(|once| Once {
            request_hash: self.keyed("request", &once.request_hash),
            ..once
        })
    }
}

/// The folded e-mail address, if all is well.
fn check_sign_up(input: &SignUp) -> Result<String, AppError> {
    let mut faults = Vec::new();
    let email = fold_email(&input.email);
    if email.is_none() {
        faults.push(Fault::new(
            "/email",
            "email_invalid",
            "an e-mail address looks like name@example.com",
        ));
    }
    if let Some(code) = password_fault(&input.password, &input.email) {
        faults.push(Fault::new("/password", code, password_mend(code)));
    }
    faults.extend(check_name(&input.display_name));
    AppError::check(faults)?;
    email.ok_or_else(|| AppError::Internal("an e-mail address without a fault is none".to_owned()))
}

/// What to do about a password that will not do.
pub(super) fn password_mend(code: &str) -> &'static str {
    match code {
        "password_too_short" => "a password has at least 10 characters; a short sentence is good",
        "password_too_long" => "a password has at most 200 characters",
        _ => "choose a password that is not your e-mail address and not one character again and again",
    }
}
