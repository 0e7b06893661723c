// A stack in all its environments. In a project that depends on groundplan, `cargo run` lists the files of its Terraform,
// and `cargo run -- FILE` prints one of them.

use groundplan::prelude::*;

fn main() -> Result<(), groundplan::Error> {
    let wanted = std::env::args().nth(1);
    for file in stack().synth()?.files() {
        match &wanted {
            Some(wanted) if *wanted == file.path => print!("{}", file.text),
            Some(_) => {}
            None => println!("{} ({} bytes)", file.path, file.text.len()),
        }
    }
    Ok(())
}

fn stack() -> Stack {
    let web = EcsFargateService::new("web")
        .image("public.ecr.aws/nginx/nginx:1.27.5-alpine")
        .port(80)
        .public(Public::new());

    let dev = Environment::new("dev").waive(Rule::PLAIN_HTTP, "a first look, without a domain");

    Stack::new("hello")
        .region(Region::EuWest1)
        .service(web)
        .environment(dev)
}
