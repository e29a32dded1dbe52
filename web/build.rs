//! The embedded app is part of the build: a new file in its output folder rebuilds the crate.

fn main() {
    println!("cargo:rerun-if-changed=ui/dist");
}
