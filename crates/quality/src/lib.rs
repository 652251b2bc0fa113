//! The quality engine of one project: what is known of its tasks and people (`truth`), and what to buy next (`domain`).
//! Pure: the server and the replay of recorded answers run this same code.
