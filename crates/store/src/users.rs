//! Table `users`.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::{Timestamp, UserId};
use uuid::Uuid;

/// A person who signed up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    pub user_id: UserId,
    /// Folded: two people never have the same.
    pub email: String,
    /// In the PHC string format, with its salt and costs.
    pub password_hash: String,
    pub display_name: String,
    /// `ko` or `en`.
    pub locale: String,
    /// A JSON object.
    pub settings: String,
    pub is_operator: bool,
    pub adult_verified_at: Option<Timestamp>,
    pub suspended_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

fn read(row: &Row) -> Result<User, DbError> {
    Ok(User {
        user_id: row.get(0)?,
        email: row.get(1)?,
        password_hash: row.get(2)?,
        display_name: row.get(3)?,
        locale: row.get(4)?,
        settings: row.get(5)?,
        is_operator: row.get(6)?,
        adult_verified_at: row.get(7)?,
        suspended_at: row.get(8)?,
        created_at: row.get(9)?,
    })
}

/// Writes a person; says whether their e-mail address was still free.
pub fn insert(tx: &mut Tx, user: &User) -> Result<bool, DbError> {
    let inserted = tx.execute(
        "insert into users (id, email, password_hash, display_name, locale, settings, is_operator, adult_verified_at,
           suspended_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (email) do nothing",
        params![
            user.user_id,
            &user.email,
            &user.password_hash,
            &user.display_name,
            &user.locale,
            &user.settings,
            user.is_operator,
            user.adult_verified_at,
            user.suspended_at,
            user.created_at
        ],
    )?;
    Ok(inserted == 1)
}

/// A person.
pub fn find(tx: &mut Tx, user_id: UserId) -> Result<Option<User>, DbError> {
    let row = tx.query_opt(
        "select id, email, password_hash, display_name, locale, settings, is_operator, adult_verified_at, suspended_at, created_at
           from users where id = $1",
        params![user_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// The person with this folded e-mail address.
pub fn find_by_email(tx: &mut Tx, email: &str) -> Result<Option<User>, DbError> {
    let row = tx.query_opt(
        "select id, email, password_hash, display_name, locale, settings, is_operator, adult_verified_at, suspended_at, created_at
           from users where email = $1",
        params![email],
    )?;
    row.as_ref().map(read).transpose()
}

/// Changes what a person may say about themselves; whether they exist.
pub fn set_profile(
    tx: &mut Tx,
    user_id: UserId,
    display_name: &str,
    locale: &str,
    settings: &str,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update users set display_name = $2, locale = $3, settings = $4 where id = $1",
        params![user_id, display_name, locale, settings],
    )?;
    Ok(changed == 1)
}

/// Changes what an operator decides about a person; whether they exist.
pub fn set_standing(
    tx: &mut Tx,
    user_id: UserId,
    is_operator: bool,
    adult_verified_at: Option<Timestamp>,
    suspended_at: Option<Timestamp>,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update users set is_operator = $2, adult_verified_at = $3, suspended_at = $4 where id = $1",
        params![user_id, is_operator, adult_verified_at, suspended_at],
    )?;
    Ok(changed == 1)
}

/// Gives a person another password; whether they exist.
pub fn set_password(tx: &mut Tx, user_id: UserId, password_hash: &str) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update users set password_hash = $2 where id = $1",
        params![user_id, password_hash],
    )?;
    Ok(changed == 1)
}

/// A person as operators see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub user: User,
    /// Answers sent in, in all projects.
    pub answers: i64,
    pub earned_minor: i64,
}

/// One person as operators see them.
pub fn find_listed(tx: &mut Tx, user_id: UserId) -> Result<Option<Listed>, DbError> {
    let row = tx.query_opt(
        "select u.id, u.email, u.password_hash, u.display_name, u.locale, u.settings, u.is_operator, u.adult_verified_at,
                u.suspended_at, u.created_at,
                (select cast(coalesce(sum(p.answers), 0) as bigint) from participations p where p.user_id = u.id),
                (select cast(coalesce(sum(p.earned_minor), 0) as bigint) from participations p where p.user_id = u.id)
           from users u where u.id = $1",
        params![user_id],
    )?;
    row.as_ref().map(read_listed).transpose()
}

fn read_listed(row: &Row) -> Result<Listed, DbError> {
    Ok(Listed {
        user: read(row)?,
        answers: row.get(10)?,
        earned_minor: row.get(11)?,
    })
}

/// People whose e-mail address or name begins with `query` (all, if it is empty), newest first, before `before`.
/// Capitals do not matter, as far as both engines can fold them: that is the English alphabet.
pub fn list(tx: &mut Tx, query: &str, before: Option<UserId>, limit: i64) -> Result<Vec<Listed>, DbError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let characters = i64::try_from(query.chars().count()).unwrap_or(i64::from(i32::MAX));
    let rows = tx.query(
        "select u.id, u.email, u.password_hash, u.display_name, u.locale, u.settings, u.is_operator, u.adult_verified_at,
                u.suspended_at, u.created_at,
                (select cast(coalesce(sum(p.answers), 0) as bigint) from participations p where p.user_id = u.id),
                (select cast(coalesce(sum(p.earned_minor), 0) as bigint) from participations p where p.user_id = u.id)
           from users u
          where u.id < $1 and (substr(u.email, 1, $2) = $3 or substr(lower(u.display_name), 1, $2) = $3
                               or substr(u.display_name, 1, $2) = $4)
          order by u.id desc limit $5",
        params![before, characters, query.to_lowercase(), query, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Listed {
                user: read(row)?,
                answers: row.get(10)?,
                earned_minor: row.get(11)?,
            })
        })
        .collect()
}
