// A stack in all its environments. In a project that depends on groundplan, `cargo run` lists the files of its Terraform,
// and `cargo run -- FILE` prints one of them.

use groundplan::prelude::*;
use groundplan::terraform::Value;

fn main() -> Result<(), groundplan::Error> {
    let wanted = std::env::args().nth(1);
    for file in stack()?.synth()?.files() {
        match &wanted {
            Some(wanted) if *wanted == file.path => print!("{}", file.text),
            Some(_) => {}
            None => println!("{} ({} bytes)", file.path, file.text.len()),
        }
    }
    Ok(())
}

fn stack() -> Result<Stack, groundplan::Error> {
    let dev = Environment::new("dev");

    let stack = Stack::new("shop")
        .region(Region::EuWest1)
        .with_json(r#"{
            "raw": {
                "terraform": {
                    "required_providers": {
                        "random": { "source": "hashicorp/random", "version": "~> 3.6" }
                    }
                }
            }
        }"#)?
        .with_json(r#"{
            "raw": {
                "provider": {
                    "aws": {
                        "alias": "deploy",
                        "region": "eu-west-1",
                        "default_tags": {
                            "tags": {
                                "Stack": "shop",
                                "Environment": "dev",
                                "ManagedBy": "terraform"
                            }
                        },
                        "assume_role": { "role_arn": "arn:aws:iam::123456789012:role/deploy" }
                    }
                }
            }
        }"#)?
        .with_json(r#"{
            "raw": { "data": { "aws_region": { "deploy": { "provider": "aws.deploy" } } } }
        }"#)?
        .raw(
            Raw::ephemeral("aws_secretsmanager_secret_version", "token").set(
                "secret_id",
                "shop/token",
            ),
        )
        .raw(
            Raw::resource("random_pet", "name")
                .set("length", 2)
                .set(
                    "keepers",
                    Value::Object(vec![("vpc".into(), Value::from(Network::new().vpc_id()))]),
                ),
        )
        .environment(dev);

    Ok(stack)
}
