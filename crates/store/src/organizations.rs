//! Tables `organizations` and `members`.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::access::MemberRole;
use pumasi_domain::{OrganizationId, Timestamp, UserId};
use uuid::Uuid;

/// A requester.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    pub organization_id: OrganizationId,
    pub name: String,
    pub created_at: Timestamp,
}

/// A person in an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub user_id: UserId,
    pub email: String,
    pub display_name: String,
    pub role: MemberRole,
    pub added_at: Timestamp,
}

/// An organization a person belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    pub organization: Organization,
    pub role: MemberRole,
}

fn read_organization(row: &Row) -> Result<Organization, DbError> {
    Ok(Organization {
        organization_id: row.get(0)?,
        name: row.get(1)?,
        created_at: row.get(2)?,
    })
}

fn read_member(row: &Row) -> Result<Member, DbError> {
    Ok(Member {
        user_id: row.get(0)?,
        email: row.get(1)?,
        display_name: row.get(2)?,
        role: row.get(3)?,
        added_at: row.get(4)?,
    })
}

/// Writes an organization.
pub fn insert(tx: &mut Tx, organization: &Organization) -> Result<(), DbError> {
    tx.execute(
        "insert into organizations (id, name, created_at) values ($1, $2, $3)",
        params![
            organization.organization_id,
            &organization.name,
            organization.created_at
        ],
    )?;
    Ok(())
}

/// An organization.
pub fn find(tx: &mut Tx, organization_id: OrganizationId) -> Result<Option<Organization>, DbError> {
    let row = tx.query_opt(
        "select id, name, created_at from organizations where id = $1",
        params![organization_id],
    )?;
    row.as_ref().map(read_organization).transpose()
}

/// Makes other transactions that change who belongs to the organization wait for this one, and says whether it exists.
pub fn lock(tx: &mut Tx, organization_id: OrganizationId) -> Result<bool, DbError> {
    // Writing a row is the one lock that both engines have.
    Ok(tx.execute(
        "update organizations set name = name where id = $1",
        params![organization_id],
    )? == 1)
}

/// How many owners an organization has.
pub fn owners(tx: &mut Tx, organization_id: OrganizationId) -> Result<i64, DbError> {
    let row = tx.query_one(
        "select count(*) from members where organization_id = $1 and role = 'owner'",
        params![organization_id],
    )?;
    row.get(0)
}

/// An organization as operators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub organization: Organization,
    pub members: i64,
    pub projects: i64,
}

/// All organizations, newest first, before `before`.
pub fn list(tx: &mut Tx, before: Option<OrganizationId>, limit: i64) -> Result<Vec<Listed>, DbError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let rows = tx.query(
        "select o.id, o.name, o.created_at, (select count(*) from members m where m.organization_id = o.id),
                (select count(*) from projects p where p.organization_id = o.id)
           from organizations o where o.id < $1 order by o.id desc limit $2",
        params![before, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Listed {
                organization: read_organization(row)?,
                members: row.get(3)?,
                projects: row.get(4)?,
            })
        })
        .collect()
}

/// Organizations a person belongs to, in the order of their ids, after `after`.
pub fn of_user(
    tx: &mut Tx,
    user_id: UserId,
    after: Option<OrganizationId>,
    limit: i64,
) -> Result<Vec<Membership>, DbError> {
    let after = after.map_or(Uuid::nil(), |id| id.0);
    let rows = tx.query(
        "select o.id, o.name, o.created_at, m.role from members m join organizations o on o.id = m.organization_id
          where m.user_id = $1 and m.organization_id > $2 order by m.organization_id limit $3",
        params![user_id, after, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Membership {
                organization: read_organization(row)?,
                role: row.get(3)?,
            })
        })
        .collect()
}

/// A person's role in an organization, if they belong to it.
pub fn role_of(
    tx: &mut Tx,
    organization_id: OrganizationId,
    user_id: UserId,
) -> Result<Option<MemberRole>, DbError> {
    let row = tx.query_opt(
        "select role from members where organization_id = $1 and user_id = $2",
        params![organization_id, user_id],
    )?;
    row.map(|row| row.get(0)).transpose()
}

/// People of an organization in the order of their ids, after `after`.
pub fn members(
    tx: &mut Tx,
    organization_id: OrganizationId,
    after: Option<UserId>,
    limit: i64,
) -> Result<Vec<Member>, DbError> {
    let after = after.map_or(Uuid::nil(), |id| id.0);
    let rows = tx.query(
        "select u.id, u.email, u.display_name, m.role, m.added_at from members m join users u on u.id = m.user_id
          where m.organization_id = $1 and m.user_id > $2 order by m.user_id limit $3",
        params![organization_id, after, limit],
    )?;
    rows.iter().map(read_member).collect()
}

/// One person of an organization.
pub fn member(
    tx: &mut Tx,
    organization_id: OrganizationId,
    user_id: UserId,
) -> Result<Option<Member>, DbError> {
    let row = tx.query_opt(
        "select u.id, u.email, u.display_name, m.role, m.added_at from members m join users u on u.id = m.user_id
          where m.organization_id = $1 and m.user_id = $2",
        params![organization_id, user_id],
    )?;
    row.as_ref().map(read_member).transpose()
}

/// Adds a person; says whether they were not in it before.
pub fn add_member(
    tx: &mut Tx,
    organization_id: OrganizationId,
    user_id: UserId,
    role: MemberRole,
    now: Timestamp,
) -> Result<bool, DbError> {
    let added = tx.execute(
        "insert into members (organization_id, user_id, role, added_at) values ($1, $2, $3, $4)
         on conflict (organization_id, user_id) do nothing",
        params![organization_id, user_id, role, now],
    )?;
    Ok(added == 1)
}

/// Gives a person another role; says whether they belong to the organization.
pub fn set_role(
    tx: &mut Tx,
    organization_id: OrganizationId,
    user_id: UserId,
    role: MemberRole,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update members set role = $3 where organization_id = $1 and user_id = $2",
        params![organization_id, user_id, role],
    )?;
    Ok(changed == 1)
}

/// Takes a person out; says whether they belonged to the organization.
pub fn remove_member(tx: &mut Tx, organization_id: OrganizationId, user_id: UserId) -> Result<bool, DbError> {
    let removed = tx.execute(
        "delete from members where organization_id = $1 and user_id = $2",
        params![organization_id, user_id],
    )?;
    Ok(removed == 1)
}
