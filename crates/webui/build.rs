//! Watches the front end's build, so that a newer one is embedded. Never runs npm: `cargo check` must not need Node.js.

use std::path::Path;

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    let dist = Path::new("../../web/dist");
    // The embedding macro wants the folder to exist. Until the front end is built, an empty one will do.
    std::fs::create_dir_all(dist)?;
    // Unoptimised builds read the folder when they run and need not be built again for a change in it.
    if std::env::var("PROFILE").is_ok_and(|profile| profile != "debug") {
        println!("cargo:rerun-if-changed={}", dist.display());
        if !dist.join("work.html").exists() {
            println!(
                "cargo:warning=web/dist is empty, so this server will have no pages; `npm ci && npm run build` in web/ makes them"
            );
        }
    }
    Ok(())
}
