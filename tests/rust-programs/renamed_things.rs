// A stack in all its environments. In a project that depends on groundplan, `cargo run` lists the files of its Terraform,
// and `cargo run -- FILE` prints one of them.

use groundplan::prelude::*;
use groundplan::terraform::Expression;

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
    let main_password = Secret::new("mainPassword").renamed_from("dbPassword");

    let storefront = EcsFargateService::new("storefront")
        .image(Image::from_repository("shop/web").tag_variable("web_tag"))
        .port(8080)
        .public(
            Public::new()
                .host("shop.example.com")
                .path("/orders/*")
                .zone("example.com"),
        )
        .secret("DB_PASSWORD", &main_password)
        .scale(Scale::new().requests_per_task(800))
        .alarms(Alarms::new().email("shop@example.com"))
        .renamed_from("web");

    let batch = EcsFargateService::new("batch")
        .image(Image::from_repository("shop/batch").tag("v6"))
        .env("SHOP", Expression::raw("aws_ecs_service.storefront.name"));

    let live = Environment::production("live");

    Stack::new("store")
        .renamed_from("shop")
        .region(Region::EuWest1)
        .alarms(Alarms::new().email("oncall@example.com"))
        .secret(main_password)
        .service(storefront)
        .service(batch)
        .environment(live)
}
