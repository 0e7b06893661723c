// A stack in all its environments. In a project that depends on groundplan, `cargo run` lists the files of its Terraform,
// and `cargo run -- FILE` prints one of them.

use groundplan::prelude::*;
use groundplan::terraform::Text;

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
    let zones = Import::new("zones").from("platform").kind(ValueType::List);
    let port = Import::new("port").from("platform").kind(ValueType::Number);
    let open = Import::new("open").from("platform").kind(ValueType::Bool);
    let token = Import::new("token").from("platform").sensitive(true);

    let worker = EcsFargateService::new("worker")
        .image(Image::from_repository("shop/worker").tag("v1"))
        .env("URL", Text::join([Text::from("http://x:"), Text::from(port.value())]));

    let try_environment = Environment::development("try");

    Stack::new("shop")
        .region(Region::EuWest1)
        .service(worker)
        .import(zones)
        .import(port)
        .import(open)
        .import(token)
        .environment(try_environment)
}
